import {
  isNull,
  NO_DAY,
  riskBand,
  type AnalysisResult,
  type CustomerDetail,
  type CustomerTable,
  type DayNumber,
  type Json,
  type TimelineEntry,
} from '../domain';
import { dayReader } from '../features/contacts';
import { applyDesign, type Design } from '../features/design';
import type { Frame } from '../features/frame';
import { keyRoles } from '../features/identity-keys';
import { lineKind } from '../features/orders';
import { asNumbers, columnWithRole, type SourceTable } from '../features/source';
import { adviceForCustomer } from '../insight/advice';
import { reasonsOf, type Reason } from '../insight/reasons';
import { logistic } from '../models/logistic';
import type { PreparedLines } from './analyse-prepare';
import { describeStanding } from './analyse-standing';

const mostEntries = 500;
const mostProducts = 3;
const mostIdentities = 60;

/** The score's model as it is kept: design and fit, no customers. */
export interface SavedScore {
  readonly design: Design;
  readonly weights: Float64Array;
  /** Means of the columns of the matrix over the training rows: of those who stayed, and of those who left. */
  readonly meansBy: readonly [readonly number[], readonly number[]];
}

/** The kept score, or null where there is none that can be read. */
export function savedScore(models: Readonly<Record<string, Json>>): SavedScore | null {
  const kept = models['logistic'] as { design?: Design; fitted?: Json; meansBy?: [number[], number[]] } | undefined;
  if (!kept?.design || kept.fitted === undefined || !kept.meansBy) return null;
  const restored = logistic.restore(kept.fitted);
  return restored.ok ? { design: kept.design, weights: restored.value.weights, meansBy: kept.meansBy } : null;
}

/** A table of customers as a frame again. */
export function frameOf(table: CustomerTable): Frame {
  const columns = table.features.map((info, f) => ({ info, values: table.featureValues[f]!, levels: table.levels[f] ?? null }));
  return { rows: table.rows, columns };
}

/** What pushes one customer's score, from the kept model; empty where the customer was not scored. */
export function customerReasons(score: SavedScore | null, frame: Frame, risk: Float64Array, customer: number): Reason[] {
  if (score === null || Number.isNaN(risk[customer]!)) return [];
  const x = applyDesign(score.design, frame, [customer]).values;
  return reasonsOf(score.design.terms, score.weights, score.meansBy, x, frame.columns, customer);
}

/** The page of one customer: what to do, facts, what happened when (newest first), and what moves the risk. */
export function describeCustomer(
  prepared: PreparedLines,
  table: CustomerTable,
  score: SavedScore | null,
  index: number,
  { segments, churn, standing, settings }: AnalysisResult,
): CustomerDetail {
  const frame = frameOf(table);
  const timeline = timelineOf(prepared, index);
  const dayOrNull = (day: number): DayNumber | null => (day === NO_DAY ? null : day);
  const segment = table.segment[index]!;
  const risk = table.risk[index]!;
  const group = segments.ok && segment !== 255 ? (segments.segments[segment] ?? null) : null;
  const worth = worthOf(table, index);
  return {
    row: {
      index,
      key: table.keys[index]!,
      label: table.labels[index]!,
      orderCount: table.orderCount[index]!,
      totalSpend: table.totalSpend[index]!,
      lastOrder: dayOrNull(table.lastOrder[index]!),
      segment: segment === 255 ? null : segment,
      risk: Number.isNaN(risk) ? null : risk,
      value: worth?.value ?? null,
    },
    firstOrder: dayOrNull(table.firstOrder[index]!),
    advice: adviceForCustomer(group?.advice ?? null, riskBand(risk, churn.ok ? churn.threshold : settings.churn.threshold)),
    worth,
    standing: standing?.ok ? describeStanding(prepared, table, standing, index) : null,
    identities: identitiesOf(prepared, index),
    facts: frame.columns.map(({ info, values, levels }) => {
      const value = values[index]!;
      return { feature: info, value: Number.isNaN(value) ? null : levels === null ? value : (levels[value] ?? null) };
    }),
    timeline: timeline.slice(0, mostEntries),
    entries: timeline.length,
    reasons: customerReasons(score, frame, table.risk, index),
  };
}

function worthOf({ worth }: CustomerTable, index: number): CustomerDetail['worth'] {
  if (!worth || Number.isNaN(worth.pAlive[index]!)) return null;
  const value = worth.residualClv[index]!;
  return { alive: worth.pAlive[index]!, orders: worth.expectedOrders[index]!, value: Number.isNaN(value) ? null : value };
}

