import type { ColumnReport, TableKind } from '../domain';
import { keyRoles } from './understand';
import type { ColumnFacts } from './facts';

const period =
  /^(?:(?:19|20)\d\d[-/. ]?(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d|(?:19|20)\d\d|q[1-4]\b.*|.*\bq[1-4]|(?:week|wk|kw|w)[ .]?\d{1,2}\b.*|(?:19|20)\d\d[-. ]?w\d{1,2}|(?:19|20)\d\d年(?:第?[一二三四\d]{1,2}(?:月|季度|周))?|[一二三四五六七八九十\d]{1,3}月|第?[一二三四\d]季度|第\d{1,2}周|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]?(?:\d{2}|\d{4})?)$/iu;

/** Whether a column holds days, months, quarters or the like. */
function isPeriod(report: ColumnReport, facts: ColumnFacts): boolean {
  if (report.type === 'date' || report.type === 'instant') return true;
  const values = [...facts.values.keys()];
  return values.length > 0 && values.every((value) => value.length < 30 && period.test(value.trim()));
}

/**
 * The column by which a table adds things up, where each row is such a sum: one column of periods or names in which every
 * value is different (or two, one of them periods), and for the rest numbers, with nobody and no order in it. Null where a row may
 * be something of its own.
 */
export function totalledBy(kind: TableKind, columns: readonly ColumnReport[], facts: readonly ColumnFacts[]): string | null {
  if (kind !== 'other' || columns.some(({ role }) => keyRoles.includes(role) || role === 'orderId' || role === 'price'))
    return null;
  const filled = columns.flatMap((report, i) => (facts[i] && facts[i].filled > 0 ? [{ report, facts: facts[i] }] : []));
  const periods = filled.filter(({ report, facts: column }) => isPeriod(report, column));
  const by = filled.filter((column) => column.report.type !== 'number' || periods.includes(column));
  if (by.length === 0 || by.length === filled.length || by.length > 2) return null;
  const first = by.find((column) => periods.includes(column)) ?? by[0]!;
  if (by.length === 2) return periods.length > 0 ? first.report.name : null;
  const { filled: cells, distinct } = first.facts;
  // A single number beside a name or a day may be anything: a price list, payments without a payer.
  const enough = filled.length >= 3 || periods.length > 0;
  return enough && cells >= 2 && distinct >= cells * 0.99 ? first.report.name : null;
}
