import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A Python that has these modules (Debian's first: python3-sklearn, python3-scipy), or null. */
export function findPython(modules = 'sklearn, numpy') {
  for (const python of ['/usr/bin/python3', 'python3']) {
    if (python.startsWith('/') && !existsSync(python)) continue;
    if (spawnSync(python, ['-c', `import ${modules}`], { stdio: 'ignore' }).status === 0) return python;
  }
  return null;
}

/**
 * A Python script beside this file that answers each line on its input with one line of JSON: so that its runs and ours
 * take turns, and a busy moment of the machine hits both. Null, said aloud, where there is no Python with `modules`.
 */
export function startPeer(script, args, modules = 'sklearn, numpy') {
  const python = findPython(modules);
  if (python === null) {
    console.log(`  (no Python with ${modules} here: that comparison is left out)`);
    return null;
  }
  const child = spawn(python, [fileURLToPath(new URL(script, import.meta.url)), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(question) {
      child.stdin.write(`${question}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script} ended without an answer`);
      return JSON.parse(value);
    },
    close: () => child.stdin.end(),
  };
}

/** Prints one result as a few aligned lines. */
export function show({ name, ours, peers, ratio, note }) {
  console.log(`${name}: ours ${ours.toFixed(1)} ms`);
  for (const [peer, ms] of Object.entries(peers)) {
    const text = ms === null ? 'not here' : `${ms.toFixed(1)} ms, ours takes ${ratio[peer].toFixed(2)} of it`;
    console.log(`  ${peer.padEnd(32)} ${text}`);
  }
  console.log(`  ${note}`);
}
