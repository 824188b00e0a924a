import { readFile } from '../ingest';
import { openStore } from '../store';
import { createIngestHandlers } from './ingest-handlers';
import { serve } from './serve';

serve(createIngestHandlers({ readFile, openStore }));
