import type { Question, Role } from '../domain';
import { numberShare, shareOf, type ColumnFacts } from './facts';
import type { GivenRole } from './roles';

/** The answer that no column names a customer. */
export const noColumn = 'none';

/** Of fewer rows the cells say too little. */
const fewestRows = 20;
const mostQuantity = 1000;

/**
 * What the columns of a list of orders without a header are, where their cells show it: one of dates, one of amounts with
 * decimals, and one or more whose values come again, as customers do. Adds the roles to `given`, and gives the question that
 * is then open, since no cell says who is a customer. Null, and nothing added, where the file has a header or is no such list.
 */
export function rolesByCells(
  facts: readonly ColumnFacts[],
  given: Map<number, GivenRole>,
  byHand: ReadonlyMap<number, Role>,
): Question | null {
  const rows = facts.reduce((most, { filled }) => Math.max(most, filled), 0);
  if (rows < fewestRows || facts.length < 3 || facts.some(({ header }) => header !== '')) return null;
  const roleAt = (column: number) => given.get(column)?.role;
  const taken = (role: Role) => [...given.values()].some((one) => one.role === role);
  if ((['email', 'phone', 'name'] as const).some(taken)) return null;
  const open = facts.flatMap((column, at) => (roleAt(at) === undefined && column.filled >= rows * 0.98 ? [at] : []));
  const isDate = (at: number) => {
    const { dates, compactDates, real } = facts[at]!;
    return real > 0 && (dates >= real * 0.98 || compactDates === real);
  };
  const isNumber = (at: number) => numberShare(facts[at]!) >= 0.98 && !isDate(at);
  const isAmount = (at: number) => isNumber(at) && shareOf(facts[at]!.fractions, facts[at]!) >= 0.3;
  const whole = (at: number) => isNumber(at) && facts[at]!.fractions === 0;
  const isQuantity = (at: number) => {
    const { minimum, maximum, distinct, idLike } = facts[at]!;
    return whole(at) && idLike === 0 && minimum >= 0 && maximum <= mostQuantity && distinct * 10 <= Math.min(rows, 1000);
  };
  const isWho = (at: number) => {
    const { distinct, filled } = facts[at]!;
    const ids = (whole(at) || numberShare(facts[at]!) < 0.02) && !isDate(at) && !isQuantity(at);
    return ids && distinct > 10 && distinct < filled * 0.95;
  };
  const date = taken('date') ? null : open.find(isDate);
  const amounts = open.filter(isAmount);
  const who = open.filter(isWho);
  const known = byHandCustomer(byHand);
  if (date === undefined || (amounts.length === 0 && !taken('amount')) || (who.length === 0 && known === null)) return null;
  const give = (at: number, role: Role, share: number) =>
    given.set(at, { role, evidence: [{ code: 'by-values', values: { share } }] });
  if (date !== null) give(date, 'date', shareOf(facts[date]!.dates + facts[date]!.compactDates, facts[date]!));
  // Of several, the last: unit prices stand before totals.
  const amount = taken('amount') ? undefined : amounts.at(-1);
  if (amount !== undefined) give(amount, 'amount', numberShare(facts[amount]!));
  const quantities = open.filter(isQuantity);
  if (quantities.length === 1 && !taken('quantity')) give(quantities[0]!, 'quantity', numberShare(facts[quantities[0]!]!));
  if (known !== null) return null;
  const [first] = who;
  given.set(first!, { role: 'customerId', evidence: [{ code: 'values-come-again', values: {} }] });
  const names = who.map((at) => facts[at]!.name);
  return { column: names[0]!, about: 'customer-column', answer: names[0]!, choices: [...names, noColumn] };
}

function byHandCustomer(byHand: ReadonlyMap<number, Role>): number | null {
  for (const [at, role] of byHand) if (role === 'customerId') return at;
  return null;
}
