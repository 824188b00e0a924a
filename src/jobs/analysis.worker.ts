import { customersCsv } from '../actions/customers-csv';
import { startEngine } from '../models/engine';
import { openStore, watchWipes } from '../store';
import { createAnalysisHandlers } from './analysis-handlers';
import { createIdentityHandlers } from './identity-handlers';
import { createQualityHandlers } from './quality-handlers';
import { analyseTables, customerDetail } from './analyse';
import { listParts } from './list-parts';
import { serve } from './serve';

serve({
  ...createAnalysisHandlers({
    ...listParts,
    openStore,
    whenWiped: watchWipes,
    startEngine,
    analyseTables,
    customerDetail,
    customersCsv,
  }),
  ...createIdentityHandlers(openStore),
  ...createQualityHandlers(openStore, watchWipes),
});
