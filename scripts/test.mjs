// `npm test`: everything, one step after the other, each run even if one before it failed. Ends with one line of counts.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, runTool, shared } from './project.mjs';
import { ensureChromium } from './install-chromium.mjs';

const full = process.argv.includes('--full');
const scratch = mkdtempSync(join(tmpdir(), 'kith-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
/** Skipped for want of a graphics back end, which no file could mend. */
let without = 0;
const lines = [];

function count(name, { passed, failed, skipped = 0 }, seconds) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  lines.push(
    `${failed > 0 ? 'FAILED' : 'ok    '} ${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} (${seconds.toFixed(0)} s)`,
  );
}

/** Tests of a Vitest report; a file that would not load is one failed test. */
function readVitest(path) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

function readPlaywright(path) {
  const { stats, errors } = JSON.parse(readFileSync(path, 'utf8'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + (errors?.length ?? 0), skipped: stats.skipped };
}

/** Runs a step. `read` gives the counts of its report; a step without one, or without its report, counts as one. */
async function step(name, work, report, read) {
  console.log(`\n== ${name}`);
  const began = Date.now();
  const code = await work();
  const seconds = (Date.now() - began) / 1000;
  let counts = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  if (report && existsSync(report)) {
    counts = read(report);
    // A failure that is in no test (an unhandled error, a crash) is a failure all the same.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
  }
  count(name, counts, seconds);
  return code === 0;
}

const env = { ...process.env, ...(full ? { KITH_FULL: '1' } : {}) };
const vitest = (project) => {
  const report = join(scratch, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return step(project, () => runTool('vitest/vitest.mjs', args, { env }), report, readVitest);
};

try {
  await ensureInstalled();
  env.KITH_CHROMIUM = await ensureChromium();
} catch (error) {
  console.error(error.message);
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}
console.log(
  shared
    ? 'Reading the shared data too.'
    : 'There is no ../shared here: tests that read its files are skipped, and counted as skipped.',
);

await step('format', () => runTool('prettier/bin/prettier.cjs', ['--check', '.']));
await step('types (svelte-check)', () =>
  runTool('svelte-check/bin/svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings']),
);
await step('types (tsc)', () => runTool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.node.json']));
await step('lint', () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0']));
await vitest('unit');
await vitest('browser');
const before = total.skipped;
await vitest('graphics');
without = total.skipped - before;
const built = await step('build', () => runTool('vite/bin/vite.js', ['build']));
if (built) {
  const report = join(scratch, 'e2e.json');
  await step(
    'end to end',
    () =>
      runTool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
        env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      }),
    report,
    readPlaywright,
  );
} else {
  count('end to end (not run: the build failed)', { passed: 0, failed: 1 }, 0);
}
rmSync(scratch, { recursive: true });

console.log(`\n${lines.join('\n')}`);
if (process.env.CI && shared && total.skipped > without) {
  console.log(`FAILED ${total.skipped - without} skipped although the shared data is here`);
  total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;
