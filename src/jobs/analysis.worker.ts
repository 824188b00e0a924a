import { customersCsv } from '../actions/customers-csv';
import { startEngine } from '../models/engine';
import { openStore, watchWipes } from '../store';
import { createAnalysisHandlers } from './analysis-handlers';
import { createIdentityHandlers } from './identity-handlers';
import { createQualityHandlers } from './quality-handlers';
import { createJudgeHandlers } from './judge-handlers';
import { analyseTables, customerDetail, reviseTables } from './analyse';
import { looks } from './looks';
import { numbersParts } from './numbers-parts';
import { listParts } from './list-parts';
import { serve } from './serve';

serve({
  ...createAnalysisHandlers({
    ...listParts,
    openStore,
    whenWiped: watchWipes,
    startEngine,
    analyseTables,
    reviseTables,
    customerDetail,
    looks,
    numbers: numbersParts,
    customersCsv,
  }),
  ...createIdentityHandlers(openStore),
  ...createQualityHandlers(openStore, watchWipes),
  ...createJudgeHandlers(openStore, watchWipes, startEngine),
});
