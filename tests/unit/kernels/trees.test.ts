import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../../src/kernels/linalg/matrix';
import { ownOrder } from '../../../src/kernels/random/own-order';
import { createRandom } from '../../../src/kernels/random/random';
import { normal } from '../../../src/kernels/random/normal';
import { shuffle } from '../../../src/kernels/random/shuffle';
import { gaussLegendre } from '../../../src/kernels/special/gauss-legendre';
import { learnBins, type Bins } from '../../../src/kernels/trees/bins';
import { boost, type BoostOptions } from '../../../src/kernels/trees/boost';
import { growForest, growTree } from '../../../src/kernels/trees/forest';
import { logisticLoss, squaredLoss, tweedieLoss } from '../../../src/kernels/trees/losses';
import { sumScores } from '../../../src/kernels/trees/scores';
import { meanScore, shapleyValues } from '../../../src/kernels/trees/shapley';
import type { Trees } from '../../../src/kernels/trees/trees';

function end<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

const inOrder = (rows: number) => Int32Array.from({ length: rows }, (_, i) => i);
const binsOf = (x: Matrix, levels?: readonly number[]) => end(learnBins(x, inOrder(x.rows), levels));
const options: BoostOptions = {
  rounds: 30,
  maxLeaves: 8,
  maxDepth: 20,
  learningRate: 0.1,
  lambda: 1,
  minRows: 5,
  monotone: null,
  heldOut: 0,
  patience: 10,
};

/** Column 0 a number with gaps, 1 a number, 2 a category of five levels, 3 noise. */
function mixed(rows: number, seed: number): { x: Matrix; y: Uint8Array; levels: number[] } {
  const random = createRandom(seed);
  const values = new Float64Array(rows * 4);
  const y = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const [a, b, c, d] = [normal(random), normal(random), random.int(5), normal(random)];
    const missing = random.next() < 0.2;
    values.set([missing ? Number.NaN : a, b, c, d], i * 4);
    const z = (missing ? 1.5 : a) + 0.5 * b * b + [1, -1, 0.5, -2, 1.5][c]! - 0.5;
    y[i] = Number(random.next() < 1 / (1 + Math.exp(-z)));
  }
  return { x: { rows, cols: 4, values }, y, levels: [0, 0, 5, 0] };
}

const boosted = (x: Matrix, y: ArrayLike<number>, bins: Bins, changed: Partial<BoostOptions> = {}, loss = logisticLoss) =>
  end(boost(x, Float64Array.from(y), inOrder(x.rows), bins, loss, { ...options, ...changed }));

/** Where a row of codes goes, one step after another. */
function leafOf(
  trees: Trees,
  root: number,
  codes: readonly number[],
  known: (column: number) => boolean,
  answer: (node: number) => number,
): number {
  const walk = (node: number): number => {
    const column = trees.features[node]!;
    if (column < 0) return answer(node);
    const left = trees.lefts[node]!;
    if (!known(column)) {
      const [a, b] = [trees.covers[left]!, trees.covers[left + 1]!];
      return (a * walk(left) + b * walk(left + 1)) / (a + b);
    }
    const code = codes[column]!;
    const rule = trees.rules[node]!;
    let right = code > rule;
    if (trees.byCategory[node] === 1) right = ((trees.masks[rule * 8 + (code >> 5)]! >>> (code & 31)) & 1) === 1;
    else if (code === 0) right = trees.missingRight[node] === 1;
    return walk(left + Number(right));
  };
  return walk(root);
}

function codesOf(bins: Bins, row: Float64Array): number[] {
  return [...row].map((value, j) => {
    if (Number.isNaN(value)) return 0;
    return bins.levels[j]! > 0 ? value + 1 : 1 + bins.edges[j]!.filter((edge) => edge < value).length;
  });
}

