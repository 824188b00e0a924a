import { countTexts, isSalesKind, type Column, type TextColumn } from '../../domain';
import { asText, columnWithRole, present, type SourceTable } from '../source';

/** Numbers of orders as codes, by their column: several checks ask for them. */
const codesOf = new WeakMap<Column, TextColumn>();

/**
 * Which rows repeat an order: a table of sales with several rows an order writes what belongs to the order on one of them and
 * leaves it blank on the others. null where the table is none.
 */
export function ordersOf(
  source: SourceTable,
): { column: TextColumn; codes: Uint32Array; count: number; has: (row: number) => boolean } | null {
  const column = isSalesKind(source.kind) ? columnWithRole(source, 'orderId')?.column : undefined;
  if (!column) return null;
  let text = codesOf.get(column);
  if (!text) codesOf.set(column, (text = asText(column)));
  const own = text;
  return { column: own, codes: own.codes, count: countTexts(own), has: (row) => present(own, row) };
}
