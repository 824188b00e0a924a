import { beforeAll, describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import type { Matrix } from '../../../src/kernels/linalg/matrix';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { startEngine } from '../../../src/models/engine';
import { pca } from '../../../src/models/pca';

const fit = (matrix: Matrix, components = 2) => finish(pca.fit(matrix, { components }, createRandom(1)));

/** Components one after the other by the power method on the plain covariance: slow, and nothing like Jacobi. */
function slowly({ rows, cols, values }: Matrix, components: number) {
  const mean = (j: number) => Array.from({ length: rows }, (_, i) => values[i * cols + j]!).reduce((a, b) => a + b) / rows;
  const means = Array.from({ length: cols }, (_, j) => mean(j));
  const left = Array.from({ length: cols }, (_, a) =>
    Array.from({ length: cols }, (_, b) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += (values[i * cols + a]! - means[a]!) * (values[i * cols + b]! - means[b]!);
      return sum / rows;
    }),
  );
  const total = left.reduce((sum, row, j) => sum + row[j]!, 0);
  const found: { ratio: number; vector: number[] }[] = [];
  for (let c = 0; c < components; c++) {
    let vector = Array.from({ length: cols }, (_, j) => 1 + j / 10);
    let length = 0;
    for (let round = 0; round < 5000; round++) {
      const next = left.map((row) => row.reduce((sum, entry, j) => sum + entry * vector[j]!, 0));
      length = Math.hypot(...next);
      vector = next.map((entry) => entry / length);
    }
    const top = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0);
    vector = vector.map((entry) => entry * Math.sign(top));
    found.push({ ratio: length / total, vector });
    for (let a = 0; a < cols; a++) for (let b = 0; b < cols; b++) left[a]![b]! -= length * vector[a]! * vector[b]!;
  }
  return found;
}

describe.each(['wasm', 'cpu'] as const)('principal components on the %s back end', (prefer) => {
  beforeAll(async () => {
    await startEngine({ prefer });
  });

  it('of five points on paper', async () => {
    // Along (1, 1): −2, −1, 0, 1, 2 times √2; across: nothing.
    const values = Float64Array.of(-2, -2, -1, -1, 0, 0, 1, 1, 2, 2).map((value, at) => value + (at % 2 ? 10 : 5));
    const fitted = await fit({ rows: 5, cols: 2, values });
    expect([...fitted.ratios]).toEqual([expect.closeTo(1, 6), expect.closeTo(0, 6)]);
    expect(fitted.variances[0]).toBeCloseTo(4, 6);
    const scores = pca.predict(fitted, { rows: 5, cols: 2, values });
    expect(scores.filter((_, at) => at % 2 === 0).map((value) => Math.round(value * 1e5) / 1e5)).toEqual(
      Float64Array.from([-2, -1, 0, 1, 2], (value) => Math.round(value * Math.SQRT2 * 1e5) / 1e5),
    );
  });

  it('are those of the power method, over several blocks of rows', async () => {
    const random = createRandom(3);
    const [rows, cols] = [20_000, 4];
    const values = new Float64Array(rows * cols);
    for (let i = 0; i < rows; i++) {
      const common = 3 * normal(random);
      const second = 1.5 * normal(random);
      values.set([common + normal(random), common - second, 0.5 * common + normal(random) * 0.7, 2 * second + 1000], i * cols);
    }
    const fitted = await fit({ rows, cols, values }, 3);
    for (const [c, { ratio, vector }] of slowly({ rows, cols, values }, 3).entries()) {
      expect(fitted.ratios[c]).toBeCloseTo(ratio, 5);
      for (let j = 0; j < cols; j++) expect(fitted.components[c * cols + j]).toBeCloseTo(vector[j]!, 4);
    }
  });

  it('keeps no more components than there are columns', async () => {
    const fitted = await fit({ rows: 3, cols: 1, values: Float64Array.of(1, 2, 4) }, 2);
    expect([...fitted.components]).toEqual([1]);
    expect([...fitted.ratios]).toEqual([expect.closeTo(1, 6)]);
  });
});
