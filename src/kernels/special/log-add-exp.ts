/** ln(eᵃ + eᵇ) without overflow; −∞ stands for a term that is not there. NaN where either is. */
export function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const high = a > b ? a : b;
  const low = a > b ? b : a;
  return low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}
