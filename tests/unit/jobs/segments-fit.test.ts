import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSegments, finish, segmentModelIds, type SegmentSettings } from '../../../src/domain';
import { fitSegments } from '../../../src/jobs/segments-fit';
import { adjustedRand } from '../../../src/kernels/clusters/agreement';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { startEngine } from '../../../src/models/engine';

const places = [
  [0, 0],
  [12, 0],
  [0, 12],
] as const;

function clouds(rows: number) {
  const random = createRandom(5);
  const truth = Uint8Array.from({ length: rows }, (_, i) => (i % 6 === 0 ? 2 : i % 2));
  const values = Float64Array.from({ length: rows * 2 }, (_, at) => places[truth[at >> 1]!]![at % 2]! + normal(random));
  return { matrix: { rows, cols: 2, values }, truth };
}

const fit = (matrix: ReturnType<typeof clouds>['matrix'], settings: Partial<SegmentSettings>) =>
  finish(fitSegments(matrix, { ...defaultSegments, ...settings }, createRandom(1)));

describe('groups by whichever model', () => {
  beforeAll(async () => {
    await startEngine();
  });

  it.each(segmentModelIds)('%s finds three clouds and their number by itself', async (model) => {
    const { matrix, truth } = clouds(600);
    const found = await fit(matrix, { model });
    expect(found.model).toBe(model);
    expect(found.k - (found.apart === null ? 0 : 1)).toBe(3);
    const inside = [...truth.keys()].filter((row) => found.labels[row] !== found.apart);
    const own = (labels: Uint8Array) => inside.map((row) => labels[row]!);
    expect(adjustedRand(own(found.labels), own(truth))).toBeGreaterThan(0.97);
    expect(found.sizes.reduce((sum, size) => sum + size, 0)).toBe(600);
    expect(found.centres).toHaveLength(found.k * 2);
    found.sizes.forEach((size, group) => expect(found.labels.filter((label) => label === group)).toHaveLength(size));
    expect(found.silhouette).toBeGreaterThan(0.6);
  });

  it.each(segmentModelIds.filter((model) => model !== 'dbscan'))('%s gives as many groups as are asked for', async (model) => {
    const { matrix } = clouds(200);
    const found = await fit(matrix, { model, k: 9 });
    expect([found.k, found.chosenBy]).toEqual([9, 'hand']);
    expect(found.candidates.map(({ k }) => k)).toContain(9);
  });

  it('grows a tree on a sample where there are too many, and says so', async () => {
    const { matrix, truth } = clouds(7000);
    const found = await fit(matrix, { model: 'average' });
    expect(found.grown).toBe(6000);
    expect(found.notes).toEqual([{ code: 'tree-sampled', values: { grown: 6000, n: 7000 } }]);
    expect(adjustedRand(found.labels, truth)).toBeGreaterThan(0.97);
  });

  it('a mixture says how likely it is, and where one cloud would do', async () => {
    const { matrix } = clouds(300);
    const random = createRandom(2);
    const one = { rows: 300, cols: 2, values: matrix.values.map(() => normal(random)) };
    const found = await fit(one, { model: 'mixture', covariance: 'diagonal' });
    expect(found.notes.map(({ code }) => code)).toEqual(['bic-one-group']);
    expect(found.mixture!.candidates.map(({ k }) => k)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(found.mixture!.candidates[0]!.mutualInformation).toBe(0);
    const three = await fit(matrix, { model: 'mixture', k: 3 });
    // Well apart: the customer tells the group, whose entropy is then all of it.
    const entropy = three.sizes.reduce((sum, size) => sum - (size / 300) * Math.log(size / 300), 0);
    expect(three.mixture!.mutualInformation).toBeCloseTo(entropy, 2);
    expect(three.mixture!.sure).toBeGreaterThan(0.99);
  });

  it('puts who stands alone in a group of its own, or refuses where everybody does', async () => {
    const { matrix } = clouds(300);
    const values = Float64Array.from([...matrix.values, 50, 50, -40, 60]);
    const found = await fit({ rows: 302, cols: 2, values }, { model: 'dbscan', radius: 2, neighbours: 4 });
    expect(found.apart).toBe(found.k - 1);
    expect([...found.labels.slice(300)]).toEqual([found.apart, found.apart]);
    expect(found.density).toMatchObject({ radius: 2, neighbours: 4 });
    expect(found.density!.curve).toHaveLength(200);
    await expect(fit(matrix, { model: 'dbscan', radius: 1e-6 })).rejects.toMatchObject({
      code: 'model/bad-input',
      values: { reason: 'no-dense-place' },
    });
  });
});
