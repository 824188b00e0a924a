// What the other scripts share: where things are, installing, building. Node's own modules only, since these run before
// node_modules is there.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** The built app; KITH_DIST names another place, which is then used as it is. */
export const dist = resolve(root, process.env.KITH_DIST ?? 'dist');
/** Data shared between checkouts, which a stranger's clone does not have; KITH_SHARED names another place. */
export const shared = (() => {
  const folder = process.env.KITH_SHARED ?? resolve(root, '../shared');
  return existsSync(join(folder, 'data')) ? folder : null;
})();

/** Runs a command to its end with its output shown; gives its exit code. */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    child.on('close', (code, signal) => done(code ?? (signal ? 128 : 1)));
  });
}

/** Runs a program of node_modules by the path of its script, which works the same on every system. */
export function runTool(script, args, options) {
  return run(process.execPath, [join(root, 'node_modules', script), ...args], options);
}

function npm(args) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return run(process.execPath, [cli, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

/** Installs node_modules where they are missing or package-lock.json has changed since. Throws when npm fails. */
export async function ensureInstalled() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.kith-lock');
  const npmStamp = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const installedByHand =
    !existsSync(stamp) && existsSync(npmStamp) && statSync(npmStamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (!installedByHand) {
    console.log('Installing what Kith is built with (once) …');
    if ((await npm(['ci', '--no-audit', '--no-fund'])) !== 0) throw new Error('npm ci failed');
  }
  writeFileSync(stamp, lock);
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

/** Whether the built app is missing or older than what it is built from. */
export function isStale() {
  const index = join(dist, 'index.html');
  if (!existsSync(index)) return true;
  const sources = [
    'src',
    'public',
    'index.html',
    'vite.config.ts',
    'svelte.config.js',
    'scripts/vite-plugins.mjs',
    'scripts/service-worker.js',
  ];
  return Math.max(...sources.map((source) => newest(join(root, source)))) > statSync(index).mtimeMs;
}

/** Builds the app where it is missing or stale. Throws when the build fails. */
export async function ensureBuilt({ quiet = false } = {}) {
  if (!isStale() || (process.env.KITH_DIST && existsSync(join(dist, 'index.html')))) return;
  await build({ quiet });
}

/** Builds the app into `dist`. Throws when the build fails. */
export async function build({ quiet = false } = {}) {
  const code = await runTool('vite/bin/vite.js', [
    'build',
    '--outDir',
    dist,
    '--emptyOutDir',
    ...(quiet ? ['--logLevel', 'error'] : []),
  ]);
  if (code !== 0) throw new Error('the build failed');
}

/** The first Python 3 on this machine that has the modules, or null. */
export function findPython(modules) {
  for (const python of ['/usr/bin/python3', 'python3', 'python']) {
    try {
      execFileSync(python, ['-c', modules.map((name) => `import ${name}`).join('\n')], { stdio: 'ignore' });
      return python;
    } catch {
      // Not here, or without the modules: the next.
    }
  }
  return null;
}