describe('codes', () => {
  it('a column with few numbers gets an edge between each two; many get quantiles', () => {
    const x = { rows: 6, cols: 1, values: Float64Array.of(3, 1, 1, Number.NaN, 7, 3) };
    expect([...binsOf(x).edges[0]!]).toEqual([2, 5]);
    const random = createRandom(2);
    const many = { rows: 5000, cols: 1, values: Float64Array.from({ length: 5000 }, () => normal(random)) };
    const [edges] = binsOf(many).edges;
    expect(edges!.length).toBe(254);
    const below = many.values.filter((value) => value <= edges![127]!).length;
    expect(Math.abs(below - 2510)).toBeLessThan(25);
  });

  it('constant, empty and endless spreads do no harm', () => {
    expect(binsOf({ rows: 3, cols: 1, values: Float64Array.of(4, 4, 4) }).edges[0]!.length).toBe(0);
    expect(binsOf({ rows: 2, cols: 1, values: Float64Array.of(Number.NaN, Number.NaN) }).edges[0]!.length).toBe(0);
    const wide = binsOf({ rows: 2, cols: 1, values: Float64Array.of(-1.7e308, 1.7e308) }).edges[0]!;
    expect([...wide]).toEqual([0]);
  });
});

describe('the order of rows', () => {
  it('is their own: the same rows in the same order however they come', () => {
    const { x, y } = mixed(3000, 5);
    const order = shuffle(inOrder(x.rows), createRandom(1));
    const moved = Float64Array.from(x.values, (_, at) => x.values[order[Math.floor(at / 4)]! * 4 + (at % 4)]!);
    const one = ownOrder(x.values, 4, y);
    const two = ownOrder(
      moved,
      4,
      order.map((row) => y[row]!),
    );
    expect([...two].map((row) => order[row]!)).toEqual([...one]);
    // Nothing of the old order is left in it.
    const rising = one.filter((row, i) => i > 0 && row > one[i - 1]!).length;
    expect(Math.abs(rising - 1500)).toBeLessThan(120);
  });
});

describe('one tree', () => {
  it('by hand: splits where the Gini impurity falls most', () => {
    // 1, 2, 3 → 0, 0, 1; 10, 11, 12 → 1, 1, 1: the first split is between 2 and 3.
    const x = { rows: 6, cols: 1, values: Float64Array.of(1, 2, 3, 10, 11, 12) };
    const bins = binsOf(x);
    const { trees } = end(
      growTree(x, Uint8Array.of(0, 0, 1, 1, 1, 1), inOrder(6), bins, { maxDepth: 3, maxLeaves: 8, minRows: 1 }),
    );
    expect([...trees.features]).toEqual([0, -1, -1]);
    expect(bins.edges[0]![trees.rules[0]! - 1]).toBe(2.5);
    expect([...sumScores(trees, bins, { rows: 3, cols: 1, values: Float64Array.of(2.5, 2.6, -99) })]).toEqual([0, 1, 0]);
    expect([...trees.covers]).toEqual([6, 2, 4]);
  });

  it('keeps to its depth, its leaves and the fewest rows of a leaf', () => {
    const { x, y, levels } = mixed(2000, 8);
    const bins = binsOf(x, levels);
    const { trees } = end(growTree(x, y, inOrder(x.rows), bins, { maxDepth: 4, maxLeaves: 11, minRows: 40 }));
    expect(trees.depths[0]).toBeLessThanOrEqual(4);
    const leaves = [...trees.features.keys()].filter((node) => trees.features[node]! < 0);
    expect(leaves.length).toBeLessThanOrEqual(11);
    for (const leaf of leaves) expect(trees.covers[leaf]).toBeGreaterThanOrEqual(40);
  });
});

