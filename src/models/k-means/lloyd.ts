import type { Progress } from '../../domain';
import type { Blocks } from '../../kernels/k-means/blocks';
import { farthestPoints } from '../../kernels/k-means/farthest';
import type { Stepper } from './stepper';

/** The blocks' points, row-major, for seedCentres. */
export function pointsOf({ rows, cols, values }: Blocks): Float64Array {
  const points = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    for (let j = 0; j < cols; j++) points[i * cols + j] = values[base + j * 4]!;
  }
  return points;
}

/** Sum over points of the squared distance to the centre of their label, float64, in the blocks' units. */
export function sseOf({ rows, cols, values }: Blocks, centres: Float32Array, labels: Int32Array): number {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const base = (i >> 2) * 4 * cols + (i & 3);
    const centre = labels[i]! * cols;
    for (let j = 0; j < cols; j++) {
      const difference = values[base + j * 4]! - centres[centre + j]!;
      total += difference * difference;
    }
  }
  return total;
}

/** Mean over columns of the variance of the blocks' points; the columns' means are 0. */
export function meanVariance({ rows, cols, values }: Blocks): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]! * values[i]!;
  return total / (rows * cols);
}

/** Where a run ended; centres in the blocks' units. */
export interface LloydRun {
  readonly centres: Float32Array;
  readonly labels: Int32Array;
  readonly rounds: number;
  readonly converged: boolean;
}

/**
 * Rounds of assign and average until no label changes, or the squared moves of the centres add up to no more than `still`, or `maxRounds` is reached. A group that
 * runs empty takes over a point farthest from its centre. Yields after every round.
 */
export async function* runLloyd(
  stepper: Stepper,
  blocks: Blocks,
  start: Float32Array,
  { k, maxRounds, still }: { readonly k: number; readonly maxRounds: number; readonly still: number },
): AsyncGenerator<Progress, LloydRun, void> {
  const { rows, cols } = blocks;
  const width = cols + 1;
  let centres = start;
  let rounds = 0;
  let converged = false;
  while (rounds < maxRounds && !converged) {
    const { changed, sums } = await stepper.step(centres);
    rounds++;
    const next = new Float32Array(centres);
    const empty: number[] = [];
    let moved = 0;
    for (let c = 0; c < k; c++) {
      const size = sums[c * width + cols]!;
      if (size === 0) {
        empty.push(c);
        continue;
      }
      for (let j = 0; j < cols; j++) {
        const value = Math.fround(sums[c * width + j]! / size);
        moved += (value - centres[c * cols + j]!) ** 2;
        next[c * cols + j] = value;
      }
    }
    if (empty.length > 0) {
      const points = farthestPoints(blocks.values, rows, cols, next, await stepper.labels(), empty.length);
      points.forEach((row, i) => {
        const base = (row >> 2) * 4 * cols + (row & 3);
        for (let j = 0; j < cols; j++) next[empty[i]! * cols + j] = blocks.values[base + j * 4]!;
      });
      // Fewer different points than groups: a group stays empty, and the rounds go on without it.
      converged = points.length === 0 && changed === 0;
    } else {
      converged = changed === 0 || moved <= still;
    }
    centres = next;
    yield { stage: 'segments', done: rounds, total: maxRounds, unit: 'rounds' };
  }
  return { centres, rounds, converged, labels: await stepper.labels() };
}
