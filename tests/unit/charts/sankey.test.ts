import { describe, expect, it } from 'vitest';
import { bandPath, sankeyLayout } from '../../../src/app/charts/sankey';

const streams = [
  { from: 0, to: 1, n: 30 },
  { from: 0, to: 0, n: 50 },
  { from: 2, to: 1, n: 20 },
  { from: 3, to: 3, n: 0 },
];

describe('streams between two days', () => {
  it('are as thick as their customers are many, and fill both ends without overlap', () => {
    const { left, right, bands, height } = sankeyLayout(streams, 200);
    expect(left.map(({ index, n, height: tall }) => [index, n, tall])).toEqual([
      [0, 80, 160],
      [2, 20, 40],
    ]);
    expect(right.map(({ index, n }) => [index, n])).toEqual([
      [0, 50],
      [1, 50],
    ]);
    expect(bands).toHaveLength(3);
    for (const band of bands) expect(band.height).toBe(band.n * 2);
    for (const [nodes, side, of] of [
      [left, 'left', 'from'],
      [right, 'right', 'to'],
    ] as const) {
      for (const node of nodes) {
        const own = bands.filter((band) => band[of] === node.index).sort((a, b) => a[side] - b[side]);
        let at = node.top;
        for (const band of own) {
          expect(band[side]).toBeCloseTo(at, 9);
          at += band.height;
        }
        expect(at).toBeCloseTo(node.top + node.height, 9);
      }
    }
    expect(height).toBe(Math.max(160 + 10 + 40, 100 + 10 + 100));
  });

  it('few customers keep room for their name; nobody needs none', () => {
    const { left } = sankeyLayout(
      [
        { from: 0, to: 0, n: 1000 },
        { from: 1, to: 0, n: 1 },
      ],
      300,
    );
    expect(left[1]!.height).toBe(16);
    expect(sankeyLayout([], 300)).toEqual({ left: [], right: [], bands: [], height: 0 });
  });

  it('have a closed outline', () => {
    expect(bandPath({ from: 0, to: 0, n: 1, left: 1, right: 5, height: 2 }, 0, 10)).toBe('M0 1C5 1 5 5 10 5V7C5 7 5 3 0 3Z');
  });
});