describe('boosting', () => {
  it('scores like a walk from node to node, with gaps and categories', () => {
    const { x, y, levels } = mixed(1500, 3);
    const bins = binsOf(x, levels);
    const { trees } = boosted(x, y, bins);
    expect(trees.byCategory.some((flag) => flag === 1)).toBe(true);
    const scores = sumScores(trees, bins, x);
    for (let i = 0; i < 200; i++) {
      const codes = codesOf(bins, x.values.subarray(i * 4, i * 4 + 4));
      let expected = 0;
      for (const root of trees.roots)
        expected += leafOf(
          trees,
          root,
          codes,
          () => true,
          (node) => trees.values[node]!,
        );
      expect(scores[i]).toBeCloseTo(expected, 12);
    }
  });

  it('lowers its loss, learns what a gap says, and beats a guess', () => {
    const { x, y, levels } = mixed(4000, 4);
    const { losses, trees, start } = boosted(x, y, binsOf(x, levels));
    expect(losses.length).toBe(30);
    losses.forEach((loss, round) => expect(loss).toBeLessThan(round === 0 ? 0.69 : losses[round - 1]!));
    const ask = (a: number) =>
      sumScores(trees, binsOf(x, levels), { rows: 1, cols: 4, values: Float64Array.of(a, 0, 0, 0) })[0]! + start;
    expect(ask(Number.NaN)).toBeGreaterThan(ask(0) + 0.5);
  });

  it('the first leaf values are Newton steps: −G / (H + λ) times the learning rate', () => {
    const x = { rows: 8, cols: 1, values: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1) };
    const y = [0, 0, 0, 1, 0, 1, 1, 1];
    const bins = binsOf(x);
    const { trees, start } = boosted(x, y, bins, { rounds: 1, minRows: 1 });
    expect(start).toBe(0);
    // Left: gradients .5 three times and −.5 once, hessians .25 each.
    const left = (-0.1 * 1) / (1 + 1);
    const scores = sumScores(trees, bins, x);
    expect(scores[0]).toBeCloseTo(left, 6);
    expect(scores[7]).toBeCloseTo(-left, 6);
  });

  it('only rises, or only falls, with a column that is so bound', () => {
    const random = createRandom(6);
    const rows = 2000;
    const values = Float64Array.from({ length: rows * 2 }, () => 4 * random.next() - 2);
    // Truly up and down: unbound it would follow.
    const y = Uint8Array.from({ length: rows }, (_, i) =>
      Number(Math.sin(3 * values[i * 2]!) + values[i * 2 + 1]! + 0.4 * normal(random) > 0),
    );
    const x = { rows, cols: 2, values };
    const bins = binsOf(x);
    const line = (monotone: number[] | null, other: number) => {
      const { trees } = boosted(x, y, bins, { monotone, maxLeaves: 31 });
      const grid = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? -2 + (4 * (i >> 1)) / 199 : other));
      return sumScores(trees, bins, { rows: 200, cols: 2, values: grid });
    };
    const steps = (scores: Float64Array) => [...scores].slice(1).map((score, i) => score - scores[i]!);
    expect(Math.min(...steps(line(null, 0)))).toBeLessThan(-0.05);
    for (const other of [-1.5, 0, 1.5]) {
      expect(Math.min(...steps(line([1, 0], other)))).toBeGreaterThan(-1e-12);
      expect(Math.max(...steps(line([-1, 0], other)))).toBeLessThan(1e-12);
    }
  });

  it('stops early on noise, and keeps the best number of trees', () => {
    const random = createRandom(9);
    const x = { rows: 1000, cols: 3, values: Float64Array.from({ length: 3000 }, () => normal(random)) };
    const y = Uint8Array.from({ length: 1000 }, () => random.int(2));
    const { trees, losses } = boosted(x, y, binsOf(x), { rounds: 200, heldOut: 200, patience: 7 });
    const best = losses.indexOf(Math.min(...losses));
    expect(losses.length).toBe(best + 8);
    expect(trees.roots.length).toBe(best + 1);
  });

  it('squared and Tweedie losses come near the means that made the amounts', () => {
    const random = createRandom(12);
    const rows = 4000;
    const values = Float64Array.from({ length: rows }, () => random.int(4));
    const means = [1, 4, 2, 10];
    const amounts = Float64Array.from(values, (group) =>
      random.next() < 0.4 ? 0 : (means[group]! / 0.6) * -Math.log(1 - random.next()),
    );
    const x = { rows, cols: 1, values };
    const bins = binsOf(x);
    const at = { rows: 4, cols: 1, values: Float64Array.of(0, 1, 2, 3) };
    for (const loss of [squaredLoss, tweedieLoss(1.5)]) {
      const { trees, start } = boosted(x, amounts, bins, { rounds: 150, lambda: 0 }, loss);
      sumScores(trees, bins, at).forEach((score, group) => {
        const own = amounts.filter((_, i) => values[i] === group);
        const mean = own.reduce((a, b) => a + b, 0) / own.length;
        expect(Math.abs(loss.answer(start + score) / mean - 1), `${loss.name} ${group}`).toBeLessThan(0.01);
      });
    }
    expect(() => tweedieLoss(2)).toThrow(RangeError);
  });

  it('derivatives are those of the value', () => {
    const y = Float64Array.of(0, 1);
    for (const loss of [logisticLoss, squaredLoss, tweedieLoss(1.3)]) {
      for (const score of [-1.2, 0.1, 2]) {
        const [g, h] = [new Float64Array(2), new Float64Array(2)];
        const at = (s: number) => loss.value(y, Float64Array.of(s, s), 0) * 2;
        loss.derive(y, Float64Array.of(score, score), g, h);
        const d = 1e-4;
        expect(g[0]! + g[1]!).toBeCloseTo((at(score + d) - at(score - d)) / (2 * d), 5);
        expect(h[0]! + h[1]!).toBeCloseTo((at(score + d) - 2 * at(score) + at(score - d)) / (d * d), 4);
      }
    }
  });
});

