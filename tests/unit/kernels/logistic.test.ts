import { describe, expect, it } from 'vitest';
import { toDesign } from '../../../src/kernels/logistic/design';
import { logisticLossGradient, lossOf } from '../../../src/kernels/logistic/loss-gradient';
import { sigmoid } from '../../../src/kernels/logistic/sigmoid';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { simdKernelsOn } from '../../../src/kernels/simd/simd-kernels';

function problem(rows: number, cols: number, size: number) {
  const random = createRandom(rows * 31 + cols);
  const values = Float64Array.from({ length: rows * cols }, () => normal(random));
  const design = toDesign(
    values,
    rows,
    cols,
    Uint8Array.from({ length: rows }, () => random.int(2)),
  );
  const point = Float64Array.from({ length: design.width }, (_, j) => (j > cols ? 0 : size * normal(random)));
  return { design, point };
}

/** The textbook sums, with a logarithm a row. */
function plain({ design, point }: ReturnType<typeof problem>) {
  let loss = 0;
  const gradient = new Float64Array(design.width);
  for (let i = 0; i < design.rows; i++) {
    const row = design.values.subarray(i * design.width, (i + 1) * design.width);
    const z = row.reduce((total, value, j) => total + value * point[j]!, 0);
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - design.y[i]! * z;
    for (let j = 0; j < design.width; j++) gradient[j]! += (sigmoid(z) - design.y[i]!) * row[j]!;
  }
  return [loss, ...gradient];
}

function typed({ design, point }: ReturnType<typeof problem>) {
  const out = new Float64Array(design.width + 3);
  logisticLossGradient(design.values, design.y, design.rows, design.width, point, out);
  return [lossOf(out), ...out.subarray(3)];
}

function simd({ design, point }: ReturnType<typeof problem>) {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(design.values.byteLength / 65536) + 3 });
  const pointAt = 0;
  const outAt = design.width * 8;
  const yAt = outAt + (design.width + 3) * 8;
  const designAt = yAt + design.paddedRows * 4;
  new Float64Array(memory.buffer, pointAt, design.width).set(point);
  new Float32Array(memory.buffer, yAt, design.paddedRows).set(design.y);
  new Float32Array(memory.buffer, designAt, design.values.length).set(design.values);
  simdKernelsOn(memory).logisticLossGradient(designAt, yAt, design.rows, design.width, pointAt, outAt);
  const out = new Float64Array(memory.buffer, outAt, design.width + 3);
  return [lossOf(out), ...out.subarray(3)];
}

describe('logistic loss and gradient', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [3, 4, 1],
    [4, 1, 3],
    [5, 7, 3],
    [1023, 30, 1],
    [2600, 3, 0],
    [777, 5, 40],
    [64, 3, 1e4],
  ])('is the same by the textbook, in JavaScript and in SIMD: %d × %d, weights of size %d', (rows, cols, size) => {
    const given = problem(rows, cols, size);
    const expected = plain(given);
    for (const found of [typed(given), simd(given)]) {
      found.forEach((value, i) => {
        expect(Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!))).toBeLessThan(1e-11);
      });
    }
  });

  it('has the gradient that differences of the loss give', () => {
    const given = problem(90, 4, 1);
    const found = typed(given);
    for (let j = 0; j < 5; j++) {
      const at = (step: number) => typed({ ...given, point: given.point.map((value, i) => value + (i === j ? step : 0)) })[0]!;
      expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(found[1 + j]!, 4);
    }
  });

  it('does not overflow', () => {
    expect([sigmoid(800), sigmoid(-800), sigmoid(0)]).toEqual([1, 0, 0.5]);
  });
});
