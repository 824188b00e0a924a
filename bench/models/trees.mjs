// Every family against scikit-learn on one core: whole fits, from the numbers to a model, in Node; ml-random-forest on a
// fiftieth of the rows. `npm run bench -- trees [--rows 100000] [--runs 3] [--only boosting]`
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, record } from '../lib.mjs';
import { show, startPeer } from './_peer.mjs';
import { openSources } from './_sources.mjs';

const held = 20_000;
const families = {
  logistic: {},
  boosting: { rounds: 100, maxLeaves: 31, learningRate: 0.1, stoppingShare: 0 },
  forest: { trees: 100, maxDepth: 12, minRows: 8 },
  neural: { epochs: 10, batch: 256, stoppingShare: 0 },
};

/** Standard normal columns, and an outcome with steps, bends and products that the first ones decide in part. */
function makeData(rows, cols, random, normal) {
  const values = new Float64Array(rows * cols);
  const y = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const a = values.subarray(i * cols, (i + 1) * cols);
    for (let j = 0; j < cols; j++) a[j] = normal(random);
    const z = a[0] - 0.8 * a[1] + a[2] * a[3] + Math.sin(2 * a[4]) + 0.5 * a[5] * a[5] + (a[6] > 0.5 ? 1 : -0.3) * a[7] - 0.5;
    y[i] = Number(random.next() < 1 / (1 + Math.exp(-1.5 * z)));
  }
  return { values, y };
}

/** Ends the steps; the longest time between two yields is the longest that a cancel goes unheard. */
async function timed(steps) {
  const start = performance.now();
  let [last, longest] = [start, 0];
  for (;;) {
    const next = await steps.next();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (next.done) return { value: next.value, ms: now - start, longest };
  }
}

async function forestOfMl(values, y, cols, rows) {
  const { RandomForestClassifier } = await import('ml-random-forest');
  const x = Array.from({ length: rows }, (_, i) => [...values.subarray(i * cols, (i + 1) * cols)]);
  const start = performance.now();
  const trees = {
    nEstimators: 10,
    maxFeatures: Math.floor(Math.sqrt(cols)),
    treeOptions: { maxDepth: 12 },
    seed: 1,
    noOOB: true,
  };
  new RandomForestClassifier(trees).train(x, [...y.subarray(0, rows)]);
  return performance.now() - start;
}

export async function run({ rows: counts = [100_000], runs = 3, only } = {}) {
  const cols = 30;
  const results = [];
  const sources = await openSources();
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  try {
    const { createRandom } = await sources.load('src/kernels/random/random.ts');
    const { normal } = await sources.load('src/kernels/random/normal.ts');
    const { startEngine } = await sources.load('src/models/engine/index.ts');
    const { classifiers } = await sources.load('src/models/classifiers.ts');
    const { auc } = await sources.load('src/evaluation/index.ts');
    const engine = await startEngine();
    for (const rows of counts) {
      const { values, y } = makeData(rows + held, cols, createRandom(1), normal);
      const file = join(folder, 'data.f64');
      const numbers = new Float64Array(values.length + y.length);
      numbers.set(values);
      numbers.set(y, values.length);
      writeFileSync(file, numbers);
      const peer = startPeer('trees-peer.py', [file, rows, held, cols]);
      const x = { rows, cols, values: values.subarray(0, rows * cols) };
      const fresh = { rows: held, cols, values: values.subarray(rows * cols) };
      const labels = y.subarray(0, rows);
      for (const [id, options] of Object.entries(families)) {
        if (only && only !== id) continue;
        const family = classifiers[id](options);
        const times = { fit: [], predict: [], peer: [], explain: [], longest: [] };
        let [found, theirs] = [0, null];
        // scikit-learn's forest takes a minute: once is enough.
        const turns = id === 'forest' ? 1 : runs;
        for (let turn = -1; turn < turns; turn++) {
          const { value: fitted, ms, longest } = await timed(family.fit({ x, y: labels }, createRandom(1)));
          let start = performance.now();
          family.predict(fitted, x);
          const predict = performance.now() - start;
          start = performance.now();
          const reasons = family.explain(fitted, { rows: 1000, cols, values: values.subarray(0, 1000 * cols) });
          const explain = performance.now() - start;
          if (turn < 0) continue;
          found = auc(y.subarray(rows), family.predict(fitted, fresh));
          times.fit.push(ms);
          times.predict.push(predict);
          times.longest.push(longest);
          if (reasons) times.explain.push(explain);
          if (!peer) continue;
          theirs = await peer.ask(id);
          times.peer.push(theirs.ms);
        }
        const ours = median(times.fit);
        const peers = { 'scikit-learn (one core)': peer ? median(times.peer) : null };
        const ratio = { 'scikit-learn (one core)': peer ? ours / median(times.peer) : null };
        if (id === 'forest') {
          const few = Math.min(2000, rows);
          const small = { x: { rows: few, cols, values: x.values.subarray(0, few * cols) }, y: labels.subarray(0, few) };
          const own = await timed(classifiers.forest({ ...options, trees: 10 }).fit(small, createRandom(1)));
          const name = `ml-random-forest (10 trees, ${few} rows; ours then ${own.ms.toFixed(0)} ms)`;
          peers[name] = await forestOfMl(values, y, cols, few);
          ratio[name] = own.ms / peers[name];
        }
        const note =
          `${engine.name} in Node; AUC ${found.toFixed(4)}${theirs ? `, scikit-learn ${theirs.auc.toFixed(4)}` : ''}; ` +
          `${rows} scored in ${median(times.predict).toFixed(0)} ms${theirs ? ` (scikit-learn ${theirs.predict.toFixed(0)})` : ''}; ` +
          (times.explain.length > 0 ? `reasons of 1000 in ${median(times.explain).toFixed(0)} ms; ` : '') +
          `longest step ${median(times.longest).toFixed(0)} ms`;
        results.push({ name: `${id} ${rows} × ${cols}`, ours, peers, ratio, note });
        show(results.at(-1));
        record('trees', results.at(-1));
      }
      peer?.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await sources.close();
  }
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows, runs] = process.argv.slice(2).map(Number);
  await run({ rows: rows ? [rows] : undefined, runs: runs || undefined });
}
