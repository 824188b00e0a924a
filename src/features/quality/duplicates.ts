import type { Progress, Role } from '../../domain';
import { isNull } from '../../domain';
import type { SourceTable } from '../source';
import { Pairs, RowList, type Found, type QualityTable } from './found';
import { Candidates, findAlike, rowCodes, sameRow } from './row-codes';
import { qualityStep, slice } from './steps';

const telling: ReadonlySet<Role> = new Set<Role>(['customerId', 'orderId', 'email', 'phone', 'name']);

/** Whether something in the table tells its rows apart: an id, a name, or a time of day. */
export function tellsApart({ columns }: SourceTable): boolean {
  return columns.some(({ role, column }) => telling.has(role) || column.type === 'instant');
}

/** Rows that repeat an earlier row in every cell. The first of each stays. */
export function* findDuplicates({ source }: QualityTable): Generator<Progress, Found[], void> {
  const among = yield* new Candidates(source).without();
  const alike = yield* findAlike(yield* rowCodes(source, new Map(), among), among);
  const rows = new RowList();
  const look = new Pairs();
  for (let n = 0; n < alike.rows.length; n++) {
    if (n % slice === slice - 1) yield qualityStep(n, alike.rows.length);
    const [i, before] = [alike.rows[n]!, alike.first[n]!];
    if (before === i || !sameRow(source, before, i) || isEmptyRow(source, i)) continue;
    rows.add(i);
    look.add(before, i);
  }
  if (rows.length === 0) return [];
  // Answers without a name may well be alike.
  const rule = tellsApart(source) ? 'exact' : 'alike';
  const found = { column: null, values: {}, of: source.rows, rows: rows.rows, look: look.rows };
  return [{ check: 'duplicates', rule, repair: 'leave-out', ...found }];
}

const isEmptyRow = ({ columns }: SourceTable, row: number) => columns.every(({ column }) => isNull(column, row));
