import { describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { silhouette } from '../../../src/kernels/distance/silhouette';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { layOut, umapDefaults } from '../../../src/models/umap';

const groups = 3;
const rows = 150;
const cols = 5;

/** Three clouds in five columns, and a start that holds nothing but chance. */
function clouds() {
  const random = createRandom(4);
  const values = Float64Array.from({ length: rows * cols }, (_, at) => {
    const group = Math.floor(at / cols) % groups;
    return normal(random) + (at % cols === group ? 12 : 0);
  });
  const start = Float64Array.from({ length: rows * 2 }, () => normal(random));
  return { matrix: { rows, cols, values }, start, labels: Uint8Array.from({ length: rows }, (_, i) => i % groups) };
}

describe('a layout by likeness', () => {
  it('keeps groups apart, the same for the same seed, and leaves its input alone', async () => {
    const { matrix, start, labels } = clouds();
    const before = matrix.values.slice();
    const run = (seed: number) => finish(layOut(matrix, start, umapDefaults, createRandom(seed)));
    const first = await run(1);
    expect(first.every(Number.isFinite)).toBe(true);
    expect(silhouette(start, 2, labels, groups)).toBeLessThan(0.1);
    expect(silhouette(first, 2, labels, groups)).toBeGreaterThan(0.6);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
    expect(matrix.values).toEqual(before);
  });

  it('begins where it is told to', async () => {
    const { matrix, labels } = clouds();
    // The groups stand on a line, so that which is in the middle is told by the start alone.
    const start = Float64Array.from({ length: rows * 2 }, (_, at) => (at % 2 === 0 ? [0, -1, 1][labels[at >> 1]!]! : 0));
    const layout = await finish(layOut(matrix, start, umapDefaults, createRandom(1)));
    const middle = (group: number) => {
      const own = Array.from({ length: rows }, (_, i) => i).filter((i) => labels[i] === group);
      return own.reduce((sum, i) => sum + layout[i * 2]!, 0) / own.length;
    };
    expect(middle(1)).toBeLessThan(middle(0));
    expect(middle(0)).toBeLessThan(middle(2));
  });

  it('refuses what cannot be laid out', async () => {
    const few = { rows: 4, cols: 1, values: Float64Array.of(1, 2, 3, 4) };
    const refused = async (matrix: typeof few, start: Float64Array) =>
      finish(layOut(matrix, start, umapDefaults, createRandom(1))).catch(
        (thrown: { values: { reason: string } }) => thrown.values.reason,
      );
    expect(await refused(few, new Float64Array(8))).toBe('too-alike');
    expect(await refused({ ...few, rows: 5, values: new Float64Array(5).fill(Number.NaN) }, new Float64Array(10))).toBe(
      'not-finite',
    );
    expect(await refused({ ...few, rows: 5, values: Float64Array.of(1, 2, 3, 4, 5) }, new Float64Array(8))).toBe('wrong-length');
  });

  it('lays out fewer rows than neighbours', async () => {
    const layout = await finish(
      layOut({ rows: 5, cols: 1, values: Float64Array.of(1, 2, 3, 4, 50) }, new Float64Array(10), umapDefaults, createRandom(1)),
    );
    expect(layout).toHaveLength(10);
    expect(layout.every(Number.isFinite)).toBe(true);
  });
});
