import { preparedFor } from './prepared-for';
import { boughtMask, productNames } from './bought';
import { dueDaysOf, type ListParts } from './list-more';

/** Product names suggested. */
const mostNames = 300;

/** What lists and marks want of the files, from what the analysis worked out of them. */
export const listParts: Omit<ListParts, 'openStore' | 'keeper'> = {
  async *knownKeys(tables, output) {
    return (yield* preparedFor(tables, output.result)).identity.known;
  },
  async *bought(tables, output, asked) {
    return yield* boughtMask(yield* preparedFor(tables, output.result), asked);
  },
  async *dueDays(tables, output) {
    const { standing } = output.result;
    return yield* dueDaysOf(yield* preparedFor(tables, output.result), standing?.ok ? standing : null, output.customers.rows);
  },
  async *products(tables, output) {
    return productNames(yield* preparedFor(tables, output.result), mostNames);
  },
};
