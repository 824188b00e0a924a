import { asynchronous } from './following';
import type { Looks } from './analysis-handlers';
import { findRetention } from './analyse-retention';
import { preparedFor } from './prepared-for';

/** What is worked out only when its screen is opened, from the tables behind the answer in force. */
export const looks: Looks = {
  async *retention(tables, { result }) {
    return yield* asynchronous(findRetention(yield* preparedFor(tables, result), result.settings));
  },
};
