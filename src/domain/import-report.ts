import type { ColumnType } from './column';
import type { DayNumber } from './day';
import type { ErrorReport, MessageValues } from './errors';
import type { Role, TableKind } from './roles';

/** Why a row was not imported. Sentences under `reject.<code>` in `text`. */
export const rejectCodes = [
  'row/too-many-fields', // { expected, found }
  'row/unclosed-quote', // {}
  'row/repeated-header', // {}
  'row/totals', // {} a totals row at the end
  'row/footer', // {} a note under the table
  'row/explanation', // {} a line under the header that says what the columns are, or their units
  'value/no-date', // { column, value }
  'value/no-amount', // { column, value }
] as const;
export type RejectCode = (typeof rejectCodes)[number];

/** A row of the file that was not imported: where, why, and the line itself (cut at 2,000 characters). */
export interface Reject {
  readonly line: number;
  readonly code: RejectCode;
  readonly values: MessageValues;
  readonly raw: string;
}

/** What shows that a column was read rightly. Sentences under `evidence.<code>`. */
export interface Evidence {
  readonly code:
    | 'by-name' // { name } the header says so
    | 'by-values' // { share } of the filled cells look like it
    | 'unique' // every filled cell is different
    | 'values-come-again' // {} in a file without a header, a column whose values come again: asked
    | 'day-first' // { line, value } a cell that can only be day first
    | 'month-first' // { line, value }
    | 'ambiguous-date' // {} every cell would do either way: asked
    | 'counts-unix' // { line, value, day } seconds since 1970
    | 'counts-unix-ms' // { line, value, day } milliseconds since 1970
    | 'counts-excel' // { line, value, day } days since 1900, as spreadsheets count
    | 'with-time' // { time, zone } the time of day (and its zone, or 'none') came from columns of their own
    | 'decimal-point' // { line, value } with thousands between commas
    | 'ambiguous-decimal' // {} every number would do either way: asked
    | 'yes-no' // { yes, no }
    | 'refund-noted' // { line, value, n, column } a refund noted in the cell went into a column of its own
    | 'broken-ids' // { n, line, value } ids that a spreadsheet rounded: not used
    | 'scale-by-name' // { name, scale } the header tells the scale
    | 'scale-by-value' // { line, value, scale } an answer that only that scale has
    | 'scale-asked' // { scale } nothing proves it: asked
    | 'decimal-comma' // { line, value }
    | 'two-values' // { positive, negative }
    | 'filled-means-left' // {} a churn label of dates
    | 'id-float' // { example } ids written as 17850.0: read without the .0
    | 'currency' // { currency, name } the header names it
    | 'currency-cells' // { currency, line, value } the sign of all cells that have one
    | 'currencies-in-cells' // { currencies, column, line, value } signs of several
    | 'currency-preset' // { currency, preset } the tool writes no other
    | 'preset' // { preset }
    | 'by-hand' // the user said so
    | 'chosen-before' // { day } the user said so of an earlier file with these columns
    | 'blank' // nothing in it
    | 'default';
  readonly values: MessageValues;
}

/** What was understood of one column. */
export interface ColumnReport {
  /** Header as used (unique); `header` is as written in the file. */
  readonly name: string;
  readonly header: string;
  readonly type: ColumnType;
  readonly role: Role;
  readonly evidence: readonly Evidence[];
  readonly missing: number;
  /** Filled cells that are not of the column's type and were set to missing, with the first lines. */
  readonly unreadable: number;
  readonly unreadableLines: readonly number[];
  /** What stands there, in the order of the lines, cut at 100 characters; absent in files read before it was noted. */
  readonly unreadableCells?: readonly string[];
  /** How dates were read, where the column holds dates. */
  readonly dateOrder?: DateOrder;
  readonly decimal?: '.' | ',';
  /** Of a money column: the ISO 4217 code that its header or the tool's habit tells. */
  readonly currency?: string;
  /** For a churn label: the value that means "left". */
  readonly positive?: string;
  /** Of what was paid or given back: the sum of the column. */
  readonly total?: number;
  /** Of a status or a churn label of few words: how often each stands there. */
  readonly values?: readonly { readonly value: string; readonly n: number }[];
  /** For a rating: the scale it was asked on, such as `1-5`, as chosen, proved or assumed. */
  readonly scale?: string;
}

export type DateOrder = 'iso' | 'day-first' | 'month-first' | 'year-first';

/** Something the data could not prove. `answer` is what was assumed; the user can change it. */
export interface Question {
  readonly column: string;
  readonly about: 'date-order' | 'decimal' | 'positive-label' | 'rating-scale' | 'customer-column';
  readonly answer: string;
  readonly choices: readonly string[];
  /** What each choice would make of the column, in the order of the choices. */
  readonly effects?: readonly AnswerEffect[];
}

/** What an answer to a question would make of the column. */
export interface AnswerEffect {
  readonly choice: string;
  /** The first cells that the answers read differently: as written, and the day or the number they become; null for none. */
  readonly examples: readonly { readonly line: number; readonly written: string; readonly read: number | null }[];
  /** Of dates: the first and the last day. */
  readonly first?: DayNumber;
  readonly last?: DayNumber;
  /** Of numbers: their sum. */
  readonly total?: number;
  /** Of the column that names customers: how many different ones. Of who left: rows with that value. Of a rating: answers at the top of the scale or one below. Out of `of`. */
  readonly n?: number;
  readonly of?: number;
}

/** How one file was read. Counts: rowsRead = rowsImported + rowsRejected, blank lines and header aside. */
export interface ImportReport {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, hex; the same file twice is noticed by it. */
  readonly hash: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly newline: string;
  /** 1-based line of the header. */
  readonly headerLine: number;
  readonly preset: string | null;
  readonly kind: TableKind;
  readonly rowsRead: number;
  readonly rowsImported: number;
  readonly rowsRejected: number;
  /** Short rows filled with blanks: counted, not rejected. */
  readonly rowsPadded: number;
  readonly blankLines: number;
  /** Lines on which other tables begin, which are files of their own to Kith; absent where there are none. */
  readonly otherTables?: readonly number[];
  /** First 100; all of them can be downloaded. */
  readonly rejects: readonly Reject[];
  readonly questions: readonly Question[];
  readonly columns: readonly ColumnReport[];
  /** The first rows as read, as text: `sample[row][column]`. */
  readonly sample: readonly (readonly string[])[];
  readonly warnings: readonly ErrorReport[];
  readonly timings: Readonly<Record<string, number>>;
  /**
   * Where the imported rows stand in the file: row, line, row, line …; from each such row on, one line a row. Absent in files
   * read before it was noted, and where that would take more than it is worth.
   */
  readonly lineRuns?: readonly number[];
  /** The drop this file came with; absent in files stored before it was noted: those of one moment came together. */
  readonly batch?: string;
}

/** What a person may overrule before or after reading. Keys of `roles` and `dateOrders` are column names. */
export interface ReadOptions {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly kind?: TableKind;
  readonly roles?: Readonly<Record<string, Role>>;
  readonly dateOrders?: Readonly<Record<string, DateOrder>>;
  readonly decimals?: Readonly<Record<string, '.' | ','>>;
  readonly positives?: Readonly<Record<string, string>>;
  /** Scales of ratings, such as `0-10`. */
  readonly scales?: Readonly<Record<string, string>>;
  /** Columns whose role was chosen for an earlier file of the same layout, and the day of that, `YYYY-MM-DD`. */
  readonly chosenBefore?: { readonly day: string; readonly columns: readonly string[] };
}
