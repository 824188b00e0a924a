import type { AnalysisResult, AnalysisSettings, Progress } from '../domain';
import type { StoredTable } from '../store/api';
import { prepare, prepareLines, type Prepared, type PreparedLines } from './analyse-prepare';
import { exportsOf, settledOrder } from './exports';
import { identityOptions } from './identity-options';
import { purchasesNow } from './purchases-now';

/** What was worked out of tables last, and under which settings: it takes as long as the features did. */
const known = new WeakMap<readonly StoredTable[], { readonly about: string; readonly prepared: Prepared }>();

/** The same without features, where that is all that was asked. */
const knownLines = new WeakMap<readonly StoredTable[], { readonly about: string; readonly lines: PreparedLines }>();

/** All that decides what comes out of the same tables. */
const aboutOf = (tables: readonly StoredTable[], asOf: number, settings: AnalysisSettings): string =>
  JSON.stringify([asOf, labelColumnOf(tables, settings), settings.identity, settings.quality]);

/** Keeps what was worked out of tables, for whoever asks about them next. */
export function keepPrepared(tables: readonly StoredTable[], settings: AnalysisSettings, prepared: Prepared): void {
  known.set(tables, { about: aboutOf(tables, prepared.asOf, settings), prepared });
}

/** What a result was made from; worked out anew where it was not made last in this worker (after a reload). */
export async function* preparedFor(
  tables: readonly StoredTable[],
  { settings, asOf }: Pick<AnalysisResult, 'settings' | 'asOf'>,
): AsyncGenerator<Progress, Prepared, void> {
  const before = known.get(tables);
  if (before?.about === aboutOf(tables, asOf, settings)) return before.prepared;
  const who = await identityOptions(tables, settings.identity);
  const prepared = yield* prepare(tables, asOf, labelColumnOf(tables, settings), asOf, who, settings.quality);
  keepPrepared(tables, settings, prepared);
  return prepared;
}

/** What pages of customers are written from: no features, for a page shows those that were kept. */
export async function* linesFor(
  tables: readonly StoredTable[],
  { settings, asOf }: Pick<AnalysisResult, 'settings' | 'asOf'>,
): AsyncGenerator<Progress, PreparedLines, void> {
  const about = aboutOf(tables, asOf, settings);
  const whole = known.get(tables);
  if (whole?.about === about) return whole.prepared;
  const before = knownLines.get(tables);
  if (before?.about === about) return before.lines;
  const who = await identityOptions(tables, settings.identity);
  const { prepared: lines } = yield* prepareLines(tables, asOf, asOf, who, settings.quality);
  yield* purchasesNow(lines);
  knownLines.set(tables, { about, lines });
  return lines;
}

/** The column that is the outcome and therefore no feature: the one named, else the one with the role. */
export function labelColumnOf(tables: readonly StoredTable[], settings: AnalysisSettings): string | null {
  if (settings.churn.label !== null) return settings.churn.label;
  const order = settledOrder(exportsOf(tables));
  for (const { record } of order.map((at) => tables[at]!)) {
    const found = record.report.columns.find((column) => column.role === 'churnLabel');
    if (found) return found.name;
  }
  return null;
}
