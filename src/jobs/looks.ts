import { asynchronous } from './following';
import type { Looks } from './analysis-handlers';
import { findCohortsBy, findFlow } from './analyse-flow';
import { findRetention } from './analyse-retention';
import { preparedFor } from './prepared-for';

/** What is worked out only when its screen is opened, from the tables behind the answer in force. */
export const looks: Looks = {
  async *cohortsBy(tables, { result }, { column }) {
    return yield* findCohortsBy(yield* preparedFor(tables, result), column);
  },
  async *flow(tables, { result }, wish) {
    return yield* findFlow(yield* preparedFor(tables, result), result, wish);
  },
  async *retention(tables, { result }) {
    return yield* asynchronous(findRetention(yield* preparedFor(tables, result), result.settings));
  },
};
