import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../scripts/chromium.mjs';
import { findPython, root } from '../scripts/project.mjs';
import { writeBigFile } from '../scripts/sample/big.mjs';

/** The middle of the values; NaN of none. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const versionOf = (command, args) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
};

/** What a figure was measured on: it means nothing without. */
export function machine() {
  const chromium = findChromium();
  const python = findPython(['pandas', 'sklearn']);
  const dependencies = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies;
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGB: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0].toFixed(2),
    node: process.versions.node,
    chromium: chromium ? versionOf(chromium, ['--version'])?.match(/[\d.]+/)?.[0] : null,
    tfjs: dependencies['@tensorflow/tfjs-core'],
    papaparse: dependencies.papaparse,
    python: python
      ? versionOf(python, [
          '-c',
          'import sys, pandas, sklearn; print(sys.version.split()[0], "pandas", pandas.__version__, "scikit-learn", sklearn.__version__)',
        ])
      : null,
  };
}

/** Appends one measurement to bench/results/NAME.jsonl. */
export function record(name, measured) {
  const folder = fileURLToPath(new URL('./results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  appendFileSync(
    join(folder, `${name}.jsonl`),
    `${JSON.stringify({ date: new Date().toISOString(), bench: name, machine: machine(), ...measured })}\n`,
  );
}

/** A file of so many orders by a tenth as many customers, made once and kept in the system's temporary folder. */
export async function benchFile(rows) {
  const path = join(tmpdir(), `kith-bench-${rows}.csv`);
  if (!existsSync(path)) await writeBigFile(path, { orders: rows, customers: Math.max(20, Math.round(rows / 10)) });
  return path;
}

/** Runs a Python peer and gives the JSON it prints last; null where there is no Python with pandas and scikit-learn. */
export function runPeer(script, args) {
  const python = findPython(['pandas', 'sklearn']);
  if (!python || !existsSync(script)) return null;
  const output = execFileSync(python, [script, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return JSON.parse(output.trim().split('\n').at(-1));
}

/** Seconds and rows of the readers of npm that are in the folder which KITH_PEERS names; nothing where it names none. */
export function runReaders(file) {
  if (!process.env.KITH_PEERS) return {};
  const script = fileURLToPath(new URL('./peers/readers.mjs', import.meta.url));
  const output = execFileSync(process.execPath, ['--max-old-space-size=8192', script, file], { encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1));
}

const shown = (value) => (value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** Prints a table of contenders and their times, each with its ratio to the one named. */
export function report(title, times, reference) {
  console.log(`\n${title}`);
  const base = median(times[reference] ?? []);
  for (const [name, values] of Object.entries(times)) {
    const ratio = name === reference || Number.isNaN(base) ? '' : `  ${shown(median(values) / base)} × ${reference}`;
    console.log(`  ${name.padEnd(44)} ${shown(median(values))} s  (${values.map(shown).join(' ')})${ratio}`);
  }
}
