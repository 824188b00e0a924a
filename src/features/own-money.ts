import { emptyMask, isSalesKind, setNull, type Role } from '../domain';
import { givesBack, isBalance, isDirection, isStatementType, isTransactionType, ownMoney, paidOut } from './order-status';
import { asNumbers, asText, present, type SourceColumn, type SourceTable } from './source';

/**
 * Rows of an order table that move the owner's own money, or that the owner paid: no sales, no refunds. 1 where a row is
 * one of them; null where none is.
 */
export function ownMoneyRows(source: SourceTable): Uint8Array | null {
  const found = new Uint8Array(source.rows);
  const statement = source.columns.some(({ name }) => isBalance(name));
  const amount = source.columns.find(({ role, column }) => role === 'amount' && asNumbers(column) !== null);
  const amounts = amount ? asNumbers(amount.column) : null;
  for (const { role, name, column } of source.columns) {
    if (role !== 'category') continue;
    const isType = isTransactionType(name) || (statement && isStatementType(name));
    const words = isType ? ownMoney : isDirection(name) ? paidOut : isBalance(name) ? /^memo$/i : null;
    if (words === null) continue;
    const text = asText(column);
    const own = text.dictionary.map((word) => words.test(word.replaceAll('_', ' ').trim()) && !(isType && givesBack.test(word)));
    // What goes out of an account and is no refund, the owner paid.
    const back = isType && statement && amounts ? text.dictionary.map((word) => givesBack.test(word)) : null;
    for (let i = 0; i < found.length; i++) {
      if (!present(text, i)) continue;
      const code = text.codes[i]!;
      if (own[code] || (back !== null && amounts![i]! < 0 && !back[code])) found[i] = 1;
    }
  }
  return found.includes(1) ? found : null;
}

const keyRoles: ReadonlySet<Role> = new Set<Role>(['customerId', 'email', 'phone', 'name']);

/** The table without the names of those whom the owner paid: they are no customers. */
export function withoutOwnMoney(source: SourceTable): SourceTable {
  const own = isSalesKind(source.kind) ? ownMoneyRows(source) : null;
  if (!own) return source;
  const columns = source.columns.map((column): SourceColumn => {
    if (!keyRoles.has(column.role)) return column;
    const nulls = column.column.nulls?.slice() ?? emptyMask(source.rows);
    for (let i = 0; i < own.length; i++) if (own[i] === 1) setNull(nulls, i);
    return { ...column, column: { ...column.column, nulls } };
  });
  return { ...source, columns };
}
