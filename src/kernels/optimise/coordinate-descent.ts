/**
 * Minimises ½ wᵀGw − cᵀw + l1 Σ|w_j| + ½ l2 Σ w_j² one coordinate after another (Friedman, Hastie & Tibshirani 2010, eq. 5),
 * in place from `weights`, until no round moves a weight by more than `tolerance`. G is symmetric and positive semidefinite,
 * row-major; a column whose diagonal is 0 keeps weight 0. Returns the number of rounds.
 */
export function descendCoordinates(
  gram: Float64Array,
  linear: Float64Array,
  l1: number,
  l2: number,
  weights: Float64Array,
  { tolerance, maxRounds }: { readonly tolerance: number; readonly maxRounds: number },
): number {
  const size = weights.length;
  // Gw, kept up to date.
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) product[i]! += gram[i * size + j]! * weights[j]!;
  }
  for (let round = 1; round <= maxRounds; round++) {
    let most = 0;
    for (let j = 0; j < size; j++) {
      const own = gram[j * size + j]!;
      const before = weights[j]!;
      const pull = linear[j]! - product[j]! + own * before;
      const shrunk = Math.max(Math.abs(pull) - l1, 0) * Math.sign(pull);
      const after = own + l2 > 0 && own > 0 ? shrunk / (own + l2) : 0;
      const step = after - before;
      if (step === 0) continue;
      weights[j] = after;
      most = Math.max(most, Math.abs(step));
      for (let i = 0; i < size; i++) product[i]! += gram[j * size + i]! * step;
    }
    if (most <= tolerance) return round;
  }
  return maxRounds;
}
