import {
  NO_DAY,
  defaultQuality,
  isSalesKind,
  isoDay,
  type DayNumber,
  type FeatureInfo,
  type ImportCounts,
  type Note,
  type Progress,
  type QualitySettings,
  type SinceLast,
} from '../domain';
import { attributes, type Excluded } from '../features/attributes';
import { contactFeatures, contacts, type Contacts } from '../features/contacts';
import { groupByCustomer, type CustomerLines } from '../features/customer-lines';
import { distinctValues, type FeatureColumn, type Frame } from '../features/frame';
import { identify, type Identity } from '../features/identity';
import { plainIdentity, type IdentityOptions } from '../features/identity-keys';
import { availableOrderFeatures, orderFeatures, type OrderFeatures } from '../features/order-features';
import { lastOrderDay, orderTotals, type OrderTotals } from '../features/order-totals';
import { keepRows } from '../features/keep-rows';
import { readOrders, type OrderLines } from '../features/orders';
import { withoutOwnAddress } from '../features/own-address';
import { withoutOwnMoney } from '../features/own-money';
import { repairTable } from '../features/quality/repair';
import { reconcile, type Reconciliation } from '../features/reconcile';
import { countRows, sinceLast } from '../features/since-last';
import type { SourceTable } from '../features/source';
import { respeltRows, withSpellings } from '../features/spellings';
import type { StoredTable } from '../store/api';
import { exportsOf, settledOrder } from './exports';
import { qualityTable } from './quality-tables';
import { checkOnce } from './table-keeper';

/** Who is who, and what each ordered: what the pages of customers are written from. */
export interface PreparedLines {
  /** The rows that stand, in an order that does not depend on when they were imported. */
  readonly sources: readonly SourceTable[];
  readonly identity: Identity;
  readonly lines: OrderLines;
  readonly asOf: DayNumber;
  readonly totals: OrderTotals;
  readonly pendingAsSales: boolean;
  readonly grouped: CustomerLines;
}

/** Everything that is worked out from the tables before any model. */
export interface Prepared extends PreparedLines {
  readonly imports: readonly ImportCounts[];
  readonly sinceLast: SinceLast | null;
  /** Currency of customers' spend; null where the files name none. */
  readonly currency: string | null;
  readonly now: OrderFeatures;
  /** Whether anybody bought anything. */
  readonly shop: boolean;
  readonly contacts: Contacts;
  /** All that is known of each customer as of the as-of day. */
  readonly frame: Frame;
  /** Customers that stand in a table of customers. */
  readonly listed: Uint8Array;
  readonly excluded: readonly Excluded[];
  readonly notes: readonly Note[];
}

const unitOf: Readonly<Record<string, FeatureInfo['unit']>> = {
  daysSinceLastOrder: 'days',
  ageDays: 'days',
  meanGapDays: 'days',
  orderCount: 'count',
  units: 'count',
  distinctProducts: 'count',
  totalSpend: 'money',
  averageOrderValue: 'money',
  biggestOrder: 'money',
  refundShare: 'share',
  unitsPerOrder: 'count',
  unitPrice: 'money',
  productsPerOrder: 'count',
};

/** Skewed order features: most customers have little, a few very much. */
export const skewedFeatures: ReadonlySet<string> = new Set([
  'orderCount',
  'totalSpend',
  'averageOrderValue',
  'biggestOrder',
  'units',
  'distinctProducts',
  'unitsPerOrder',
  'unitPrice',
  'productsPerOrder',
  'interactionCount',
]);

/** The rows that stand and are not left out by the owner; `repaired` is null where nothing is. */
function standing(source: SourceTable, { keep }: Reconciliation['files'][number], repaired: Uint8Array | null): SourceTable {
  if (keep === null && repaired === null) return source;
  if (keep === null || repaired === null) return keepRows(source, (keep ?? repaired)!);
  return keepRows(
    source,
    keep.map((kept, row) => kept & repaired[row]!),
  );
}

