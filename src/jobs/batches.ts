import { batchOf } from '../domain';
import type { ImportRecord } from '../store/api';

/** For each import, the place of its drop among all of them, the oldest first. */
export function batchRanks(records: readonly Pick<ImportRecord, 'addedAt' | 'report'>[]): number[] {
  const begun = new Map<string, number>();
  for (const record of records) {
    const batch = batchOf(record);
    begun.set(batch, Math.min(begun.get(batch) ?? Infinity, record.addedAt));
  }
  const order = [...begun].sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1)).map(([batch]) => batch);
  const rank = new Map(order.map((batch, at) => [batch, at]));
  return records.map((record) => rank.get(batchOf(record))!);
}
