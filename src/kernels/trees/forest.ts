import type { Matrix } from '../linalg/matrix';
import type { Random } from '../random/random';
import { encodeInto, type Bins } from './bins';
import { growLeafwise, growRandomised, layGround } from './grow';
import { TreeList, type Trees } from './trees';

export interface ForestOptions {
  readonly trees: number;
  readonly maxDepth: number;
  readonly minRows: number;
  /** Columns that each split may choose among. */
  readonly tried: number;
}

export interface Grown {
  readonly trees: Trees;
  readonly gains: Float64Array;
}

/**
 * A random forest (Breiman 2001) on labels 0 and 1: every tree learns from a bootstrap of the rows. A leaf answers the share
 * of 1 among its rows. Yields the number of trees done.
 *
 * @param order rows in an order of their own (random/own-order.ts): bootstraps are drawn by place in it
 */
export function* growForest(
  x: Matrix,
  y: Uint8Array,
  order: Int32Array,
  bins: Bins,
  options: ForestOptions,
  random: Random,
): Generator<number, Grown, void> {
  const { rows, cols } = x;
  const ground = layGround(bins, rows, rows, 1, {});
  for (const steps = encodeInto(ground.arena, bins, x, order); !steps.next().done;) yield 0;
  const { pairs } = ground;
  const labels = Uint8Array.from(order, (row) => y[row]!);
  const gains = new Float64Array(cols);
  const list = new TreeList();
  const weights = new Uint16Array(rows);
  for (let tree = 0; tree < options.trees; tree++) {
    const chance = random.fork(`tree ${tree}`);
    weights.fill(0);
    for (let i = 0; i < rows; i++) weights[chance.int(rows)]!++;
    let n = 0;
    for (let i = 0; i < rows; i++) {
      if (weights[i] === 0) continue;
      ground.rows[n++] = i;
      pairs[i * 2] = weights[i]!;
      pairs[i * 2 + 1] = weights[i]! * labels[i]!;
    }
    for (let j = 0; j < cols; j++) ground.features[j] = j;
    const steps = growRandomised(
      ground,
      n,
      list,
      { maxDepth: options.maxDepth, minWeight: options.minRows, tried: options.tried, gains },
      chance,
    );
    while (!steps.next().done) yield tree;
    yield tree + 1;
  }
  return { trees: list.freeze(), gains };
}

/** One tree on all rows and columns (Breiman et al. 1984, without pruning): the split that lowers the Gini impurity most, each time. */
export function* growTree(
  x: Matrix,
  y: Uint8Array,
  order: Int32Array,
  bins: Bins,
  options: { readonly maxDepth: number; readonly maxLeaves: number; readonly minRows: number },
): Generator<number, Grown, void> {
  const { rows, cols } = x;
  const ground = layGround(bins, rows, rows, options.maxLeaves + 1, {});
  for (const steps = encodeInto(ground.arena, bins, x, order); !steps.next().done;) yield 0;
  for (let i = 0; i < rows; i++) {
    ground.rows[i] = i;
    ground.pairs[i * 2] = 1;
    ground.pairs[i * 2 + 1] = y[order[i]!]!;
  }
  const gains = new Float64Array(cols);
  const list = new TreeList();
  const steps = growLeafwise(ground, rows, list, {
    ...options,
    rules: { lambda: 0, minHessian: 1, smooth: 1, monotone: null },
    gains,
    cover: 'rows',
  });
  let grown = steps.next();
  for (; !grown.done; grown = steps.next()) yield 0;
  for (const { node, g, h } of grown.value) list.values[node] = g / h;
  return { trees: list.freeze(), gains };
}
