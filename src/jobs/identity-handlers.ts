import { defaultQuality, type IdentityReport, type IdentitySettings, type Progress, type QualitySettings } from '../domain';
import { identityReport, type ReportLimits } from '../features/identity-report';
import type { OpenOptions, Store, StoredTable, Workspace } from '../store';
import { loadTables } from './analysis-handlers';
import { standingSources } from './analyse-prepare';
import { identityOptions } from './identity-options';
import type { Handlers } from './runner';
import { TableKeeper } from './table-keeper';

/** The report of who is who, from the tables as they are stored now. */
export async function* reportIdentity(
  tables: readonly StoredTable[],
  settings: IdentitySettings,
  limits: ReportLimits,
  quality: QualitySettings = defaultQuality,
): AsyncGenerator<Progress, IdentityReport, void> {
  const options = await identityOptions(tables, settings);
  const { sources } = yield* standingSources(tables, quality);
  return yield* identityReport(sources, options, limits);
}

/** Jobs that look at the tables beside the analysis, when a screen asks. They keep nothing. */
export function createIdentityHandlers(
  openStore: (workspace: Workspace, options: OpenOptions) => Promise<Store>,
  keeper = new TableKeeper(),
): Handlers<'people'> {
  return {
    async *people({ workspace, key, settings, limits, quality }) {
      const store = await openStore(workspace, { key });
      try {
        const { tables } = yield* loadTables(store, keeper);
        return yield* reportIdentity(tables, settings, limits, quality);
      } finally {
        store.close();
      }
    },
  };
}
