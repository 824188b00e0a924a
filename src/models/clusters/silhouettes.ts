import type { Progress } from '../../domain';
import { silhouettesOf, type Labelling } from '../../kernels/distance/silhouette';
import type { Matrix } from '../../kernels/linalg/matrix';

/** Silhouette widths of every row under several divisions at once, in slices of a few milliseconds. */
export function* silhouetteWidths(
  { rows, cols, values }: Matrix,
  labellings: readonly Labelling[],
): Generator<Progress, Float64Array[], void> {
  const widths = labellings.map(() => new Float64Array(rows));
  const widthsOf = silhouettesOf(values, cols, labellings);
  const slice = Math.max(1, Math.floor(8_000_000 / (rows * (cols + 4))));
  for (let from = 0; from < rows; from += slice) {
    const to = Math.min(rows, from + slice);
    widthsOf(from, to, widths);
    yield { stage: 'segments', done: to, total: rows, unit: 'rows' };
  }
  return widths;
}
