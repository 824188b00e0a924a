import { NO_DAY } from '../domain';
import type { FeatureColumn } from './frame';
import { asNumbers, columnWithRole, daysOf, present, type SourceColumn, type SourceTable } from './source';
import { settle } from './sum';

/** The question that a net promoter score is made of. */
/** A question whether one would recommend the shop: another thing than to be satisfied. */
export const recommends = /\bnps\b|recommend|推荐/i;

/** All answers of one rating column. */
export interface Ratings {
  readonly column: string;
  /** Without NaN. */
  readonly values: Float64Array;
  /** Top of the scale as the owner said, or null. */
  readonly scaleTop: number | null;
  readonly days: Int32Array;
  /** Whose answer each is; -1 where the row names nobody. */
  readonly customer: Int32Array;
}

/** Ratings and contacts, per row. */
export interface Contacts {
  readonly ratings: readonly Ratings[];
  readonly answers: number;
  readonly interactions: number;
  /** Interactions that name a customer. */
  readonly interactionsNamed: number;
  readonly interactionDays: readonly [number, number] | null;
}

/**
 * Counts and answers of all tables, rows after `asOf` left out (rows without a day stay). A rating column speaks in
 * any kind of table.
 */
export function contacts(tables: readonly SourceTable[], rowCustomer: readonly Int32Array[], asOf: number): Contacts {
  const ratings: Ratings[] = [];
  let answers = 0;
  let interactions = 0;
  let interactionsNamed = 0;
  let firstDay = 2147483647;
  let lastDay = -2147483648;
  for (const [t, table] of tables.entries()) {
    const day = dayReader(table);
    // A row that answers several questions is one answer.
    const answered = new Uint8Array(table.rows);
    for (const source of table.columns) {
      // A questionnaire has one column for the rating; the question about recommending may stand beside it as a number.
      const asked =
        source.role === 'rating' || (table.kind === 'answers' && source.role === 'number' && recommends.test(source.name));
      if (!asked) continue;
      const numbers = asNumbers(source.column);
      if (!numbers) continue;
      const values: number[] = [];
      const days: number[] = [];
      const rows: number[] = [];
      for (let i = 0; i < table.rows; i++) {
        if (Number.isNaN(numbers[i]!) || day(i) > asOf) continue;
        values.push(numbers[i]!);
        days.push(day(i));
        rows.push(i);
      }
      const given = unrated(source, values) ? [...values.keys()].filter((i) => values[i] !== 0) : [...values.keys()];
      for (const i of given) answered[rows[i]!] = 1;
      ratings.push({
        column: source.name,
        values: Float64Array.from(given, (i) => values[i]!),
        scaleTop: source.scaleTop ?? null,
        days: Int32Array.from(given, (i) => days[i]!),
        customer: Int32Array.from(given, (i) => rowCustomer[t]![rows[i]!]!),
      });
    }
    for (const one of answered) answers += one;
    if (table.kind !== 'interactions') continue;
    for (let i = 0; i < table.rows; i++) {
      const at = day(i);
      if (at > asOf) continue;
      interactions++;
      if (rowCustomer[t]![i]! >= 0) interactionsNamed++;
      if (at === NO_DAY) continue;
      if (at < firstDay) firstDay = at;
      if (at > lastDay) lastDay = at;
    }
  }
  return {
    ratings,
    answers,
    interactions,
    interactionsNamed,
    interactionDays: firstDay > lastDay ? null : [firstDay, lastDay],
  };
}

/** Whether a 0 means "not rated": on scales up to 5 it does (Gumroad writes it so), unless the question is the 0–10 one. */
function unrated({ name, scaleTop }: SourceColumn, values: readonly number[]): boolean {
  return !recommends.test(name) && (scaleTop ?? 5) <= 5 && values.every((value) => value <= 5);
}

/**
 * Per customer as of a day: mean rating given (tables of answers) and number of interactions. Rows dated later stay out;
 * with `datedOnly`, so do rows and tables without days, since they may know the future. Columns that would be empty are left out.
 */
export function contactFeatures(
  tables: readonly SourceTable[],
  rowCustomer: readonly Int32Array[],
  customers: number,
  asOf: number,
  datedOnly: boolean,
): FeatureColumn[] {
  const ratingSum = new Float64Array(customers);
  const ratingCount = new Int32Array(customers);
  const touches = new Int32Array(customers);
  let rated = false;
  let touched = false;
  for (const [t, table] of tables.entries()) {
    if (table.kind !== 'answers' && table.kind !== 'interactions') continue;
    const day = dayReader(table);
    const owners = rowCustomer[t]!;
    const rating = table.kind === 'answers' ? columnWithRole(table, 'rating') : undefined;
    const numbers = rating ? asNumbers(rating.column) : null;
    for (let i = 0; i < table.rows; i++) {
      const customer = owners[i]!;
      const at = day(i);
      if (customer < 0 || at > asOf || (datedOnly && at === NO_DAY)) continue;
      if (numbers) {
        if (Number.isNaN(numbers[i]!)) continue;
        ratingSum[customer]! += numbers[i]!;
        ratingCount[customer]!++;
        rated = true;
      } else if (table.kind === 'interactions') {
        touches[customer]!++;
        touched = true;
      }
    }
  }
  const columns: FeatureColumn[] = [];
  if (rated) {
    columns.push({
      info: { id: 'meanRating', source: 'answers', kind: 'numeric', unit: 'none' },
      values: ratingSum.map((sum, c) => (ratingCount[c]! > 0 ? settle(sum) / ratingCount[c]! : Number.NaN)),
      levels: null,
    });
  }
  if (touched) {
    columns.push({
      info: { id: 'interactionCount', source: 'interactions', kind: 'numeric', unit: 'count' },
      values: Float64Array.from(touches),
      levels: null,
    });
  }
  return columns;
}

/** The day of a row; NO_DAY where the table or the row has none. */
export function dayReader(table: SourceTable): (i: number) => number {
  const source = table.columns.find((column) => column.role === 'date' && daysOf(column.column) !== null);
  if (!source) return () => NO_DAY;
  const days = daysOf(source.column)!;
  return (i) => (present(source.column, i) ? days[i]! : NO_DAY);
}
