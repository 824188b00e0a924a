/**
 * Points and weights of Gauss–Legendre quadrature on [0, 1]: exact for polynomials up to degree 2·count − 1. By Newton's
 * method on the Legendre polynomial (Press et al. 2007, §4.6).
 */
export function gaussLegendre(count: number): { readonly points: Float64Array; readonly weights: Float64Array } {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let turn = 0; turn < 100; turn++) {
      let [p, before] = [1, 0];
      for (let j = 0; j < count; j++) [p, before] = [((2 * j + 1) * x * p - j * before) / (j + 1), p];
      slope = (count * (x * p - before)) / (x * x - 1);
      const step = p / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    points[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}
