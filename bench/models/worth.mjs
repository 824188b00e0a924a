// BG/NBD against a scipy script that fits as lifetimes does, to the same likelihood or higher. `node bench/models/worth.mjs`
// The CDNOW summary where the shared data is here, and made-up histories of so many customers.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, record } from '../lib.mjs';
import { show, startPeer } from './_peer.mjs';
import { openSources } from './_sources.mjs';

const shared = process.env.KITH_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url));
const summary = join(shared, 'data/cdnow_customers_summary.csv');

/** x, tx, T in weeks of customers who came within three years, by the story of the model; days are whole. */
async function makeData(sources, rows) {
  const { createRandom } = await sources.load('src/kernels/random/random.ts');
  const { betaDraw, exponentialDraw, gammaDraw } = await sources.load('src/kernels/random/gamma.ts');
  const random = createRandom(1);
  const values = new Float64Array(rows * 3);
  for (let i = 0; i < rows; i++) {
    const T = Math.ceil(random.next() * 1095) / 7;
    const rate = gammaDraw(0.5, 8, random);
    const leaves = betaDraw(0.8, 2.5, random);
    let [x, tx] = [0, 0];
    for (let t = exponentialDraw(rate, random); t < T; t += exponentialDraw(rate, random)) {
      x++;
      tx = Math.min(Math.ceil(t * 7) / 7, T);
      if (random.next() < leaves) break;
    }
    values.set([x, tx, T], i * 3);
  }
  return values;
}

async function compare(name, values, sources, runs) {
  const rows = values.length / 3;
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  try {
    const { createRandom } = await sources.load('src/kernels/random/random.ts');
    const { distinctHistories } = await sources.load('src/kernels/btyd/histories.ts');
    const { bgNbd, expectMonths } = await sources.load('src/models/btyd/index.ts');
    const { finish } = await sources.load('src/domain/index.ts');
    const file = join(folder, 'data.f64');
    writeFileSync(file, values);
    const peer = startPeer('worth-peer.py', [file, rows], 'scipy, numpy');
    const input = { rows, cols: 3, values };
    const times = { fit: [], score: [], scipy: [] };
    let [ours, theirs] = [null, null];
    for (let turn = -1; turn < runs; turn++) {
      const keep = (which, ms) => turn >= 0 && times[which].push(ms);
      let start = performance.now();
      ours = await finish(bgNbd.fit(input, bgNbd.defaults, createRandom(1)));
      keep('fit', performance.now() - start);
      start = performance.now();
      const histories = distinctHistories(values, rows, 3);
      await finish(expectMonths(bgNbd.process, ours.parameters, histories, { months: 36, unitsPerMonth: 365.25 / 84 }));
      keep('score', performance.now() - start);
      if (!peer) continue;
      theirs = await peer.ask('fit');
      keep('scipy', theirs.ms);
    }
    peer?.close();
    const fit = median(times.fit);
    const scipy = peer ? median(times.scipy) : null;
    const likelihood = `log-likelihood ${ours.logLikelihood.toFixed(4)}${theirs ? `; scipy ${theirs.logLikelihood.toFixed(4)}` : ''}`;
    return {
      name: `BG/NBD, ${name}`,
      ours: fit,
      peers: { 'scipy (L-BFGS-B)': scipy },
      ratio: { 'scipy (L-BFGS-B)': scipy === null ? null : fit / scipy },
      note: `in Node, standard errors included; ${ours.evaluations} evaluations, ${likelihood}; 36 months ahead for everybody in ${median(times.score).toFixed(1)} ms`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CDNOW where it is here, then made-up histories; prints each, and gives them all back. */
export async function run({ rows = [100_000], runs = 5 } = {}) {
  const sources = await openSources();
  const results = [];
  const tell = (result) => {
    results.push(result);
    show(result);
    record('worth', result);
  };
  try {
    if (existsSync(summary)) {
      const lines = readFileSync(summary, 'utf8').trim().split(/\r?\n/).slice(1);
      tell(
        await compare('CDNOW', Float64Array.from(lines.flatMap((line) => line.split(',').slice(1).map(Number))), sources, runs),
      );
    } else console.log('  (no shared data here: CDNOW is left out)');
    for (const count of rows) tell(await compare(`${count} customers`, await makeData(sources, count), sources, runs));
  } finally {
    await sources.close();
  }
  return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows, runs] = process.argv.slice(2).map(Number);
  await run({ rows: rows ? [rows] : undefined, runs: runs || undefined });
}