describe('Shapley values of trees', () => {
  it('Gauss–Legendre is exact up to degree 2n − 1', () => {
    for (const count of [1, 2, 3, 6, 8]) {
      const { points, weights } = gaussLegendre(count);
      for (let degree = 0; degree < 2 * count; degree++) {
        const found = points.reduce((total, t, q) => total + weights[q]! * t ** degree, 0);
        expect(found).toBeCloseTo(1 / (degree + 1), 13);
      }
    }
  });

  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

  /** By the definition: all sets of columns, unknown ones averaged over the way the training rows divided. */
  function byDefinition(trees: Trees, codes: readonly number[], cols: number): number[] {
    const worth = (set: number) =>
      [...trees.roots].reduce(
        (total, root) =>
          total +
          leafOf(
            trees,
            root,
            codes,
            (column) => ((set >> column) & 1) === 1,
            (node) => trees.values[node]!,
          ),
        0,
      );
    const all = Array.from({ length: 1 << cols }, (_, set) => worth(set));
    return Array.from({ length: cols }, (_, j) => {
      let total = 0;
      for (let set = 0; set < 1 << cols; set++) {
        if ((set >> j) & 1) continue;
        const size = [...Array(cols).keys()].filter((k) => (set >> k) & 1).length;
        total += ((factorial(size) * factorial(cols - size - 1)) / factorial(cols)) * (all[set | (1 << j)]! - all[set]!);
      }
      return total;
    });
  }

  it.each(['tree', 'forest', 'boosting'] as const)('%s: equal to the definition, and adding up to the score', (kind) => {
    const { x, y, levels } = mixed(600, 21);
    const bins = binsOf(x, levels);
    const order = inOrder(x.rows);
    const trees = {
      tree: () => end(growTree(x, y, order, bins, { maxDepth: 8, maxLeaves: 60, minRows: 2 })).trees,
      forest: () => end(growForest(x, y, order, bins, { trees: 7, maxDepth: 9, minRows: 2, tried: 2 }, createRandom(1))).trees,
      boosting: () => boosted(x, y, bins, { rounds: 12, maxLeaves: 31 }).trees,
    }[kind]();
    const some = { rows: 25, cols: 4, values: x.values.slice(0, 100) };
    const phi = shapleyValues(trees, bins, some);
    const scores = sumScores(trees, bins, some);
    const base = meanScore(trees);
    for (let i = 0; i < some.rows; i++) {
      const own = [...phi.subarray(i * 4, i * 4 + 4)];
      expect(own.reduce((a, b) => a + b, base)).toBeCloseTo(scores[i]!, 10);
      const expected = byDefinition(trees, codesOf(bins, some.values.subarray(i * 4, i * 4 + 4)), 4);
      own.forEach((value, j) => expect(value).toBeCloseTo(expected[j]!, 10));
    }
  });
});
