import { beforeAll, describe, expect, it } from 'vitest';
import { finish, type Steps } from '../../../src/domain';
import { density } from '../../../src/kernels/stats/density';
import { quantiles } from '../../../src/kernels/stats/quantile';
import type { AnalysisOutput } from '../../../src/jobs/analyse';
import { createMapHandlers } from '../../../src/jobs/map-handlers';
import { spreadsOf } from '../../../src/jobs/spreads';
import { startEngine, type Engine } from '../../../src/models/engine';
import { analyse, csv, shopHeader, smallShop, tableOf } from '../analyse/run';

const context = { handOver: () => undefined, signal: new AbortController().signal };
const all = <T>(steps: Steps<T>) => finish(steps);

describe('the map of a small shop', () => {
  let output: AnalysisOutput;
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
    output = await analyse([await tableOf(csv(shopHeader, smallShop(150)), 'orders.csv')]);
  });
  const handlers = () => createMapHandlers(() => output);

  it('holds everybody of the segments, once, along axes that explain what they say, and leaves no tensor', async () => {
    const before = engine.numTensors();
    const points = await all(handlers().map(null, context));
    expect(engine.numTensors()).toBe(before);
    const { customers, result } = output;
    if (!result.segments.ok) throw new Error('no segments');
    const members = [...customers.segment].flatMap((segment, row) => (segment === 255 ? [] : [row]));
    expect([...points.rows]).toEqual(members);
    expect([...points.segment]).toEqual(members.map((row) => customers.segment[row]));
    expect(points.ratios.reduce((sum, ratio) => sum + ratio, 0)).toBeCloseTo(1, 6);
    expect([...points.ratios].sort((a, b) => b - a)).toEqual(points.ratios);
    // The spread of the picture is the variance that the axes are said to hold.
    const variance = (values: Float32Array) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    };
    const [x, y] = [variance(points.pca.x), variance(points.pca.y)];
    expect(x / y).toBeCloseTo(points.ratios[0]! / points.ratios[1]!, 3);
    // Standardised features have variance 1 each.
    expect(x).toBeCloseTo(points.ratios[0]! * points.ratios.length, 3);
    expect(points.pca.silhouette).toBeGreaterThan(-1);
    expect(points.pca.silhouette).toBeLessThan(1);
  });

  it('is the same each time, and its sample begins where the main differences put it', async () => {
    const own = handlers();
    const [first, second] = [await all(own.map(null, context)), await all(own.map(null, context))];
    expect(second.pca.x).toEqual(first.pca.x);
    const sample = await all(own.mapSample(null, context));
    expect(sample.values).toHaveLength(sample.rows * sample.cols);
    const rows = new Set(
      Array.from({ length: sample.rows }, (_, i) => sample.values.subarray(i * sample.cols, (i + 1) * sample.cols).join()),
    );
    expect(rows.size).toBe(sample.rows);
    for (let i = 0; i < sample.rows; i++) expect([...first.pca.x]).toContain(Math.fround(sample.start[i * 2]!));
  });

  it('puts who was laid out where they were laid, and who equals them there too', async () => {
    const own = handlers();
    const points = await all(own.map(null, context));
    const sample = await all(own.mapSample(null, context));
    const layout = Float64Array.from({ length: sample.rows * 2 }, (_, i) => i);
    const places = await all(own.mapPlace({ layout, ms: 5 }, context));
    expect(places.x).toHaveLength(points.rows.length);
    const laid = new Set(Array.from({ length: sample.rows }, (_, i) => i * 2));
    // All customers of a small shop are laid out, so everybody stands on a given place.
    expect([...places.x].every((x) => laid.has(x))).toBe(true);
    expect([...places.y].every((y, i) => y === places.x[i]! + 1)).toBe(true);
    await expect(all(own.mapPlace({ layout: layout.slice(2), ms: 5 }, context))).rejects.toMatchObject({
      values: { reason: 'wrong-length' },
    });
  });

  it('says who stands where, and nothing before a map was made or where there are no groups', async () => {
    const who = await all(handlers().who({ rows: [3, -1, 1e6, 0] }, context));
    expect(who.map(({ key }) => key)).toEqual([output.customers.keys[3], output.customers.keys[0]]);
    const { result } = output;
    const refused = { ok: false as const, error: { code: 'analysis/no-features' as const, values: {} } };
    const without = { ...output, result: { ...result, segments: refused } };
    const none = createMapHandlers(() => without);
    await expect(all(none.map(null, context))).rejects.toMatchObject({ code: 'analysis/no-features' });
    await expect(all(none.mapSample(null, context))).rejects.toMatchObject({ code: 'analysis/no-data' });
  });

  it('leaves nothing behind when it is stopped at any step', async () => {
    const before = engine.numTensors();
    for (let stop = 0; stop < 8; stop++) {
      const steps = handlers().map(null, context);
      for (let i = 0; i < stop; i++) await steps.next();
      await steps.return(undefined as never);
      expect(engine.numTensors()).toBe(before);
    }
  });

  it('tells how spend is spread in each segment as its quantiles', async () => {
    const { customers } = output;
    const found = await all(spreadsOf(output));
    const spend = found.features.find(({ feature }) => feature.id === 'totalSpend');
    expect(spend).toBeDefined();
    const column = customers.featureValues[customers.features.findIndex(({ id }) => id === 'totalSpend')]!;
    for (const [k, group] of spend!.groups.entries()) {
      const own = [...column].filter((_, row) => customers.segment[row] === k);
      expect(group.n).toBe(own.length);
      expect([group.p5, group.q1, group.median, group.q3, group.p95]).toEqual(quantiles(own, [0.05, 0.25, 0.5, 0.75, 0.95]));
      expect(Math.max(...group.density.much)).toBeCloseTo(1, 12);
    }
    expect(found.profile).toHaveLength(spend!.groups.length);
    for (const place of found.profile.flat()) {
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
    }
  });
});

describe('density', () => {
  it('is that of the plain sum of bells', () => {
    const sorted = Float64Array.from({ length: 400 }, (_, i) => Math.sqrt(i) * (i % 3 === 0 ? 1 : 1.5)).sort();
    const { at, much } = density(sorted, sorted[0]!, sorted.at(-1), 21);
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    const sd = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sorted.length - 1));
    const quartiles = (sorted[Math.floor(399 * 0.75)]! - sorted[Math.floor(399 * 0.25)]!) / 1.34;
    const width = 0.9 * Math.min(sd, quartiles) * 400 ** -0.2;
    const plain = [...at].map((place) => sorted.reduce((sum, value) => sum + Math.exp(-0.5 * ((place - value) / width) ** 2), 0));
    const top = Math.max(...plain);
    for (const [i, value] of plain.entries()) expect(much[i]).toBeCloseTo(value / top, 2);
  });

  it('answers for nobody, and for people who are all alike', () => {
    expect([...density([], 0, 1, 3).much]).toEqual([0, 0, 0]);
    expect([...density([2, 2, 2], 0, 4, 5).much]).toEqual([0, 0, 1, 0, 0]);
  });
});
