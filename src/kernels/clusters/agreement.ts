/** How many rows carry label i in one division and j in the other: row-major [ka][kb]. */
export function contingency(a: ArrayLike<number>, b: ArrayLike<number>): { counts: Float64Array; ka: number; kb: number } {
  if (a.length !== b.length) throw new RangeError('labels of different length');
  let [ka, kb] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    ka = Math.max(ka, a[i]! + 1);
    kb = Math.max(kb, b[i]! + 1);
  }
  const counts = new Float64Array(ka * kb);
  for (let i = 0; i < a.length; i++) counts[a[i]! * kb + b[i]!]!++;
  return { counts, ka, kb };
}

const pairs = (n: number) => (n * (n - 1)) / 2;

/**
 * Adjusted Rand index (Hubert & Arabie 1985, eq. 5) of two divisions of the same rows into groups 0, 1, …: 1 where they are the
 * same but for the names, 0 on average where they have nothing to do with each other. Of two divisions that leave no pair to
 * disagree on (all in one group, or each alone) 1. NaN without rows.
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length === 0 && b.length === 0) return Number.NaN;
  const { counts, ka, kb } = contingency(a, b);
  const [sizesA, sizesB] = [new Float64Array(ka), new Float64Array(kb)];
  let together = 0;
  for (let i = 0; i < ka; i++) {
    for (let j = 0; j < kb; j++) {
      const n = counts[i * kb + j]!;
      sizesA[i]! += n;
      sizesB[j]! += n;
      together += pairs(n);
    }
  }
  const inA = sizesA.reduce((sum, n) => sum + pairs(n), 0);
  const inB = sizesB.reduce((sum, n) => sum + pairs(n), 0);
  const all = pairs(a.length);
  const expected = all > 0 ? (inA * inB) / all : 0;
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/**
 * For every group of `a` the largest Jaccard coefficient with a group of `b` (Hennig 2007, eq. 1): rows in both / rows in
 * either. NaN for a group without rows.
 */
export function bestJaccards(a: ArrayLike<number>, b: ArrayLike<number>, k: number): Float64Array {
  const { counts, ka, kb } = contingency(a, b);
  const sizesB = new Float64Array(kb);
  for (let i = 0; i < ka; i++) for (let j = 0; j < kb; j++) sizesB[j]! += counts[i * kb + j]!;
  return Float64Array.from({ length: k }, (_, i) => {
    if (i >= ka) return Number.NaN;
    const own = counts.subarray(i * kb, (i + 1) * kb);
    const size = own.reduce((sum, n) => sum + n, 0);
    if (size === 0) return Number.NaN;
    return own.reduce((best, both, j) => Math.max(best, both / (size + sizesB[j]! - both)), 0);
  });
}
