import { expect, it } from 'vitest';
import type { Table } from '../../src/domain';
import { openStore } from '../../src/store';
import { bits, chance, customersOf, importOf, resultOf } from '../unit/store/samples';

/** An order file as shops export it: ids that are all different, repeated customers, few products, money, dates. */
function orders(rows: number): Table {
  const random = chance(rows);
  const words = (count: number, word: (i: number) => string) => ({
    type: 'text' as const,
    codes: Uint32Array.from({ length: rows }, (_, i) => (count === rows ? i : Math.floor(random() * count))),
    dictionary: Array.from({ length: count }, (_, i) => word(i)),
    nulls: null,
  });
  const numbers = (make: () => number) => ({
    type: 'number' as const,
    values: Float64Array.from({ length: rows }, make),
    nulls: new Uint8Array((rows + 7) >> 3),
  });
  const days = Int32Array.from({ length: rows }, () => 18_000 + Math.floor(random() * 1000));
  return {
    rows,
    names: ['order', 'customer', 'email', 'product', 'country', 'status', 'quantity', 'price', 'amount', 'when', 'day'],
    columns: [
      words(rows, (i) => `#${100_000 + i}`),
      words(Math.ceil(rows / 10), (i) => `C${i}`),
      words(Math.ceil(rows / 10), (i) => `customer.${i}@example.com`),
      words(2000, (i) => `Product number ${i}`),
      words(40, (i) => `Country ${i}`),
      words(4, (i) => `status ${i}`),
      numbers(() => 1 + Math.floor(random() * 5)),
      numbers(() => Math.floor(random() * 10_000) / 100),
      numbers(() => Math.floor(random() * 10_000) / 100),
      { type: 'instant', ms: Float64Array.from(days, (day) => day * 864e5 + 1000), days, zone: 'UTC', nulls: null },
      { type: 'date', days, nulls: null },
    ],
  };
}

const now = () => performance.now();
const say = (what: string, ms: number) => console.log(`${what}: ${Math.round(ms)} ms`);

/** Prints; asserts only that what was read is what was written. Time depends on the machine. */
it.each([100_000, 1_000_000])('prints how long it takes to write and read %i orders of 11 columns', async (rows) => {
  const options = { base: `kith-timings-${rows}` };
  const table = orders(rows);
  const writer = await openStore('own', options);
  let at = now();
  await writer.addImports([importOf('a', table)]);
  say(`write ${rows} orders`, now() - at);
  writer.close();
  at = now();
  const store = await openStore('own', options);
  say(`open beside ${rows} orders`, now() - at);
  at = now();
  const [stored] = await store.loadTables();
  say(`read ${rows} orders`, now() - at);
  expect(bits(stored!.table.columns.at(-2))).toEqual(bits(table.columns.at(-2)));
  expect(bits(stored!.table.columns[2])).toEqual(bits(table.columns[2]));
  await store.wipe();
  store.close();
});

it('prints how long it takes to keep and load an analysis of 100,000 customers', async () => {
  const options = { base: 'kith-timings-analysis' };
  const writer = await openStore('own', options);
  const customers = customersOf(100_000);
  const kept = { revision: await writer.revision(), result: resultOf(100_000), customers, models: {} };
  let at = now();
  await writer.saveAnalysis(kept);
  say('keep an analysis of 100,000 customers', now() - at);
  writer.close();
  const store = await openStore('own', options);
  at = now();
  const loaded = await store.loadAnalysis();
  say('load an analysis of 100,000 customers', now() - at);
  expect(bits(loaded)).toEqual(bits(kept));
  await store.wipe();
  store.close();
});
