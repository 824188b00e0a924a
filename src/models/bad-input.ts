import { KithError } from '../domain';
import type { Matrix } from '../kernels/linalg/matrix';

/** Why an input was refused. Sentences stand in `text` under `reason.<code>`. */
export const badInputReasons = [
  'no-rows',
  'one-row',
  'no-columns',
  'wrong-length',
  'not-finite',
  'one-class',
  'fewer-rows-than-groups',
  'fewer-different-rows-than-groups',
  'wrong-columns',
  'bad-setting',
  'too-alike',
  'not-a-history',
  'not-a-spend',
  'not-a-lifetime',
  'no-maximum',
  'no-dense-place',
  'unreadable-model',
] as const;
export type BadInputReason = (typeof badInputReasons)[number];

/** The error for it, to be thrown or reported. */
export function badInput(reason: BadInputReason): KithError {
  return new KithError('model/bad-input', { reason });
}

/** Throws KithError 'model/bad-input' unless the matrix is well-formed, finite and of at least `least` rows. */
export function checkMatrix(matrix: Matrix, least: number): void {
  const { rows, cols, values } = matrix;
  if (!Number.isInteger(rows) || !Number.isInteger(cols) || rows * cols !== values.length) throw badInput('wrong-length');
  if (least > 0 && rows === 0) throw badInput('no-rows');
  if (cols === 0) throw badInput('no-columns');
  if (rows < least) throw badInput('one-row');
  // 0 × x is 0 where x is finite, else NaN; four sums at once, as each would wait for its last addition.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a += 0 * values[i]!;
    b += 0 * values[i + 1]!;
    c += 0 * values[i + 2]!;
    d += 0 * values[i + 3]!;
  }
  for (let i = whole; i < values.length; i++) a += 0 * values[i]!;
  if (a + b + c + d !== 0) throw badInput('not-finite');
}

/** The same, but NaN is let pass: a gap that the model can live with. */
export function checkGappyMatrix(matrix: Matrix, least: number): void {
  const { rows, cols, values } = matrix;
  if (!Number.isInteger(rows) || !Number.isInteger(cols) || rows * cols !== values.length) throw badInput('wrong-length');
  if (least > 0 && rows === 0) throw badInput('no-rows');
  if (cols === 0) throw badInput('no-columns');
  if (rows < least) throw badInput('one-row');
  for (let i = 0; i < values.length; i++) if (values[i] === Infinity || values[i] === -Infinity) throw badInput('not-finite');
}

/** Positives among labels 0 and 1, a row each. Throws KithError 'model/bad-input' for other labels or where all are alike. */
export function checkLabels(y: Uint8Array, rows: number): number {
  if (y.length !== rows) throw badInput('wrong-length');
  let positives = 0;
  for (const label of y) {
    if (label > 1) throw badInput('bad-setting');
    positives += label;
  }
  if (positives === 0 || positives === rows) throw badInput('one-class');
  return positives;
}
