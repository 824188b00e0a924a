import { countNulls, countTexts, isNull, isSalesKind, type Progress, type Role } from '../../domain';
import { classifyDeal, isDirection } from '../order-status';
import { asText, columnWithRole, present, type SourceColumn, type SourceTable } from '../source';
import { isBlankWord } from './blank-words';
import { RowList, type Found, type QualityTable } from './found';
import { ordersOf } from './order-fill';
import { qualityStep, slice } from './steps';

/** What a row of the kind cannot do without: the figures it would be part of leave it out, or guess. */
const neededOfSales: readonly Role[] = ['date', 'amount', 'price', 'quantity', 'orderId', 'product'];
const neededOfOthers: readonly Role[] = ['customerId', 'date', 'rating', 'churnLabel'];
/** One of these says who it was. */
const whoRoles: ReadonlySet<Role> = new Set<Role>(['customerId', 'email', 'phone', 'name']);
/** A column this empty is one that is seldom filled, not one with holes. */
const mostlyEmpty = 0.5;
/** Columns of more different words are names and remarks, not kinds. */
const mostWords = 20_000;

/**
 * Needed cells that are missing, by column; rows that say of nobody whom they are about; and words that stand for "nothing".
 * A cell that another row of the same order fills is not missing.
 */
export function* findMissing(table: QualityTable): Generator<Progress, Found[], void> {
  const { source } = table;
  const found: Found[] = [];
  const needed = isSalesKind(source.kind) ? neededOfSales : neededOfOthers;
  for (const column of source.columns) {
    if (needed.includes(column.role)) {
      const missing = holes(table, [column]);
      if (missing !== null) {
        const values = { column: column.name };
        found.push({
          check: 'missing',
          rule: 'needed',
          column: column.name,
          values,
          of: source.rows,
          repair: 'leave-out',
          rows: missing,
        });
      }
    }
    yield qualityStep(source.rows);
  }
  const who = source.columns.filter(({ role }) => whoRoles.has(role));
  if (who.length > 0 && source.kind !== 'baskets' && source.kind !== 'transfers') {
    const nobody = holes(table, who);
    if (nobody !== null) {
      const values = { columns: who.map(({ name }) => name).join(', ') };
      found.push({ check: 'missing', rule: 'nobody', column: null, values, of: source.rows, repair: 'leave-out', rows: nobody });
    }
  }
  for (const column of source.columns) {
    const words = yield* blankWords(table, column);
    if (words) found.push(words);
  }
  return found;
}

/** Rows in which all of the columns are missing; null where there are none, or in most rows. */
function holes({ source }: QualityTable, columns: readonly SourceColumn[]): Int32Array | null {
  if (columns.some(({ column }) => countNulls(column) === 0)) return null;
  const orders = ordersOf(source);
  const filled = orders ? new Uint8Array(orders.count) : null;
  const open = openDeals(source);
  const isHole = (row: number) => columns.every(({ column }) => isNull(column, row)) && !open(row);
  if (orders && filled) {
    for (let i = 0; i < source.rows; i++) if (orders.has(i) && !isHole(i)) filled[orders.codes[i]!] = 1;
  }
  const rows = new RowList();
  for (let i = 0; i < source.rows; i++) {
    if (!isHole(i)) continue;
    if (orders && filled && orders.has(i) && filled[orders.codes[i]!] === 1) continue;
    rows.add(i);
  }
  return rows.length === 0 || rows.length > mostlyEmpty * source.rows ? null : rows.rows;
}

/** A deal that is not won has no day and no sum yet. */
function openDeals(source: SourceTable): (row: number) => boolean {
  const status = source.kind === 'deals' ? columnWithRole(source, 'status') : undefined;
  if (!status) return () => false;
  const text = asText(status.column);
  const won = text.dictionary.map((word) => classifyDeal(word) === 'sale');
  return (row) => !present(text, row) || !won[text.codes[row]!];
}

/** Words that say that there is nothing. */
function* blankWords({ source }: QualityTable, { name, role, column }: SourceColumn): Generator<Progress, Found | null, void> {
  // Remarks are only shown; in a column that says which way money went, a stroke is an answer.
  if (column.type !== 'text' || role === 'ignore' || role === 'text' || isDirection(name)) return null;
  const size = countTexts(column);
  if (size > mostWords) return null;
  const blank = column.dictionary.map((word) => isBlankWord(word));
  if (!blank.includes(true)) return null;
  const rows = new RowList();
  let of = 0;
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    if (!present(column, i)) continue;
    of++;
    if (blank[column.codes[i]!]) rows.add(i);
  }
  if (rows.length === 0 || rows.length === of) return null;
  const words = column.dictionary.filter((_, code) => blank[code]);
  const values = {
    column: name,
    words: words
      .slice(0, 5)
      .map((word) => word.trim())
      .join(', '),
  };
  return { check: 'missing', rule: 'blank-words', column: name, values, of, rows: rows.rows, repair: 'blank' };
}
