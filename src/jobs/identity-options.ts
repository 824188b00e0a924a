import { defaultIdentity, type IdentitySettings } from '../domain';
import type { IdentityOptions } from '../features/identity-keys';
import { loadPhoneReader } from '../features/phones';
import type { StoredTable } from '../store/api';

/**
 * What identify needs: the owner's decisions, and what reads telephone numbers where there are any. `settings` is missing in
 * results kept by a release that did not ask.
 */
export async function identityOptions(
  tables: readonly StoredTable[],
  settings: IdentitySettings = defaultIdentity,
): Promise<IdentityOptions> {
  const phones = tables.some(({ record }) => record.report.columns.some(({ role }) => role === 'phone'));
  // Settings kept by an older Kith know nothing of what came later.
  return { settings: { ...defaultIdentity, ...settings }, phones: phones ? await loadPhoneReader() : null };
}
