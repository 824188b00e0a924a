/** Values that go into the sentence of an error or a note; the sentence itself lives in `text`. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Stable codes. The sentence for each stands in `text` under `error.<code>` and says what happened, where, and what to do. */
export const errorCodes = [
  'file/empty', // nothing in it
  'file/header-only', // { columns }
  'file/one-column', // { column } one column only: wrong delimiter, or not a table of customers
  'file/too-many-columns', // { columns, limit } more than a spreadsheet holds
  'file/binary', // { name } not text at all
  'file/spreadsheet', // { name } a workbook that is no .xlsx (.xls, .xlsb, .ods, .numbers): save as CSV or .xlsx
  'file/archive-broken', // { name } a .zip, .gz or .xlsx that is damaged
  'file/archive-locked', // { name } by a password
  'file/archive-method', // { name } packed in a way that browsers do not know
  'file/archive-many', // { name, limit } more tables in it than are taken at once
  'file/archive-too-large', // { name, limit } unpacks to more megabytes than that
  'file/archive-empty', // { name } no table in it
  'file/unreadable', // { name, reason }
  'file/unclosed-quote', // { line } more quotes are open than can be mended
  'file/cell-too-long', // { line, limit }
  'import/totals-only', // { column } each row is a sum, by that column: nobody's customers
  'import/goods-only', // { column } a list of goods names no customer
  'import/no-customer', // { columns } no column can say who the customer is
  'import/nothing-imported', // { rejected }
  'import/broken-ids', // { column, n, example, lines } ids that a spreadsheet rounded; lines as text
  'store/full', // { needed } the browser has no room
  'store/newer', // { found, known } the database was written by a newer Kith
  'store/blocked', // another tab holds the database
  'store/failed', // { reason }
  'store/locked', // the workspace is locked, or was locked anew in another tab
  'store/no-crypto', // the page's address has no WebCrypto
  'lock/wrong-passphrase',
  'lock/wrong-code',
  'backup/not-ours', // { name } no backup of Kith
  'backup/newer', // { found, known } made by a newer Kith
  'backup/truncated', // { name } its end is missing
  'backup/damaged', // { name, reason } not what was written
  'backup/unwritten', // { reason } the file could not be written, or reads differently
  'analysis/no-data',
  'analysis/too-few-customers', // { n, needed }
  'analysis/too-few-customers-orders', // { n, needed, days } of those who ordered longer ago than the horizon
  'analysis/no-features', // nothing to compare customers by
  'analysis/one-class', // { label, value, n } everybody has the same outcome
  'analysis/too-few-of-a-class', // { label, n, needed }
  'analysis/one-class-orders', // { n, days, left } within the horizon everybody ordered again (left 0), or nobody (left 1)
  'analysis/too-few-of-a-class-orders', // { n, days, needed }
  'analysis/no-outcome', // neither a label column nor dated orders
  'analysis/no-history', // { days, needed } orders span too little time to look back
  'analysis/unknown-column', // { column } a setting names a column that is not there
  'standing/no-orders', // nobody has bought anything on a known day: no stages
  'target/not-here', // { target } nothing in the files says who did
  'target/too-few', // { n, needed } too few who did, or who did not
  'money/no-worth', // nobody knows what a customer spends
  'value/no-dates', // no dated orders: nobody knows who is late
  'value/too-few-customers', // { n, needed } with an order
  'value/too-few-repeats', // { n, needed } who ordered again
  'value/no-history', // { days, needed } orders span too little time
  'value/no-fit', // the likelihood has no maximum
  'value/no-holdout', // { days, needed } too little before or after the cut to test on
  'value/bad-rate', // { rate } a discount rate of −100 % or less
  'value/not-a-share', // { value } outside 0..1
  'retention/no-label', // no column says who left
  'retention/no-time', // { file, label } nothing says how long they were there
  'retention/too-few', // { n, left, needed, neededLeft }
  'number/empty', // no expression
  'number/too-long', // { n, limit } signs
  'number/syntax', // { position, mark } places are counted from 1
  'number/unfinished', // { position }
  'number/unknown-name', // { name, position }
  'number/unknown-function', // { name, position, known }
  'number/arguments', // { name, position, least, most, n }
  'number/not-allowed', // { what, position }
  'number/two-in-one', // two expressions in one
  'engine/failed', // { reason } TensorFlow.js would not start or gave a wrong known answer
  'model/newer', // { found, known }
  'model/bad-input', // { reason }
  'job/crashed', // { reason } the worker died
  'job/unexpected', // { reason } a defect of ours
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error a person may see. `message` is for logs; people read the text of `code` with `values`. */
export class KithError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly values: MessageValues = {},
  ) {
    super(`${code} ${JSON.stringify(values)}`);
    this.name = 'KithError';
  }
}

/** What crosses between threads in place of an Error. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly values: MessageValues;
}

/** Any thrown thing as code and values. */
export function toErrorReport(thrown: unknown): ErrorReport {
  if (thrown instanceof KithError) return { code: thrown.code, values: thrown.values };
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { code: 'job/unexpected', values: { reason } };
}
