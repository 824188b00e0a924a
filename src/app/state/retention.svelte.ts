import { Look } from './looks.svelte';
import { session } from './session.svelte';

/** One for the page: the panel and the export show the same. */
export const retention = new Look(session, 'retention');

/** Whether a file in force says who left, so that there is something to ask. */
export function hasLabel(): boolean {
  const { settings, imports } = session;
  return settings.churn.label !== null || imports.some(({ report }) => report.columns.some(({ role }) => role === 'churnLabel'));
}
