import type { ImportReport } from '../../../domain';

/** Columns that could say who left: those read so first, then every other with two values only. */
export function labelColumns(reports: readonly ImportReport[]): string[] {
  const columns = reports.flatMap(({ columns: all }) => all);
  const said = columns.filter(({ role }) => role === 'churnLabel');
  const possible = columns.filter(
    ({ role, type, evidence }) => role !== 'ignore' && (type === 'boolean' || evidence.some(({ code }) => code === 'two-values')),
  );
  return [...new Set([...said, ...possible].map(({ name }) => name))];
}
