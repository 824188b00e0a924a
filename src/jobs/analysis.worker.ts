import { customersCsv } from '../actions/customers-csv';
import { startEngine } from '../models/engine';
import { openStore, watchWipes } from '../store';
import { createAnalysisHandlers } from './analysis-handlers';
import { createIdentityHandlers } from './identity-handlers';
import { createQualityHandlers } from './quality-handlers';
import { analyseTables, customerDetail, numbersParts } from './analyse';
import { serve } from './serve';

serve({
  ...createAnalysisHandlers({
    openStore,
    whenWiped: watchWipes,
    startEngine,
    analyseTables,
    customerDetail,
    customersCsv,
    numbers: numbersParts,
  }),
  ...createIdentityHandlers(openStore),
  ...createQualityHandlers(openStore, watchWipes),
});
