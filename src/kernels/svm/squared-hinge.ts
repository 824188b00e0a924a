import type { Matrix } from '../linalg/matrix';

/**
 * ½‖w‖² + c Σ max(0, 1 − s f(x))² with f(x) = point[0] + w·x, w = point[1…], s = ±1, and its gradient (Fan et al. 2008, eq. 2;
 * the intercept goes free). Returns the value.
 */
export function squaredHinge(
  { rows, cols, values }: Matrix,
  y: Uint8Array,
  c: number,
  point: Float64Array,
  gradient: Float64Array,
): number {
  gradient.fill(0);
  let losses = 0;
  for (let i = 0, at = 0; i < rows; i++, at += cols) {
    let f = point[0]!;
    for (let j = 0; j < cols; j++) f += point[j + 1]! * values[at + j]!;
    const sign = y[i] === 1 ? 1 : -1;
    const short = 1 - sign * f;
    if (short <= 0) continue;
    losses += short * short;
    const pull = -2 * c * sign * short;
    gradient[0]! += pull;
    for (let j = 0; j < cols; j++) gradient[j + 1]! += pull * values[at + j]!;
  }
  let squares = 0;
  for (let j = 1; j <= cols; j++) {
    squares += point[j]! * point[j]!;
    gradient[j]! += point[j]!;
  }
  return 0.5 * squares + c * losses;
}
