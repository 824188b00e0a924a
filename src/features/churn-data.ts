import { countNulls, KithError, type Note } from '../domain';
import { lineKind } from './orders';
import type { CustomerLines } from './customer-lines';
import { asText, daysOf, present, type SourceColumn, type SourceTable } from './source';

/** Fewer customers than this, or fewer of either outcome than the next, teach nothing. */
export const leastCustomers = 20;
export const leastOfAClass = 10;
const shortestHorizon = 7;
const usualHorizon = 90;
const usualHistory = 360;

/** An outcome for some customers: `outcome[i]` of `rows[i]`, 1 = left. */
export interface Outcome {
  readonly rows: Int32Array;
  readonly outcome: Uint8Array;
  readonly positives: number;
}

export interface LabelOutcome extends Outcome {
  readonly label: string;
  /** The value that means "left"; null where a date does, whichever it is. */
  readonly positive: string | null;
  /** A value that means "stayed"; '' where every row says "left". */
  readonly negative: string;
  /** Rows of the table that say nothing: blank label or no customer. */
  readonly blank: number;
  readonly table: number;
}

/** Words that mean "left" in a label column that came without its positive value. */
const leftWords =
  /^(yes|y|true|t|1|1\.0|churn(ed)?|left|lost|gone|exited|attrited( customer)?|cancel(l)?ed|inactive|former.*|closed|unsubscribed|是|流失|已流失|离开|已离开|取消|已取消)$/i;

/**
 * The observed outcome of a label column. `label` names the column, or null for the first with the role `churnLabel`
 * (tables by file name). A customer with several rows left if any row says so; one with several subscriptions, if all do.
 * In a column of dates a date means "left" and a blank "stayed". Where such a column is filled in every row (a file of those
 * who left), the customers of files with mostly the same columns and no label stayed, and files of the same kind are one.
 * Null where there is no such column; a named column that is not there throws analysis/unknown-column.
 */
export function labelOutcome(
  tables: readonly SourceTable[],
  rowCustomer: readonly Int32Array[],
  customers: number,
  label: string | null,
): LabelOutcome | null {
  const order = tables.map((_, t) => t).sort((a, b) => (tables[a]!.name < tables[b]!.name ? -1 : 1));
  for (const t of order) {
    const source = tables[t]!.columns.find((column) => (label === null ? column.role === 'churnLabel' : column.name === label));
    if (!source) continue;
    if (daysOf(source.column) !== null) return datedOutcome(tables, rowCustomer, customers, t, source);
    const text = asText(source.column);
    const words = text.dictionary.map((word) => word.trim());
    const positive = positiveValue(words, source.positive);
    const negative = [...words].sort().find((word) => word !== '' && word !== positive) ?? '';
    const owners = rowCustomer[t]!;
    const said = new Said(customers, tables[t]!.kind === 'subscriptions');
    let blank = 0;
    for (let i = 0; i < owners.length; i++) {
      const word = present(text, i) ? words[text.codes[i]!]! : '';
      if (word === '' || owners[i]! < 0) blank++;
      else said.add(owners[i]!, word === positive);
    }
    return { ...said.outcome(), label: source.name, positive, negative, blank, table: t };
  }
  if (label !== null) throw new KithError('analysis/unknown-column', { column: label });
  return null;
}

/** What the rows of each customer say. */
class Said {
  private readonly state: Uint8Array;

  /** `all`: a customer left only if every row says so. */
  constructor(
    customers: number,
    private readonly all: boolean,
  ) {
    this.state = new Uint8Array(customers);
  }

  add(customer: number, left: boolean): void {
    const strong = this.all ? !left : left;
    if (strong) this.state[customer] = 2;
    else if (this.state[customer] === 0) this.state[customer] = 1;
  }

  outcome(): Outcome {
    const { state, all } = this;
    const rows = Int32Array.from(state.keys()).filter((c) => state[c]! > 0);
    const outcome = Uint8Array.from(rows, (c) => ((state[c] === 2) !== all ? 1 : 0));
    return { rows, outcome, positives: count(outcome) };
  }
}

/** Share of columns that two exports of one list have in common at least. */
const sameList = 0.7;

function datedOutcome(
  tables: readonly SourceTable[],
  rowCustomer: readonly Int32Array[],
  customers: number,
  t: number,
  source: SourceColumn,
): LabelOutcome {
  const table = tables[t]!;
  const said = new Said(customers, table.kind === 'subscriptions');
  let blank = 0;
  const tell = (rows: Int32Array, left: (i: number) => boolean) => {
    for (let i = 0; i < rows.length; i++) {
      if (rows[i]! < 0) blank++;
      else said.add(rows[i]!, left(i));
    }
  };
  tell(rowCustomer[t]!, (i) => present(source.column, i));
  if (countNulls(source.column) === 0) {
    const names = new Set(table.columns.map(({ name }) => name));
    for (const [other, { columns }] of tables.entries()) {
      const shared = columns.filter(({ name }) => names.has(name)).length;
      if (other === t || shared < sameList * Math.min(columns.length, names.size)) continue;
      const label = columns.find(({ role, column }) => role === 'churnLabel' && daysOf(column) !== null);
      tell(rowCustomer[other]!, (i) => label !== undefined && present(label.column, i));
    }
  }
  return { ...said.outcome(), label: source.name, positive: null, negative: '', blank, table: t };
}

