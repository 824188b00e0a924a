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
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) throw badInput('not-finite');
  }
}
