import { NO_DAY, type DayNumber, type Progress } from '../domain';
import { lineKind } from '../features/orders';
import { asText, columnWithRole, present } from '../features/source';
import type { Prepared } from './analyse-prepare';

const stride = 1 << 16;

/** Who bought something of that name (a part of it, small and capital letters alike; '' any) on a day of that stretch. */
export interface Bought {
  readonly product: string;
  readonly from: DayNumber | null;
  readonly to: DayNumber | null;
}

/**
 * 1 for every customer with a purchase, not cancelled, that fits all of it: the same row names the product and has the day.
 * Without days in the files a stretch fits nobody.
 */
export function* boughtMask(prepared: Prepared, { product, from, to }: Bought): Generator<Progress, Uint8Array, void> {
  const { lines, identity, sources, pendingAsSales } = prepared;
  const mask = new Uint8Array(identity.customers);
  const part = product.trim().toLowerCase();
  const named = sources.map((source) => {
    const column = part === '' ? undefined : columnWithRole(source, 'product');
    if (!column) return null;
    const text = asText(column.column);
    return { text, fits: Uint8Array.from(text.dictionary, (word) => (word.toLowerCase().includes(part) ? 1 : 0)) };
  });
  const dated = from !== null || to !== null;
  for (let i = 0; i < lines.rows; i++) {
    if (i % stride === 0) yield { stage: 'load', done: i, total: lines.rows, unit: 'rows' };
    const customer = lines.customer[i]!;
    const kind = lines.kind[i];
    if (customer < 0 || (kind !== lineKind.sale && !(pendingAsSales && kind === lineKind.pending))) continue;
    const day = lines.day[i]!;
    if (dated && (day === NO_DAY || (from !== null && day < from) || (to !== null && day > to))) continue;
    if (part !== '') {
      const goods = named[lines.table[i]!];
      const row = lines.row[i]!;
      if (!goods || !present(goods.text, row) || goods.fits[goods.text.codes[row]!] === 0) continue;
    }
    mask[customer] = 1;
  }
  return mask;
}

/** Names of products, those with the most rows first, at most `most`. */
export function productNames({ sources }: Prepared, most: number): string[] {
  const rows = new Map<string, number>();
  for (const source of sources) {
    const column = source.kind === 'orders' ? columnWithRole(source, 'product') : undefined;
    if (!column) continue;
    const text = asText(column.column);
    const counts = new Uint32Array(text.dictionary.length);
    for (let i = 0; i < source.rows; i++) if (present(text, i)) counts[text.codes[i]!]!++;
    for (const [code, n] of counts.entries()) {
      const name = text.dictionary[code]!.trim();
      if (n > 0 && name !== '') rows.set(name, (rows.get(name) ?? 0) + n);
    }
  }
  return [...rows]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([name]) => name);
}
