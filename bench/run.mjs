// `npm run bench [-- NAME …] [--rows 100000,1000000] [--runs 3] [--only NAME]`: without a name, all that is below.
// Kith and what a user would run instead, in the same go on the same data, taking turns; prints ratios and appends
// a line to bench/results/NAME.jsonl. Peers run where they are installed (python3-pandas, python3-sklearn; for the import
// also polars, DuckDB and uDSV of npm, in a folder of their own that KITH_PEERS names: bench/peers/readers.mjs).
// Kith and what a user would run instead, in the same go on the same data, taking turns; prints ratios and appends
// a line to bench/results/NAME.jsonl. Peers run where they are installed (python3-pandas, python3-sklearn, python3-scipy).
import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from '../scripts/project.mjs';
import { machine } from './lib.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string' }, runs: { type: 'string' }, only: { type: 'string' } },
});
await ensureInstalled();
const here = fileURLToPath(new URL('.', import.meta.url));
const modelBenches = readdirSync(here, { withFileTypes: true }).some((entry) => entry.name === 'models')
  ? readdirSync(join(here, 'models')).filter((name) => name.endsWith('.mjs') && !name.startsWith('_'))
  : [];
const benches = {
  import: () => import('./app.mjs').then(({ benchImport }) => benchImport),
  path: () => import('./app.mjs').then(({ benchPath }) => benchPath),
  reload: () => import('./app.mjs').then(({ benchReload }) => benchReload),
  cancel: () => import('./app.mjs').then(({ benchCancel }) => benchCancel),
  tasks: () => import('./tasks.mjs').then(({ benchTasks }) => benchTasks),
  table: () => import('./table.mjs').then(({ benchTable }) => benchTable),
  reimport: () => import('./reimport.mjs').then(({ benchReimport }) => benchReimport),
  keeping: () => import('./keeping.mjs').then(({ benchKeeping }) => benchKeeping),
  quality: () => import('./quality.mjs').then(({ benchQuality }) => benchQuality),
  map: () => import('./map.mjs').then(({ benchMap }) => benchMap),
};
for (const file of modelBenches) {
  benches[file.replace(/\.mjs$/, '')] = () => import(pathToFileURL(join(here, 'models', file)).href).then(({ run }) => run);
}
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = chosen.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
if (chosen.some((name) => ['import', 'path', 'reload', 'cancel', 'tasks', 'table', 'keeping', 'quality', 'map'].includes(name)))
  await ensureBuilt({ quiet: true });
console.log(JSON.stringify(machine()));
for (const name of chosen) {
  const run = await benches[name]();
  await run({
    rows: values.rows?.split(',').map(Number),
    runs: values.runs ? Number(values.runs) : undefined,
    only: values.only,
  });
}
