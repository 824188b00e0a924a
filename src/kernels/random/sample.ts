import type { Random } from './random';

/**
 * `size` of the numbers 0..n−1, ascending, each subset equally likely (Knuth 1969, algorithm S). All of them where
 * `size` is n or more.
 */
export function sampleIndices(n: number, size: number, random: Random): Int32Array {
  const chosen = new Int32Array(Math.min(n, size));
  let taken = 0;
  for (let i = 0; i < n && taken < chosen.length; i++) {
    if (random.next() * (n - i) < chosen.length - taken) chosen[taken++] = i;
  }
  return chosen;
}