function countKept({ keep }: Reconciliation['files'][number], rows: number): number {
  return keep === null ? rows : keep.reduce((sum, kept) => sum + kept, 0);
}

/** Columns of the order features that the files can give and that differ between customers. */
export function orderColumns(features: OrderFeatures, has: CustomerLines['has']): FeatureColumn[] {
  return availableOrderFeatures(has).map((id) => ({
    info: { id, source: 'orders', kind: 'numeric', unit: unitOf[id] ?? 'none' },
    values: features.columns[id],
    levels: null,
  }));
}

/** Without constants: they tell no customer from another. */
export function withoutConstants(columns: readonly FeatureColumn[]): FeatureColumn[] {
  return columns.filter((column) => distinctValues(column.values, null, 1) > 1);
}

/**
 * The tables as they count: of rows that several exports hold the newest, without the owner's own money and address, and with
 * the repairs that the owner switched on. Which rows are the newest is decided by what the files say, not by what is repaired.
 */
export function* standingSources(tables: readonly StoredTable[], quality: QualitySettings = defaultQuality) {
  const notes: Note[] = [];
  const exports = exportsOf(tables);
  const reconciled = yield* reconcile(exports);
  const order = settledOrder(exports);
  const sources: SourceTable[] = [];
  const repairs: Note[] = [];
  for (const at of order) {
    // The owner's own address and money show in a file as a whole, so they are looked for before its repeated rows leave it.
    const source = withoutOwnMoney(withoutOwnAddress(exports[at]!.source, notes));
    const repaired = yield* repairTable(qualityTable(tables[at]!), source, quality, checkOnce(tables[at]!));
    repairs.push(...repaired.notes);
    sources.push(standing(repaired.source, reconciled.files[at]!, repaired.keep));
  }
  return { exports, reconciled, order, sources, notes: [...notes, ...repairs] };
}

/** Who is who and what was ordered, and how that was come by; the arguments are those of `prepare`. */
export function* prepareLines(
  tables: readonly StoredTable[],
  asOf: DayNumber | null,
  today: DayNumber,
  who: IdentityOptions = plainIdentity,
  quality: QualitySettings = defaultQuality,
) {
  const { sources: written, ...standingPart } = yield* standingSources(tables, quality);
  const sources = withSpellings(written, who.settings.spellings);
  const identity = yield* identify(sources, who);
  const lines = yield* readOrders(sources, identity.rowCustomer);
  const step = (done: number): Progress => ({ stage: 'features', done, total: lines.rows, unit: 'rows' });
  const last = lines.has.days ? lastOrderDay(lines) : NO_DAY;
  const day = asOf ?? (last === NO_DAY ? today : last);
  const totals = yield* orderTotals(lines, day);
  yield step(0);
  const pendingAsSales = totals.saleRows === 0 && totals.pendingRows > 0;
  const grouped = yield* groupByCustomer(lines, identity.customers, totals.main, day, pendingAsSales);
  yield step(lines.rows >> 1);
  const prepared: PreparedLines = { sources, identity, lines, asOf: day, totals, pendingAsSales, grouped };
  return { ...standingPart, written, prepared };
}

/**
 * Who is who, what was ordered, and one row of features a customer. `asOf` null means the day of the last order, or `today`
 * where no table has dated orders. `label` is the column that is an outcome and no feature; `who` is what
 * the owner said of who is who, and what reads telephone numbers; `quality` is what the owner repairs.
 */
