import { describesCustomers, isSalesKind, NO_DAY } from '../domain';
import { dayReader } from './contacts';
import { asText, present, type SourceTable } from './source';

/**
 * What a column of orders says of each customer's first purchase, or one of a list of customers of the customer: codes into `names`, −1
 * where it is empty, −2 for customers without a purchase. `first[c]` is the day of the first purchase, NO_DAY for none. Of
 * several lines of that day, or rows of one customer, the first that is filled in counts. Several files with a column of
 * that name are one; what an order says comes before what a list says.
 */
export function firstOrderValues(
  sources: readonly SourceTable[],
  rowCustomer: readonly Int32Array[],
  first: Int32Array,
  column: string,
): { codes: Int32Array; names: readonly string[] } {
  const codes = Int32Array.from(first, (day) => (day === NO_DAY ? -2 : -1));
  const names: string[] = [];
  const known = new Map<string, number>();
  const orders = sources.map((table, t) => [t, table] as const).filter(([, { kind }]) => isSalesKind(kind));
  const lists = sources.map((table, t) => [t, table] as const).filter(([, { kind }]) => describesCustomers(kind));
  for (const [t, table] of [...orders, ...lists]) {
    const found = table.columns.find(({ name }) => name === column);
    if (!found) continue;
    const dated = isSalesKind(table.kind);
    const text = asText(found.column);
    const day = dayReader(table);
    const owners = rowCustomer[t]!;
    const codeOf = text.dictionary.map((word) => {
      const value = word.trim();
      if (value === '') return -1;
      let code = known.get(value);
      if (code === undefined) {
        known.set(value, (code = names.length));
        names.push(value);
      }
      return code;
    });
    for (let i = 0; i < table.rows; i++) {
      const c = owners[i]!;
      if (c < 0 || codes[c] !== -1 || first[c] === NO_DAY || !present(text, i)) continue;
      if (dated && day(i) !== first[c]) continue;
      codes[c] = codeOf[text.codes[i]!]!;
    }
  }
  return { codes, names };
}
