import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.env.KITH_SHARED ?? resolve(dirname(fileURLToPath(import.meta.url)), '../../shared');

/** Data that is not in the repository, or null in a stranger's clone: tests that read it then skip, and say so. */
export const sharedDir: string | null = existsSync(join(folder, 'data')) ? folder : null;

/** Bytes of a shared file, by its path under the shared folder. Throws where there is no shared folder. */
export function readShared(path: string): Uint8Array {
  if (sharedDir === null) throw new Error('there is no shared data here');
  return new Uint8Array(readFileSync(join(sharedDir, path)));
}
