import type { AnalysisResult, AnalysisSettings, Progress } from '../domain';
import type { StoredTable } from '../store/api';
import { prepare, type Prepared } from './analyse-prepare';
import { exportsOf, settledOrder } from './exports';
import { identityOptions } from './identity-options';

/** What was worked out of tables last, and under which settings: it takes as long as the features did. */
const known = new WeakMap<readonly StoredTable[], { readonly about: string; readonly prepared: Prepared }>();

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
  { settings, asOf }: AnalysisResult,
): AsyncGenerator<Progress, Prepared, void> {
  const before = known.get(tables);
  if (before?.about === aboutOf(tables, asOf, settings)) return before.prepared;
  const who = await identityOptions(tables, settings.identity);
  const prepared = yield* prepare(tables, asOf, labelColumnOf(tables, settings), asOf, who, settings.quality);
  keepPrepared(tables, settings, prepared);
  return prepared;
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
