// Writes the made-up shop into public/sample/, or with --orders a large file for benchmarks:
//   npm run sample
//   node scripts/make-sample.mjs --orders 1000000 --customers 100000 --out FILE
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeBigFile } from './sample/big.mjs';
import { sampleShop } from './sample/files.mjs';

const { values } = parseArgs({
  options: {
    orders: { type: 'string' },
    customers: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
  },
});

if (values.orders) {
  if (!values.out) {
    console.error('usage: node scripts/make-sample.mjs --orders N [--customers N] [--seed N] --out FILE');
    process.exit(2);
  }
  const orders = Number(values.orders);
  const made = await writeBigFile(values.out, {
    orders,
    customers: Number(values.customers ?? Math.max(1, Math.round(orders / 10))),
    ...(values.seed ? { seed: Number(values.seed) } : {}),
  });
  console.log(`${values.out}: ${made.orders} orders of ${made.customers} customers`);
} else {
  const folder = values.out ?? fileURLToPath(new URL('../public/sample', import.meta.url));
  const { files, truth } = sampleShop(values.seed ? { seed: Number(values.seed) } : {});
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(truth)}\n`);
  console.log(JSON.stringify({ ...truth.counts, ...truth.revenue, rejects: truth.rejects.length }));
}
