import { batchOf, type ImportCounts, type MessageValues, type RowCounts, type SinceLast } from '../../domain';
import type { Formats, MessageKey } from '../../text';
import type { ImportRecord } from '../../store';

/** The words and formats of a language; `say` of the charts is one. */
interface Words {
  readonly t: (key: MessageKey, values?: MessageValues) => string;
  readonly format: Formats;
}

/** Imports by the drop they came with, in the order given. */
export function dropsOf(records: readonly ImportRecord[]): readonly (readonly ImportRecord[])[] {
  const drops = new Map<string, ImportRecord[]>();
  for (const record of records) {
    const drop = drops.get(batchOf(record));
    if (drop) drop.push(record);
    else drops.set(batchOf(record), [record]);
  }
  return [...drops.values()];
}

/** The names of files in one line. */
export function namesOf({ t }: Words, records: readonly ImportRecord[]): string {
  return records.map(({ report }) => report.name).join(t('reimport.join'));
}

/** The counts of several files in one. Null where one is not known. */
export function addCounts(counts: readonly (RowCounts | undefined)[]): RowCounts | null {
  let sum: RowCounts = { created: 0, updated: 0, unchanged: 0 };
  for (const own of counts) {
    if (own === undefined) return null;
    sum = {
      created: sum.created + own.created,
      updated: sum.updated + own.updated,
      unchanged: sum.unchanged + own.unchanged,
    };
  }
  return sum;
}

/** "412 rows are new, 1,588 known already, 3 changed". */
export function countsText({ t }: Words, { created, updated, unchanged }: RowCounts): string {
  return t('reimport.counts', { created, updated, unchanged });
}

/** Rows that stand in several files or in a newer version; 0 where that is not known. */
export function overlapOf(records: readonly ImportRecord[], counts: readonly ImportCounts[]): number {
  const standing = new Map(counts.map((own) => [own.importId, own.standing]));
  let overlap = 0;
  for (const { id, report } of records) overlap += report.rowsImported - (standing.get(id) ?? report.rowsImported);
  return overlap;
}

/** What the newest drop changed, in one to three sentences; none where there is nothing to compare it with. */
export function sinceTexts({ t, format }: Words, since: SinceLast | null | undefined): string[] {
  if (!since) return [];
  const join = (parts: readonly string[]) => parts.filter((part) => part !== '').join(t('reimport.join'));
  const some = (key: MessageKey, n: number) => (n === 0 ? '' : t(key, { n }));
  const which = join([
    some('since.refunded', since.refundedOrders),
    some('since.cancelled', since.cancelledOrders),
    some('since.paid', since.paidOrders),
  ]);
  const parts = join([
    some('since.new-orders', since.newOrders),
    some('since.new-customers', since.newCustomers),
    some('since.new-rows', since.newRows),
    which === ''
      ? some('since.changed-orders', since.changedOrders)
      : t('since.changed-orders-of', { n: since.changedOrders, which }),
    some('since.changed-rows', since.changedRows),
  ]);
  const day = since.until === null ? null : t('since.until', { day: format.day(since.until) });
  const first =
    parts === ''
      ? day === null
        ? t('since.nothing-undated')
        : t('since.nothing', { day })
      : day === null
        ? t('since.changed-undated', { parts })
        : t('since.changed', { day, parts });
  return [first, some('since.vanished-orders', since.vanishedOrders), some('since.vanished-rows', since.vanishedRows)].filter(
    (sentence) => sentence !== '',
  );
}
