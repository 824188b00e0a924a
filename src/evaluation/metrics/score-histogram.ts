import type { ModelScores } from '../../domain';

/** How predictions of those who left and those who stayed are spread over [0, 1], in bins of equal width; 1 falls in the last. */
export function scoreHistogram(y: Uint8Array, predictions: Float64Array, bins = 20): ModelScores['histogram'] {
  const left = new Array<number>(bins).fill(0);
  const stayed = new Array<number>(bins).fill(0);
  for (let i = 0; i < y.length; i++) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(predictions[i]! * bins)));
    (y[i] === 1 ? left : stayed)[bin]!++;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, edge) => edge / bins), left, stayed };
}
