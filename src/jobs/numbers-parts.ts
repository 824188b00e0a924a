import { expressionNames, findNumberRows, findNumbers } from './analyse-numbers';
import type { NumbersParts } from './numbers-handlers';
import { preparedFor } from './prepared-for';

/** What the jobs of the numbers ask, of tables that were analysed. */
export const numbersParts: NumbersParts = {
  async *report(tables, { result }, question) {
    return yield* findNumbers(yield* preparedFor(tables, result), result, question);
  },
  async *rows(tables, { result }, of, question) {
    return yield* findNumberRows(yield* preparedFor(tables, result), result, of, question);
  },
  async *names(tables, { result }, asOf) {
    return yield* expressionNames(yield* preparedFor(tables, result), result, asOf);
  },
};
