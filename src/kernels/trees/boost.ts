import type { Matrix } from '../linalg/matrix';
import { encodeInto, type Bins } from './bins';
import { growLeafwise, layGround } from './grow';
import type { Loss } from './losses';
import { packNodes, TreeList, type Trees } from './trees';

export interface BoostOptions {
  readonly rounds: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  /** L2 penalty on the leaves' values. */
  readonly lambda: number;
  readonly minRows: number;
  readonly monotone: readonly number[] | null;
  /** Of the last rows of `order`, so many are kept to see where to stop. */
  readonly heldOut: number;
  /** Stops when the loss on the rows held out has not fallen for so many rounds. */
  readonly patience: number;
}

export interface Boosted {
  readonly trees: Trees;
  readonly start: number;
  /** Gain of all splits, by column. */
  readonly gains: Float64Array;
  /** Mean loss after each round: on the rows held out where there are any, else on those learned from. */
  readonly losses: readonly number[];
}

/** Powers of two keep rounding away from what was exact. */
const powerBelow = (value: number) => 2 ** Math.floor(Math.log2(value));

/**
 * Gradient boosting on histograms (Friedman 2001; Chen & Guestrin 2016; leaf by leaf as Ke et al. 2017): each round a tree is
 * grown on the gradients of the loss, leaves answer −G / (H + λ) times the learning rate. Gradients and hessians are rounded
 * to whole multiples of about n / 2³⁰, so that their sums are exact and the order of rows does not matter. Yields the number
 * of rounds done, several times a round where there are many rows.
 *
 * @param order rows in an order of their own (random/own-order.ts)
 */
export function* boost(
  x: Matrix,
  y: Float64Array,
  order: Int32Array,
  bins: Bins,
  loss: Loss,
  options: BoostOptions,
): Generator<number, Boosted, void> {
  const { rows, cols } = x;
  const n = rows - options.heldOut;
  const mostNodes = 2 * options.maxLeaves - 1;
  const ground = layGround(bins, rows, n, options.maxLeaves + 1, {
    nodes: mostNodes * 8,
    leaves: mostNodes * 8,
    masks: options.maxLeaves * 32,
    out: Math.max(1, options.heldOut) * 8,
  });
  const { arena, pairs } = ground;
  for (const steps = encodeInto(arena, bins, x, order); !steps.next().done;) yield 0;
  const outcomes = Float64Array.from(order, (row) => y[row]!);
  const learned = outcomes.subarray(0, n);
  const start = loss.start(learned);
  const scores = new Float64Array(rows).fill(start);
  const gradients = new Float64Array(n);
  const hessians = new Float64Array(n);
  const everyRow = Int32Array.from({ length: n }, (_, i) => i);
  const gains = new Float64Array(cols);
  const list = new TreeList();
  const nodes = new Uint32Array(arena.memory, arena.at('nodes'), mostNodes * 2);
  const leafValues = new Float64Array(arena.memory, arena.at('leaves'), mostNodes);
  const masks = new Uint32Array(arena.memory, arena.at('masks'), options.maxLeaves * 8);
  const held = new Float64Array(arena.memory, arena.at('out'), Math.max(1, options.heldOut));
  held.set(scores.subarray(n));
  const losses: number[] = [];
  let best = 0;
  for (let round = 0; round < options.rounds; round++) {
    loss.derive(learned, scores, gradients, hessians);
    if (n > 100_000) yield round;
    let [steepest, sharpest] = [0, 0];
    for (let i = 0; i < n; i++) {
      const g = Math.abs(gradients[i]!);
      if (g > steepest) steepest = g;
      if (hessians[i]! > sharpest) sharpest = hessians[i]!;
    }
    if (!(steepest > 0) || !(sharpest > 0) || !Number.isFinite(steepest + sharpest)) break;
    const gradientScale = powerBelow(2 ** 30 / (n * steepest));
    const hessianScale = powerBelow(2 ** 31 / (n * sharpest));
    for (let i = 0; i < n; i++) {
      // A hessian of 0 would make the row invisible.
      pairs[i * 2] = Math.max(1, Math.round(hessians[i]! * hessianScale));
      pairs[i * 2 + 1] = Math.round(gradients[i]! * gradientScale);
    }
    ground.rows.set(everyRow);
    const lambda = options.lambda * hessianScale;
    const roundGains = new Float64Array(cols);
    const [firstNode, firstMask] = [list.features.length, list.masks.length];
    const growing = growLeafwise(ground, n, list, {
      maxLeaves: options.maxLeaves,
      maxDepth: options.maxDepth,
      minRows: options.minRows,
      rules: { lambda, minHessian: 1e-3 * hessianScale, smooth: 10 * hessianScale * sharpest, monotone: options.monotone },
      gains: roundGains,
      cover: 'rows',
    });
    let grown = growing.next();
    for (; !grown.done; grown = growing.next()) yield round;
    const leaves = grown.value;
    if (leaves.length === 1) {
      list.truncate(list.roots.length - 1);
      break;
    }
    const unit = hessianScale / gradientScale;
    for (const { node, from, n: count, g, h, low, high } of leaves) {
      const value = Math.min(Math.max(-g / (h + lambda), low), high) * unit * options.learningRate;
      list.values[node] = value;
      for (let i = from; i < from + count; i++) scores[ground.rows[i]!]! += value;
    }
    for (let j = 0; j < cols; j++) gains[j]! += (roundGains[j]! * hessianScale) / gradientScale ** 2;
    if (options.heldOut === 0) {
      losses.push(loss.value(learned, scores, 0));
      yield round + 1;
      continue;
    }
    packNodes(list, firstNode, nodes);
    leafValues.set(list.values.slice(firstNode));
    masks.set(list.masks.slice(firstMask));
    // Masks are numbered through all trees; here they begin with this tree's.
    for (let node = firstNode; node < list.features.length; node++) {
      if (list.byCategory[node] === 1) nodes[(node - firstNode) * 2]! -= (firstMask / 8) * 65536;
    }
    const at = (part: string) => arena.at(part);
    const depth = list.depths[list.depths.length - 1]!;
    const heldCodes = at('codes') + n * cols;
    arena.kernels.scores(heldCodes, cols, options.heldOut, at('nodes'), at('leaves'), at('masks'), 0, depth, at('out'));
    scores.set(held, n);
    losses.push(loss.value(outcomes, scores, n));
    if (losses[round]! < losses[best]!) best = round;
    yield round + 1;
    if (round - best >= options.patience) break;
  }
  if (options.heldOut > 0) list.truncate(best + 1);
  return { trees: list.freeze(), start, gains, losses };
}
