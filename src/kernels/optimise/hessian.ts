/**
 * Second derivatives at a point by central differences of the gradient, symmetrised; row-major. `step` is in the units of the
 * point (1e-4 for logarithms). The point is not changed. Yields after each gradient.
 */
export function* hessianOf(
  gradientAt: (point: Float64Array, gradient: Float64Array) => void,
  point: Float64Array,
  step: number,
): Generator<void, Float64Array, void> {
  const size = point.length;
  const raw = new Float64Array(size * size);
  const [low, high] = [new Float64Array(size), new Float64Array(size)];
  for (let j = 0; j < size; j++) {
    const moved = Float64Array.from(point);
    moved[j] = point[j]! + step;
    gradientAt(moved, high);
    yield;
    moved[j] = point[j]! - step;
    gradientAt(moved, low);
    yield;
    for (let i = 0; i < size; i++) raw[i * size + j] = (high[i]! - low[i]!) / (2 * step);
  }
  return raw.map((value, at) => (value + raw[(at % size) * size + Math.floor(at / size)]!) / 2);
}
