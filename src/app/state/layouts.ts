import { isoDay, type ImportReport, type ReadOptions } from '../../domain';

/** What the owner once said of a file: kept for files with the same columns. */
export interface KeptLayout {
  readonly layout: string;
  /** When it was said, in milliseconds since 1970. */
  readonly at: number;
  readonly options: ReadOptions;
}

/** More layouts than any shop has; the oldest go. */
const mostKept = 200;
const msPerDay = 86_400_000;

/**
 * What makes two files of one layout: their headers as a set, whatever their order, case and white space. Null for files
 * without a header, whose columns are all alike.
 */
export function layoutOf(report: Pick<ImportReport, 'headerLine' | 'columns'>): string | null {
  if (report.headerLine < 1) return null;
  const headers = report.columns.map(({ header }) => header.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase());
  return JSON.stringify(headers.sort());
}

/** The part of the options that is about meaning, not about bytes; null where nothing of it was said. */
function meaning({ kind, roles, dateOrders, decimals, positives, scales }: ReadOptions): ReadOptions | null {
  const said = {
    ...(kind === undefined ? {} : { kind }),
    ...(roles ? { roles } : {}),
    ...(dateOrders ? { dateOrders } : {}),
    ...(decimals ? { decimals } : {}),
    ...(positives ? { positives } : {}),
    ...(scales ? { scales } : {}),
  };
  return Object.keys(said).length > 0 ? said : null;
}

/** What was said of the layout of this report, or null. */
export function keptFor(kept: readonly KeptLayout[], report: ImportReport): KeptLayout | null {
  const layout = layoutOf(report);
  return layout === null ? null : (kept.find((one) => one.layout === layout) ?? null);
}

/** The options a file of a kept layout is read with; `columns` whose roles come from then say so as evidence. */
export function optionsFrom({ at, options }: KeptLayout): ReadOptions {
  const local = at - new Date(at).getTimezoneOffset() * 60_000;
  const day = isoDay(Math.floor(local / msPerDay));
  return { ...options, chosenBefore: { day, columns: Object.keys(options.roles ?? {}) } };
}

/** The kept layouts with what was said of a file now; the same list where that is nothing new. */
export function keepLayout(
  kept: readonly KeptLayout[],
  report: ImportReport,
  options: ReadOptions,
  now: number,
): readonly KeptLayout[] {
  const layout = layoutOf(report);
  const said = meaning(options);
  if (layout === null || said === null) return kept;
  const before = kept.find((one) => one.layout === layout);
  if (before && JSON.stringify(before.options) === JSON.stringify(said)) return kept;
  return [{ layout, at: now, options: said }, ...kept.filter((one) => one !== before)].slice(0, mostKept);
}

/** The kept layouts with what was said of these files now. */
export function keepLayouts(
  kept: readonly KeptLayout[],
  files: readonly { readonly staged: { readonly report: ImportReport } | null; readonly options: ReadOptions }[],
  now: number,
): readonly KeptLayout[] {
  return files.reduce((all, { staged, options }) => (staged ? keepLayout(all, staged.report, options, now) : all), kept);
}

/** The kept layouts without that of this report. */
export function forgetLayout(kept: readonly KeptLayout[], report: ImportReport): readonly KeptLayout[] {
  const layout = layoutOf(report);
  return kept.filter((one) => one.layout !== layout);
}