/** What one customer is known by, as the files write it, the strongest kind first. A name counts where there is nothing else. */
function identitiesOf({ identity: { known } }: PreparedLines, index: number): NonNullable<CustomerDetail['identities']> {
  const found: NonNullable<CustomerDetail['identities']>[number][] = [];
  for (let node = 0; node < known.text.length; node++) {
    if (known.customer[node] !== index) continue;
    const kind = keyRoles[known.kind[node]!]!;
    found.push({ id: `${kind}:${known.canon[node]!}`, kind, text: known.text[node]! });
  }
  const rank = ({ kind }: { kind: (typeof keyRoles)[number] }) => keyRoles.indexOf(kind);
  return found.sort((a, b) => rank(a) - rank(b) || (a.text < b.text ? -1 : 1)).slice(0, mostIdentities);
}

function timelineOf(prepared: PreparedLines, index: number): TimelineEntry[] {
  const entries = [...orderEntries(prepared, index), ...contactEntries(prepared, index)];
  return entries.sort((a, b) => (b.day ?? NO_DAY) - (a.day ?? NO_DAY) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function kindOf(kind: number): TimelineEntry['kind'] | null {
  if (kind === lineKind.sale) return 'order';
  if (kind === lineKind.cancellation) return 'cancellation';
  if (kind === lineKind.refund) return 'refund';
  return kind === lineKind.pending ? 'pending' : null;
}

/** One entry an order and kind, its rows added up. */
function orderEntries({ lines, grouped, sources }: PreparedLines, index: number): TimelineEntry[] {
  interface Building {
    kind: TimelineEntry['kind'];
    day: number;
    id: string;
    amount: number;
    refunded: number;
    products: Set<string>;
  }
  const building = new Map<string, Building>();
  for (let j = grouped.offsets[index]!; j < grouped.offsets[index + 1]!; j++) {
    const i = grouped.line[j]!;
    const kind = kindOf(lines.kind[i]!);
    if (kind === null) continue;
    const source = sources[lines.table[i]!]!;
    const row = lines.row[i]!;
    const key = `${kind} ${lines.order[i]!} ${kind === 'refund' ? lines.day[i]! : ''}`;
    let entry = building.get(key);
    if (!entry) {
      entry = { kind, day: lines.day[i]!, id: cellOf(source, 'orderId', row), amount: 0, refunded: 0, products: new Set() };
      building.set(key, entry);
    }
    entry.amount += lines.amount[i]!;
    entry.refunded += lines.refunded[i]!;
    const product = cellOf(source, 'product', row);
    if (product !== '') entry.products.add(product);
  }
  const entries: TimelineEntry[] = [];
  for (const { kind, day, id, amount, refunded, products } of building.values()) {
    const names = [...products];
    const detail =
      names.slice(0, mostProducts).join(', ') + (names.length > mostProducts ? ` +${names.length - mostProducts}` : '');
    const at = day === NO_DAY ? null : day;
    entries.push({ kind, day: at, id, amount: lines.has.money ? cents(amount) : null, detail });
    if (refunded > 0) entries.push({ kind: 'refund', day: at, id, amount: -cents(refunded), detail: '' });
  }
  return entries;
}

function contactEntries({ sources, identity, asOf }: PreparedLines, index: number): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const [t, source] of sources.entries()) {
    if (source.kind !== 'answers' && source.kind !== 'interactions') continue;
    const kind = source.kind === 'answers' ? 'answer' : 'interaction';
    const owners = identity.rowCustomer[t]!;
    const day = dayReader(source);
    const rating = columnWithRole(source, 'rating');
    const ratings = rating ? asNumbers(rating.column) : null;
    for (let i = 0; i < owners.length; i++) {
      if (owners[i] !== index || day(i) > asOf) continue;
      const at = day(i);
      const said =
        kind === 'answer' && ratings ? (Number.isNaN(ratings[i]!) ? '' : String(ratings[i]!)) : cellOf(source, 'interaction', i);
      const words = cellOf(source, 'text', i);
      entries.push({
        kind,
        day: at === NO_DAY ? null : at,
        id: '',
        amount: null,
        detail: [said, words]
          .filter((part) => part !== '')
          .join(' · ')
          .slice(0, 300),
      });
    }
  }
  return entries;
}

const cents = (value: number): number => Math.round(value * 100) / 100;

/** The cell of a role in a row as text; '' where there is none. */
function cellOf(source: SourceTable, role: Parameters<typeof columnWithRole>[1], row: number): string {
  const column = columnWithRole(source, role)?.column;
  if (!column || isNull(column, row)) return '';
  if (column.type === 'text') return column.dictionary[column.codes[row]!] ?? '';
  if (column.type === 'number' || column.type === 'boolean') return String(column.values[row]!);
  return '';
}
