import { readFile, unpack } from '../ingest';
import { lockOfBackup, openBackup, openStore, rescue, unlock } from '../store';
import { createIngestHandlers } from './ingest-handlers';
import { createKeepingHandlers } from './keeping-handlers';
import { serve } from './serve';

serve({
  ...createIngestHandlers({ readFile, unpack, openStore }),
  ...createKeepingHandlers({ openStore, rescue, lockOfBackup, openBackup, unlock }),
});
