import { readFile, unpack } from '../ingest';
import { lockOfBackup, openBackup, openStore, Packing, rescue, unlock } from '../store';
import { createIngestHandlers } from './ingest-handlers';
import { createKeepingHandlers } from './keeping-handlers';
import { serve } from './serve';

serve({
  ...createIngestHandlers({ readFile, unpack, openStore, pack: (table) => new Packing(table) }),
  ...createKeepingHandlers({ openStore, rescue, lockOfBackup, openBackup, unlock }),
});
