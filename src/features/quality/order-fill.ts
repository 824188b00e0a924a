import { isSalesKind } from '../../domain';
import { asText, columnWithRole, present, type SourceTable } from '../source';

/**
 * Which rows repeat an order: a table of sales with several rows an order writes what belongs to the order on one of them and
 * leaves it blank on the others. null where the table is none.
 */
export function ordersOf(source: SourceTable): { codes: Uint32Array; count: number; has: (row: number) => boolean } | null {
  const column = isSalesKind(source.kind) ? columnWithRole(source, 'orderId') : undefined;
  if (!column) return null;
  const text = asText(column.column);
  return { codes: text.codes, count: countOf(text.codes), has: (row) => present(text, row) };
}

function countOf(codes: Uint32Array): number {
  let most = -1;
  for (let i = 0; i < codes.length; i++) if (codes[i]! > most) most = codes[i]!;
  return most + 1;
}
