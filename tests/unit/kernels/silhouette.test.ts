import { describe, expect, it } from 'vitest';
import { silhouette, silhouettesOf } from '../../../src/kernels/distance/silhouette';

const points = Float64Array.of(0, 0, 0, 1, 1, 0, 5, 5, 5, 6, 9, 0, 9, 1.5);
// Expected: sklearn.metrics 1.2.1, silhouette_samples and silhouette_score.
const three = {
  k: 3,
  labels: [0, 0, 0, 1, 1, 2, 2],
  widths: [0.8656033, 0.82082684, 0.8226698, 0.82932528, 0.84885013, 0.77964228, 0.73535336],
};
const withSingle = {
  k: 3,
  labels: [0, 0, 0, 0, 1, 1, 2],
  widths: [0.64025647, 0.63549175, 0.61355693, -0.44133875, -0.19941438, -0.79198743, 0],
};

describe('silhouette', () => {
  it('as scikit-learn, a point alone having width 0', () => {
    expect(silhouette(points, 2, three.labels, 3)).toBeCloseTo(0.8146101398643758, 12);
    expect(silhouette(points, 2, withSingle.labels, 3)).toBeCloseTo(0.06522351272532322, 12);
  });

  it('gives several labellings at once what each gets alone, slice by slice', () => {
    const widths = [new Float64Array(7), new Float64Array(7)];
    const widthsOf = silhouettesOf(points, 2, [three, withSingle]);
    for (const [from, to] of [
      [0, 3],
      [3, 7],
    ] as const) {
      widthsOf(from, to, widths);
    }
    [three, withSingle].forEach((one, m) => {
      one.widths.forEach((width, i) => expect(widths[m]![i]).toBeCloseTo(width, 7));
    });
  });

  it('is 0 with one group, 0 for equal points, NaN for none; an unused label changes nothing', () => {
    expect(silhouette(points, 2, [0, 0, 0, 0, 0, 0, 0], 1)).toBe(0);
    expect(silhouette(new Float64Array(8), 2, [0, 0, 1, 1], 2)).toBe(0);
    expect(silhouette(new Float64Array(), 2, [], 2)).toBeNaN();
    expect(silhouette(points, 2, three.labels, 9)).toBeCloseTo(0.8146101398643758, 12);
  });
});
