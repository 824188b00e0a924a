import { describe, expect, it } from 'vitest';
import { normal } from '../../../src/kernels/random/normal';
import { createRandom } from '../../../src/kernels/random/random';
import { sampleIndices } from '../../../src/kernels/random/sample';
import { shuffle } from '../../../src/kernels/random/shuffle';
import { mean } from '../../../src/kernels/stats/mean';
import { populationSd } from '../../../src/kernels/stats/standard-deviation';

describe('chance', () => {
  it('is the same for the same seed, and forks do not move each other', () => {
    const draws = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next()
        )(createRandom(seed)),
      );
    expect(draws(3)).toEqual(draws(3));
    expect(draws(3)).not.toEqual(draws(4));
    const random = createRandom(1);
    const before = random.fork('a').next();
    random.next();
    expect(random.fork('a').next()).toBe(before);
    expect(random.fork('b').next()).not.toBe(before);
  });

  it('is uniform enough: 10 bins of 100,000 draws within 4 sigma', () => {
    const random = createRandom(11);
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) bins[random.int(10)]!++;
    bins.forEach((count) => expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(9000)));
  });

  it('draws normals with mean 0 and deviation 1', () => {
    const random = createRandom(12);
    const values = Float64Array.from({ length: 100_000 }, () => normal(random));
    expect(Math.abs(mean(values))).toBeLessThan(0.013);
    expect(Math.abs(populationSd(values) - 1)).toBeLessThan(0.01);
  });

  it('shuffles every order alike', () => {
    const random = createRandom(5);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffle([0, 1, 2], random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  it('samples without repetition, rising, each index alike; all of them where few', () => {
    const random = createRandom(6);
    const hits = new Array<number>(20).fill(0);
    for (let i = 0; i < 4000; i++) {
      const found = sampleIndices(20, 5, random);
      expect(new Set(found).size).toBe(5);
      expect([...found]).toEqual([...found].sort((a, b) => a - b));
      for (const index of found) hits[index]!++;
    }
    hits.forEach((count) => expect(Math.abs(count - 1000)).toBeLessThan(120));
    expect([...sampleIndices(3, 9, random)]).toEqual([0, 1, 2]);
    expect(sampleIndices(0, 9, random).length).toBe(0);
  });
});
