// TF.js logistic regression against scikit-learn's lbfgs, to the same loss or lower. `node bench/models/logistic.mjs`
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, record } from '../lib.mjs';
import { show, startPeer } from './_peer.mjs';
import { openSources } from './_sources.mjs';

/** Standard normal columns, each leaning on the one before, and an outcome that the first ones decide in part. */
function makeData(rows, cols, random, normal) {
  const values = new Float64Array(rows * cols);
  const y = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    let z = -1;
    for (let j = 0; j < cols; j++) {
      const before = j > 0 ? values[i * cols + j - 1] : 0;
      const value = 0.6 * before + (j > 0 ? 0.8 : 1) * normal(random);
      values[i * cols + j] = value;
      z += (value * (j % 2 === 0 ? 1 : -0.7)) / (j + 1);
    }
    y[i] = Number(random.next() < 1 / (1 + Math.exp(-z)));
  }
  return { values, y };
}

/** Whole fits, from the numbers to weights, in Node; medians of runs that take turns. */
async function compare(rows, cols, runs) {
  const sources = await openSources();
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  try {
    const { createRandom } = await sources.load('src/kernels/random/random.ts');
    const { normal } = await sources.load('src/kernels/random/normal.ts');
    const { startEngine } = await sources.load('src/models/engine/index.ts');
    const { logistic } = await sources.load('src/models/logistic/index.ts');
    const { finish } = await sources.load('src/domain/index.ts');
    const { values, y } = makeData(rows, cols, createRandom(1), normal);
    const file = join(folder, 'data.f64');
    writeFileSync(file, Float64Array.from([...values, ...y]));
    const peer = startPeer('logistic-peer.py', [file, rows, cols]);
    const input = { x: { rows, cols, values }, y };
    const engine = await startEngine();

    const times = { ours: [], tensor: [], sklearn: [] };
    const found = {};
    for (let turn = -1; turn < runs; turn++) {
      const keep = (name, ms) => turn >= 0 && times[name].push(ms);
      for (const [name, formulation] of [
        ['ours', 'fused'],
        ['tensor', 'tensor'],
      ]) {
        const start = performance.now();
        found[name] = await finish(logistic.fit(input, { ...logistic.defaults, formulation }, createRandom(1)));
        keep(name, performance.now() - start);
      }
      if (!peer) continue;
      found.sklearn = await peer.ask('fit');
      keep('sklearn', found.sklearn.ms);
    }
    peer?.close();
    const objective = ({ loss, weights }) => loss * rows + weights.reduce((total, w) => total + w * w, 0) / 2;
    const ours = median(times.ours);
    const peers = {
      'scikit-learn (lbfgs)': peer ? median(times.sklearn) : null,
      'ours, plain tensor operations': median(times.tensor),
    };
    const ratio = Object.fromEntries(Object.entries(peers).map(([name, ms]) => [name, ms === null ? null : ours / ms]));
    const { rounds, evaluations } = found.ours;
    const theirs = peer ? `; scikit-learn ${found.sklearn.rounds} rounds, objective ${found.sklearn.objective.toFixed(4)}` : '';
    const note = `${engine.name} in Node; ${rounds} rounds, ${evaluations} evaluations, objective ${objective(found.ours).toFixed(4)}${theirs}`;
    return { name: `logistic regression ${rows} × ${cols}`, ours, peers, ratio, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await sources.close();
  }
}

/** One comparison for each number of rows; prints each, and gives them all back. */
export async function run({ rows = [100_000], cols = 30, runs = 5 } = {}) {
  const results = [];
  for (const count of rows) {
    results.push(await compare(count, cols, runs));
    show(results.at(-1));
    record('logistic', results.at(-1));
  }
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows, cols, runs] = process.argv.slice(2).map(Number);
  await run({ rows: rows ? [rows] : undefined, cols, runs });
}
