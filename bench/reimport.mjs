// The next export that overlaps the last: which rows stand. In Node, on the columns as the reader makes them and the store gives
// them back; V8 is that of Chromium.
import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSources } from './models/_sources.mjs';
import { benchFile, record, report, runPeer } from './lib.mjs';

const peerScript = fileURLToPath(new URL('./peers/drop_duplicates.py', import.meta.url));

/** Two exports of the file, of two thirds of its rows each: one third of them stands in both. */
async function overlapping(file, rows) {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const [header, ...data] = lines;
  const third = Math.floor(rows / 3);
  const parts = [data.slice(0, 2 * third), data.slice(third, rows)];
  const paths = parts.map((_, i) => join(tmpdir(), `kith-bench-${rows}-export-${i + 1}.csv`));
  for (const [i, path] of paths.entries()) await writeFile(path, [header, ...parts[i], ''].join('\n'));
  return { paths, rows: parts[0].length + parts[1].length, standing: rows, both: 2 * third - third };
}

/** Rows that count when an export overlaps the one before, against pandas' concat and drop_duplicates. */
export async function benchReimport({ rows = [100_000, 1_000_000], runs = 5 } = {}) {
  const sources = await openSources();
  try {
    const { finish } = await sources.load('src/domain/index.ts');
    const { readFile: read } = await sources.load('src/ingest/index.ts');
    const { reconcile } = await sources.load('src/features/reconcile.ts');
    const { exportsOf } = await sources.load('src/jobs/exports.ts');
    for (const count of rows) {
      const made = await overlapping(await benchFile(count), count);
      const times = { 'Kith: which rows stand': [], 'pandas concat, drop_duplicates': [] };
      for (let run = 0; run < runs; run++) {
        const tables = [];
        for (const [i, path] of made.paths.entries()) {
          const { report: read1, table } = await finish(read(await openAsBlob(path), `export-${i + 1}.csv`, {}));
          tables.push({ record: { id: path, addedAt: i, report: read1, storedBytes: 0 }, table });
        }
        const exports = exportsOf(tables);
        const began = performance.now();
        const { files } = await finish(reconcile(exports));
        times['Kith: which rows stand'].push((performance.now() - began) / 1000);
        const stand = files.reduce(
          (sum, { keep }, i) => sum + (keep === null ? tables[i].table.rows : keep.reduce((n, one) => n + one, 0)),
          0,
        );
        if (stand !== made.standing) throw new Error(`${stand} rows stand instead of ${made.standing}`);
        const peer = runPeer(peerScript, made.paths);
        if (!peer) continue;
        if (peer.rows !== made.standing) throw new Error('the two did not keep the same rows');
        times['pandas concat, drop_duplicates'].push(peer.seconds);
      }
      report(`reimport, ${made.rows} rows of two exports, ${made.both} of them twice`, times, 'pandas concat, drop_duplicates');
      record('reimport', { rows: made.rows, twice: made.both, seconds: times });
    }
  } finally {
    await sources.close();
  }
}
