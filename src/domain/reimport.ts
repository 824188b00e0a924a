import type { DayNumber } from './day';
import type { ImportReport } from './import-report';

/**
 * What the rows of a file were to what was there when it came. created + updated + unchanged = rowsImported; a row of which a
 * newer version was there already is unchanged: it changed nothing.
 */
export interface RowCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface ImportCounts extends RowCounts {
  readonly importId: string;
  /** Rows of this file that count now: the others stand in a newer version, or once more, in another file. */
  readonly standing: number;
}

/** The drop an import came with. Imports stored before drops were noted came together where they came at one moment. */
export function batchOf({ addedAt, report }: { readonly addedAt: number; readonly report: Pick<ImportReport, 'batch'> }): string {
  return report.batch ?? `at ${addedAt}`;
}

/** What the newest drop changed; only where an export of the same kind was there before. */
export interface SinceLast {
  /** Newest day in the exports that were there before; null where they have no days. */
  readonly until: DayNumber | null;
  readonly newOrders: number;
  readonly newCustomers: number;
  /** Answers and contacts that are new. */
  readonly newRows: number;
  /** Orders that are known and changed; of those, refunded (wholly or in part), called off, and paid since. */
  readonly changedOrders: number;
  readonly refundedOrders: number;
  readonly cancelledOrders: number;
  readonly paidOrders: number;
  /** Rows of other tables that are known and changed. */
  readonly changedRows: number;
  /** Known, of the time that the new export covers, and not in it any more. They are kept. */
  readonly vanishedOrders: number;
  readonly vanishedRows: number;
}
