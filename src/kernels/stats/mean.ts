import { sum } from './sum';

/** Arithmetic mean. Empty gives NaN, a NaN gives NaN. */
export function mean(values: ArrayLike<number>): number {
  return values.length === 0 ? Number.NaN : sum(values) / values.length;
}
