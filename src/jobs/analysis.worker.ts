import { customersCsv } from '../actions/customers-csv';
import { startEngine } from '../models/engine';
import { openStore, watchWipes } from '../store';
import { createAnalysisHandlers } from './analysis-handlers';
import { createIdentityHandlers } from './identity-handlers';
import { createQualityHandlers } from './quality-handlers';
import { createJudgeHandlers } from './judge-handlers';
import { analyseTables, customerDetail, prepareCustomers, reviseTables } from './analyse';
import { looks } from './looks';
import { numbersParts } from './numbers-parts';
import { listParts } from './list-parts';
import { serve } from './serve';
import { TableKeeper } from './table-keeper';

/** One for all jobs: what one has read is at hand for the next. */
const keeper = new TableKeeper();

serve({
  ...createAnalysisHandlers(
    {
      ...listParts,
      openStore,
      whenWiped: watchWipes,
      startEngine,
      analyseTables,
      reviseTables,
      customerDetail,
      prepareCustomers,
      looks,
      numbers: numbersParts,
      customersCsv,
    },
    keeper,
  ),
  ...createIdentityHandlers(openStore, keeper),
  ...createQualityHandlers(openStore, watchWipes, keeper),
  ...createJudgeHandlers(openStore, watchWipes, startEngine, keeper),
});
