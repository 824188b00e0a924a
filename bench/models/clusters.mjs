// Gaussian mixture, Ward and DBSCAN against scikit-learn: same data, same answer. `node bench/models/clusters.mjs`
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, record } from '../lib.mjs';
import { show, startPeer } from './_peer.mjs';
import { openSources } from './_sources.mjs';

const k = 5;
const radius = 0.9;
const least = 10;
const rounds = 30;

/** Overlapping clouds. */
function makePoints(rows, cols, random, normal) {
  const centres = Float64Array.from({ length: k * cols }, () => 8 * random.next());
  const values = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const cloud = random.int(k) * cols;
    for (let j = 0; j < cols; j++) values[i * cols + j] = centres[cloud + j] + normal(random);
  }
  return values;
}

const ended = (steps) => {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
};

/** Whole fits in Node, ours and scikit-learn's by turns; medians. The answers are looked at: they must be the same. */
async function compare(what, rows, cols, runs, load) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  try {
    const { createRandom } = await load('src/kernels/random/random.ts');
    const { normal } = await load('src/kernels/random/normal.ts');
    const { divide } = await load('src/kernels/clusters/lloyd.ts');
    const { mixtureFrom } = await load('src/kernels/clusters/mixture.ts');
    const { fitMixture, mixture, growTree, cutRows, fitDbscan } = await load('src/models/clusters/index.ts');
    const values = makePoints(rows, cols, createRandom(1), normal);
    const input = { rows, cols, values };
    const { labels, centres } = divide(values, cols, k, 1, createRandom(2), 5);
    const file = join(folder, 'points.f64');
    writeFileSync(file, values);
    writeFileSync(`${file}.labels`, labels);
    const ours = {
      mixture: () => {
        const initial = mixtureFrom(values, cols, 'full', labels, centres, 1e-6);
        const params = { ...mixture.defaults, k, initial, tolerance: 0, maxRounds: rounds };
        return ended(fitMixture(input, params, createRandom(1))).fitted.logLikelihood / rows;
      },
      ward: () => Math.max(...cutRows(input, ended(growTree(input, 'ward', rows, createRandom(1))), k).fitted.sizes),
      dbscan: () => ended(fitDbscan(input, { radius, least, sampleLimit: rows }, createRandom(1))).fitted.noise,
    }[what];
    const peer = startPeer('clusters-peer.py', [what, file, rows, cols, k, radius, least, rounds]);
    const times = { ours: [], sklearn: [] };
    let [answer, theirs] = [0, null];
    for (let turn = -1; turn < runs; turn++) {
      const start = performance.now();
      answer = ours();
      if (turn >= 0) times.ours.push(performance.now() - start);
      theirs = peer ? await peer.ask('go') : null;
      if (theirs && turn >= 0) times.sklearn.push(theirs.ms);
    }
    peer?.close();
    const mine = median(times.ours);
    const peers = { 'scikit-learn': peer ? median(times.sklearn) : null };
    const ratio = { 'scikit-learn': peer ? mine / peers['scikit-learn'] : null };
    const note = `answer ${answer}${theirs ? `; scikit-learn ${theirs.answer}` : ''}`;
    return { name: `${what} ${rows} × ${cols}`, ours: mine, peers, ratio, note };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One comparison a method; prints each, and gives them all back. */
export async function run({
  runs = 3,
  cases = [
    ['mixture', 100_000, 6],
    ['ward', 5000, 6],
    ['dbscan', 20_000, 4],
  ],
} = {}) {
  const sources = await openSources();
  const results = [];
  try {
    for (const [what, rows, cols] of cases) {
      results.push(await compare(what, rows, cols, runs, sources.load));
      show(results.at(-1));
      record('clusters', results.at(-1));
    }
  } finally {
    await sources.close();
  }
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
