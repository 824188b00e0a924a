// TF.js k-means against scikit-learn and ml-kmeans: same data, same start, same stopping rule. `node bench/models/k-means.mjs`
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kmeans as mlKMeans } from 'ml-kmeans';
import { median, record } from '../lib.mjs';
import { show, startPeer } from './_peer.mjs';
import { openSources } from './_sources.mjs';

const k = 5;
const tolerance = 1e-4;
const warmUps = 2;

/** Eight overlapping clouds: some tens of rounds. */
function makePoints(rows, cols, random, normal) {
  const centres = Float64Array.from({ length: 8 * cols }, () => 6 * random.next());
  const values = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const cloud = random.int(8) * cols;
    for (let j = 0; j < cols; j++) values[i * cols + j] = centres[cloud + j] + 1.5 * normal(random);
  }
  return values;
}

/**
 * Whole fits, from the numbers to labels and centres, in Node; medians of runs that take turns, in another order each time,
 * after runs that warm everybody up. All stop after the same number of rounds: ours and scikit-learn by the same rule (checked),
 * ml-kmeans, which has another, by being told how many.
 */
async function compare(rows, cols, runs) {
  const sources = await openSources();
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  try {
    const { createRandom } = await sources.load('src/kernels/random/random.ts');
    const { normal } = await sources.load('src/kernels/random/normal.ts');
    const { startEngine } = await sources.load('src/models/engine/index.ts');
    const { kMeans } = await sources.load('src/models/k-means/index.ts');
    const { finish } = await sources.load('src/domain/index.ts');
    const values = makePoints(rows, cols, createRandom(1), normal);
    const file = join(folder, 'points.f64');
    writeFileSync(file, values);
    const peer = startPeer('k-means-peer.py', [file, rows, cols, k, tolerance]);
    const lists = Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * cols, (i + 1) * cols)));
    const input = { rows, cols, values };
    const engine = await startEngine();
    const params = { ...kMeans.defaults, k, tolerance, initial: values.slice(0, k * cols) };

    const times = { ours: [], tensor: [], sklearn: [], float32: [], ml: [] };
    const found = {};
    const contenders = {
      ours: () => train('fused'),
      tensor: () => train('tensor'),
      ml: () => {
        const initialization = lists.slice(0, k);
        const start = performance.now();
        const fitted = mlKMeans(lists, k, { initialization, maxIterations: found.ours.rounds, tolerance: 0 });
        return { ms: performance.now() - start, rounds: fitted.iterations };
      },
      ...(peer ? { sklearn: () => peer.ask('float64'), float32: () => peer.ask('float32') } : {}),
    };
    async function train(formulation) {
      const start = performance.now();
      const fitted = await finish(kMeans.fit(input, { ...params, formulation }, createRandom(1)));
      return { ms: performance.now() - start, rounds: fitted.rounds, sse: fitted.sse };
    }
    const names = Object.keys(contenders);
    for (let turn = -warmUps; turn < runs; turn++) {
      for (let at = 0; at < names.length; at++) {
        // ml-kmeans asks how many rounds ours took: the first time everybody goes in the order above.
        const name = names[turn === -warmUps ? at : (at + turn + warmUps) % names.length];
        found[name] = await contenders[name]();
        if (turn >= 0) times[name].push(found[name].ms);
      }
    }
    for (const name of names) {
      if (found[name].rounds !== found.ours.rounds)
        console.log(`  (${name} took ${found[name].rounds} rounds, ours ${found.ours.rounds})`);
    }
    peer?.close();
    const ours = median(times.ours);
    const peers = {
      'scikit-learn (float64)': peer ? median(times.sklearn) : null,
      'scikit-learn (float32)': peer ? median(times.float32) : null,
      'ml-kmeans (as many rounds)': median(times.ml),
      'ours, plain tensor operations': median(times.tensor),
    };
    const ratio = Object.fromEntries(Object.entries(peers).map(([name, ms]) => [name, ms === null ? null : ours / ms]));
    const theirs = peer ? `; scikit-learn ${found.sklearn.rounds} rounds, SSE ${found.sklearn.sse.toFixed(1)}` : '';
    const note = `${engine.name} in Node; ${found.ours.rounds} rounds, SSE ${found.ours.sse.toFixed(1)}${theirs}`;
    return { name: `k-means ${rows} × ${cols}, k = ${k}, same start`, ours, peers, ratio, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await sources.close();
  }
}

/** One comparison for each number of rows; prints each, and gives them all back. */
export async function run({ rows = [100_000], cols = 10, runs = 9 } = {}) {
  const results = [];
  for (const count of rows) {
    results.push(await compare(count, cols, runs));
    show(results.at(-1));
    record('k-means', results.at(-1));
  }
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows, cols, runs] = process.argv.slice(2).map(Number);
  await run({ rows: rows ? [rows] : undefined, cols, runs });
}
