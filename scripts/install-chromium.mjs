import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { run } from './project.mjs';

function canSudo() {
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Path of a Chromium or Chrome; where there is none, Debian's or Ubuntu's is installed if this user may. Throws with
 * what to do otherwise.
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const advice =
    'The tests need Chromium or Chrome. Install one (on Debian: apt-get install chromium), or say where it is: KITH_CHROMIUM=/path/to/chrome npm test';
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) throw new Error(advice);
  const root = process.getuid?.() === 0;
  if (!root && !canSudo()) throw new Error(advice);
  console.log('Installing Chromium (once) …');
  const apt = (...args) =>
    run(root ? 'apt-get' : 'sudo', [...(root ? [] : ['-n', 'apt-get']), ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  const installed = findChromium();
  if (!installed) throw new Error(advice);
  return installed;
}
