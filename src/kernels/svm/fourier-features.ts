import type { Matrix } from '../linalg/matrix';
import { normal } from '../random/normal';
import type { Random } from '../random/random';

/** Directions and shifts of random Fourier features: count × cols, and count. */
export interface Fourier {
  readonly directions: Float64Array;
  readonly shifts: Float64Array;
}

/** Draws them for the Gaussian kernel exp(−γ‖x − y‖²) (Rahimi & Recht 2007, algorithm 1): directions normal with variance 2γ. */
export function drawFourier(cols: number, count: number, gamma: number, random: Random): Fourier {
  const spread = Math.sqrt(2 * gamma);
  return {
    directions: Float64Array.from({ length: count * cols }, () => spread * normal(random)),
    shifts: Float64Array.from({ length: count }, () => 2 * Math.PI * random.next()),
  };
}

/** √(2 / count) cos(direction · x + shift) of every row: rows × count, whose inner products come near the kernel. */
export function fourierFeatures({ directions, shifts }: Fourier, { rows, cols, values }: Matrix): Matrix {
  const count = shifts.length;
  const out = new Float64Array(rows * count);
  const scale = Math.sqrt(2 / count);
  for (let i = 0, to = 0; i < rows; i++) {
    for (let k = 0; k < count; k++) {
      let angle = shifts[k]!;
      for (let j = 0, at = i * cols, from = k * cols; j < cols; j++) angle += directions[from + j]! * values[at + j]!;
      out[to++] = scale * Math.cos(angle);
    }
  }
  return { rows, cols: count, values: out };
}