function positiveValue(words: readonly string[], said: string | undefined): string {
  const exact = said === undefined ? undefined : words.find((word) => word === said.trim());
  if (exact !== undefined) return exact;
  const loose = said === undefined ? undefined : words.find((word) => word.toLowerCase() === said.trim().toLowerCase());
  // A number column writes 1 where the file had 1.0.
  const numeric = said === undefined ? undefined : words.find((word) => word !== '' && Number(word) === Number(said));
  return loose ?? numeric ?? [...words].sort().find((word) => leftWords.test(word)) ?? said ?? '';
}

export interface OrderOutcome extends Outcome {
  readonly cutoff: number;
  readonly horizonDays: number;
  readonly cutoffRange: readonly [number, number];
  readonly notes: readonly Note[];
}

/**
 * The outcome made from orders: of the customers with a sale up to the cut-off, who had none in the `horizonDays` after it.
 * Horizon: 90 days where the history is 360 days or longer, else a third of it. Cut-off: the as-of day less the horizon;
 * one that leaves too little before or after is moved to the nearest that does not, and said.
 * Throws analysis/no-outcome without dated orders, analysis/no-history where a third is under 7 days.
 */
export function orderOutcome(
  lines: CustomerLines,
  firstDay: number,
  asOf: number,
  cutoff: number | null,
  horizonDays: number | null,
): OrderOutcome {
  if (!lines.has.days) throw new KithError('analysis/no-outcome');
  const history = asOf - firstDay;
  const horizon = horizonDays ?? (history >= usualHistory ? usualHorizon : Math.floor(history / 3));
  const needed = Math.max(2 * horizon, 3 * shortestHorizon);
  if (!(horizon >= 1) || (horizonDays === null && horizon < shortestHorizon) || history < 2 * horizon) {
    throw new KithError('analysis/no-history', { days: Math.max(history, 0), needed });
  }
  const range = [firstDay + horizon, asOf - horizon] as const;
  const wanted = cutoff ?? range[1];
  const used = Math.min(Math.max(wanted, range[0]), range[1]);
  const notes: Note[] = used === wanted ? [] : [{ code: 'cutoff-moved', values: { days: Math.abs(used - wanted) } }];

  const { customers, offsets, day, kind } = lines;
  const rows = new Int32Array(customers);
  const outcome = new Uint8Array(customers);
  let n = 0;
  for (let c = 0; c < customers; c++) {
    let before = false;
    let after = false;
    for (let j = offsets[c]!; j < offsets[c + 1]!; j++) {
      if (kind[j] !== lineKind.sale) continue;
      const at = day[j]!;
      if (at <= used) before = true;
      else if (at <= used + horizon) after = true;
    }
    if (!before) continue;
    rows[n] = c;
    outcome[n++] = after ? 0 : 1;
  }
  const kept = outcome.slice(0, n);
  return {
    rows: rows.slice(0, n),
    outcome: kept,
    positives: count(kept),
    cutoff: used,
    horizonDays: horizon,
    cutoffRange: range,
    notes,
  };
}

/**
 * Throws where an outcome cannot be learned from: too few customers, all of one class, too few of a class. `told` says how
 * the outcome is called: a label column with its two values, or no order within so many days, `of` all customers there are.
 */
export function requireOutcome(
  outcome: Outcome,
  told:
    | { readonly label: string; readonly words: readonly [stayed: string, left: string] }
    | { readonly days: number; readonly of: number },
): void {
  const n = outcome.rows.length;
  const { positives } = outcome;
  if (n < leastCustomers) {
    if ('days' in told && told.of >= leastCustomers) {
      throw new KithError('analysis/too-few-customers-orders', { n, needed: leastCustomers, days: told.days });
    }
    throw new KithError('analysis/too-few-customers', { n: 'days' in told ? told.of : n, needed: leastCustomers });
  }
  const least = Math.min(positives, n - positives);
  if (least >= leastOfAClass) return;
  if ('days' in told) {
    if (least === 0) throw new KithError('analysis/one-class-orders', { n, days: told.days, left: positives === 0 ? 0 : 1 });
    throw new KithError('analysis/too-few-of-a-class-orders', { n: least, days: told.days, needed: leastOfAClass });
  }
  const { label, words } = told;
  if (least === 0) throw new KithError('analysis/one-class', { label, value: positives === 0 ? words[0] : words[1], n });
  throw new KithError('analysis/too-few-of-a-class', { label, n: least, needed: leastOfAClass });
}

function count(outcome: Uint8Array): number {
  let sum = 0;
  for (const one of outcome) sum += one;
  return sum;
}