export function* prepare(
  tables: readonly StoredTable[],
  asOf: DayNumber | null,
  label: string | null,
  today: DayNumber,
  who: IdentityOptions = plainIdentity,
  quality: QualitySettings = defaultQuality,
): Generator<Progress, Prepared, void> {
  const { exports, reconciled, order, written, notes, prepared } = yield* prepareLines(tables, asOf, today, who, quality);
  const { sources, identity, lines, asOf: day, totals, pendingAsSales, grouped } = prepared;
  const step = (done: number): Progress => ({ stage: 'features', done, total: lines.rows, unit: 'rows' });
  const now = yield* orderFeatures(grouped, day);
  yield step(lines.rows);
  const shop = now.orderCount.some((count) => count > 0);
  const touches = contacts(sources, identity.rowCustomer, day);
  const said = attributes(sources, identity.rowCustomer, identity.customers, label);
  const columns = [
    ...(shop ? orderColumns(now, lines.has) : []),
    ...contactFeatures(sources, identity.rowCustomer, identity.customers, day, lines.has.days),
    ...said.columns,
  ];
  const currency = totals.main < 0 ? null : (lines.currencies[totals.main] ?? null);
  return {
    ...prepared,
    imports: order.map((at) => ({
      importId: tables[at]!.record.id,
      standing: countKept(reconciled.files[at]!, exports[at]!.source.rows),
      ...countRows(reconciled.files[at]!.outcome, exports[at]!.source.rows),
    })),
    sinceLast: sinceLast(exports, reconciled, order, identity, lines),
    currency,
    now,
    shop,
    contacts: touches,
    frame: { rows: identity.customers, columns: unique(columns) },
    listed: said.listed,
    excluded: said.excluded,
    notes: [
      ...notes,
      ...reconciled.notes,
      ...decisionNotes(written, who),
      ...identity.notes,
      ...lines.notes,
      ...said.notes,
      ...prepareNotes(sources, identity, lines, totals, day, pendingAsSales),
    ],
  };
}

/** A column that is called like one of ours gives way to ours. */
function unique(columns: readonly FeatureColumn[]): FeatureColumn[] {
  const seen = new Set<string>();
  return columns.filter((column) => {
    if (seen.has(column.info.id)) return false;
    seen.add(column.info.id);
    return true;
  });
}

/** What the owner decided and the files do not say. */
function decisionNotes(written: readonly SourceTable[], { settings }: IdentityOptions): Note[] {
  const notes: Note[] = [];
  const decisions = settings.same.length + settings.different.length + settings.merged.length + settings.split.length;
  if (decisions > 0) notes.push({ code: 'identity-by-hand', values: { n: decisions } });
  const n = respeltRows(written, settings.spellings);
  if (n > 0) notes.push({ code: 'spellings-by-hand', values: { n, words: settings.spellings.length } });
  return notes;
}

function prepareNotes(
  sources: readonly SourceTable[],
  identity: Identity,
  lines: OrderLines,
  totals: OrderTotals,
  day: DayNumber,
  pendingAsSales: boolean,
): Note[] {
  const notes: Note[] = [];
  for (const [t, source] of sources.entries()) {
    if (source.rows === 0) continue;
    if (source.kind === 'transfers' || source.kind === 'baskets') {
      const code = source.kind === 'transfers' ? 'file-left-out' : 'baskets-left-out';
      notes.push({ code, values: { file: source.name } });
      continue;
    }
    let nobody = 0;
    for (const customer of identity.rowCustomer[t]!) if (customer < 0) nobody++;
    if (nobody === source.rows && !isSalesKind(source.kind)) {
      notes.push({ code: 'tables-unused', values: { file: source.name } });
    } else if (nobody > 0 && !isSalesKind(source.kind)) {
      notes.push({ code: 'no-key-rows', values: { file: source.name, n: nobody } });
    }
  }
  if (totals.anonymousOrders > 0) notes.push({ code: 'anonymous-orders', values: { n: totals.anonymousOrders } });
  if (totals.later > 0) notes.push({ code: 'after-as-of', values: { n: totals.later, day: isoDay(day) } });
  if (totals.undated > 0) notes.push({ code: 'undated-orders', values: { n: totals.undated } });
  if (pendingAsSales) notes.push({ code: 'pending-as-orders', values: {} });
  if (totals.revenues.length > 1) {
    let others = 0;
    for (let i = 0; i < lines.rows; i++) if (lines.currency[i] !== totals.main) others++;
    notes.push({ code: 'several-currencies', values: { main: lines.currencies[totals.main] ?? '–', n: others } });
  }
  return notes;
}
