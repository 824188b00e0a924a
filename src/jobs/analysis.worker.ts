import { customersCsv } from '../actions/customers-csv';
import { startEngine } from '../models/engine';
import { openStore, watchWipes } from '../store';
import { createAnalysisHandlers } from './analysis-handlers';
import { createIdentityHandlers } from './identity-handlers';
import { createQualityHandlers } from './quality-handlers';
import { analyseTables, customerDetail, prepareCustomers } from './analyse';
import { serve } from './serve';
import { TableKeeper } from './table-keeper';

/** One for all jobs: what one has read is at hand for the next. */
const keeper = new TableKeeper();

serve({
  ...createAnalysisHandlers(
    { openStore, whenWiped: watchWipes, startEngine, analyseTables, customerDetail, prepareCustomers, customersCsv },
    keeper,
  ),
  ...createIdentityHandlers(openStore, keeper),
  ...createQualityHandlers(openStore, watchWipes, keeper),
});
