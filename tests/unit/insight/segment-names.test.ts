import { describe, expect, it } from 'vitest';
import type { FeatureInfo } from '../../../src/domain';
import { runAll } from '../../../src/features/steps';
import { adviceFor, adviceForCustomer, verdictOf } from '../../../src/insight/advice';
import { placeOf, portraits } from '../../../src/insight/portrait';
import { segmentNames, type NamingInput } from '../../../src/insight/segment-names';
import { en } from '../../../src/text/en';

const info = (id: string, source: FeatureInfo['source'] = 'column'): FeatureInfo => ({
  id,
  source,
  kind: 'numeric',
  unit: 'none',
});
const column = (id: string, values: number[], source?: FeatureInfo['source']) => ({
  info: info(id, source),
  values: Float64Array.from(values),
  levels: null,
});

describe('portraits', () => {
  const segment = Uint8Array.of(0, 0, 1, 1, 255);

  it('give effect, mean and median in the feature’s own unit, those in no segment aside', () => {
    const [first] = runAll(portraits(segment, 2, [column('x', [1, 3, 5, 7, 1000])]));
    expect(first).toEqual([{ feature: 'x', effect: -2 / Math.sqrt(5), mean: 2, overallMean: 4, median: 2, ninth: 2.8 }]);
  });

  it('put the largest effect first and leave missing values out', () => {
    const found = runAll(portraits(segment, 2, [column('flat', [1, 1, 1, 1, 1]), column('x', [1, Number.NaN, 5, 5, 0])]));
    expect(found[0]!.map((line) => line.feature)).toEqual(['x', 'flat']);
    expect(found[0]![0]).toMatchObject({ mean: 1, median: 1 });
    expect(found[0]![1]!.effect).toBe(0);
  });

  it('place a value among all customers, equals counted half', () => {
    expect(placeOf(3, column('x', [1, 3, 3, 9, 0]), segment)).toBe(0.5);
    expect(placeOf(10, column('x', [1, 3, 3, 9, 0]), segment)).toBe(1);
  });
});

const line = (feature: string, effect: number, mean = effect, median = mean, ninth = median) => ({
  feature,
  effect,
  mean,
  overallMean: 0,
  median,
  ninth,
});
const shop = (orders: number, days: number, age: number, places: Record<string, number>): NamingInput => ({
  portrait: [line('orderCount', 0, orders), line('daysSinceLastOrder', 0, days), line('ageDays', 0, age)],
  place: places,
});

describe('names of a shop’s segments', () => {
  const features = [info('orderCount', 'orders'), info('daysSinceLastOrder', 'orders')];

  it('say what is true of the median customer', () => {
    const names = segmentNames(
      [
        shop(6, 12, 300, { orderCount: 0.9, totalSpend: 0.9, daysSinceLastOrder: 0.2, ageDays: 0.6, averageOrderValue: 0.5 }),
        shop(1, 200, 210, { orderCount: 0.2, totalSpend: 0.2, daysSinceLastOrder: 0.8, ageDays: 0.5, averageOrderValue: 0.5 }),
        shop(1, 10, 12, { orderCount: 0.2, totalSpend: 0.3, daysSinceLastOrder: 0.1, ageDays: 0.05, averageOrderValue: 0.5 }),
        shop(4, 150, 500, { orderCount: 0.7, totalSpend: 0.5, daysSinceLastOrder: 0.8, ageDays: 0.9, averageOrderValue: 0.4 }),
      ],
      features,
    );
    expect(names.map((name) => name.code)).toEqual(['best', 'lapsed-once', 'new', 'lapsed-regulars']);
  });

  it('say "once" only of a segment in which nine in ten bought once', () => {
    const places = { orderCount: 0.25, totalSpend: 0.3, daysSinceLastOrder: 0.8, ageDays: 0.5, averageOrderValue: 0.5 };
    const mixed = { portrait: [line('orderCount', 0, 1.6, 1, 3), line('daysSinceLastOrder', 0, 200), line('ageDays', 0, 300)] };
    expect(segmentNames([{ ...mixed, place: places }], features)[0]!.code).toBe('quiet');
    expect(segmentNames([shop(1, 200, 210, places)], features)[0]!.code).toBe('lapsed-once');
  });

  it('call nobody lapsed within a month, nor new after a year', () => {
    const places = { orderCount: 0.3, totalSpend: 0.3, daysSinceLastOrder: 0.9, ageDays: 0.2, averageOrderValue: 0.5 };
    const [recent] = segmentNames([shop(1, 5, 400, places)], features);
    expect(recent!.code).toBe('once');
    const [, young] = segmentNames([shop(1, 5, 400, places), shop(1, 3, 400, { ...places, daysSinceLastOrder: 0.1 })], features);
    expect(young!.code).not.toBe('new');
  });

  it('are never the same twice', () => {
    const same = () => shop(1, 200, 210, { orderCount: 0.2, totalSpend: 0.2, daysSinceLastOrder: 0.8, ageDays: 0.5 });
    const names = segmentNames([same(), same(), same(), same(), same(), same()], features);
    expect(new Set(names.map((name) => JSON.stringify(name))).size).toBe(6);
  });
});

describe('names built from columns', () => {
  const features = [info('income'), info('score')];
  const of = (income: number, score: number, mean = income): NamingInput => ({
    portrait: [line('income', income, mean), line('score', score)].sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)),
    place: {},
  });

  it('say high and low in the order of the features', () => {
    const names = segmentNames([of(1, -1.2), of(-1, 1.1), of(0.1, 0), of(0, 1.4)], features);
    expect(names).toEqual([
      { code: 'high-low', values: { a: 'income', b: 'score' } },
      { code: 'low-high', values: { a: 'income', b: 'score' } },
      { code: 'middle', values: {} },
      { code: 'high', values: { a: 'score' } },
    ]);
  });

  it('add numbers where two would be the same, and a number of their own where even those are', () => {
    const names = segmentNames([of(1, -1.2, 90), of(1, -1.2, 70), of(1, -1.2, 70)], features);
    expect(names[0]).toEqual({ code: 'around-two', values: { a: 'income', x: 90, b: 'score', y: -1.2 } });
    expect(names[1]).toEqual({ code: 'around-two', values: { a: 'income', x: 70, b: 'score', y: -1.2 } });
    expect(names[2]).toEqual({ code: 'group', values: { n: 3 } });
  });
});

describe('advice', () => {
  it('is to leave unreal groups be', () => {
    expect(verdictOf(0.5)).toBe('clear');
    expect(verdictOf(0.3)).toBe('weak');
    expect(verdictOf(0.24)).toBe('none');
    expect(adviceFor({ code: 'best', values: {} }, 'none', 0.5, 0.1, 0.1, 0.9).code).toBe('no-groups');
  });

  it('follows the name, the risk, the money', () => {
    const column = { code: 'high', values: {} };
    expect(adviceFor({ code: 'lapsed-big', values: {} }, 'clear', 0.1, 0.9, 0.3, 0.4).code).toBe('lapsed-big');
    expect(adviceFor(column, 'clear', 0.1, 0.5, 0.3, null).code).toBe('at-risk');
    expect(adviceFor(column, 'clear', 0.1, 0.1, 0.3, null).code).toBe('safe');
    expect(adviceFor(column, 'clear', 0.1, null, null, 0.4).code).toBe('worth-most');
    expect(adviceFor(column, 'clear', 0.1, null, null, null).code).toBe('ask');
  });

  it('for one customer follows their own risk where it goes against their group', () => {
    const note = (code: string) => ({ code, values: {} });
    expect(adviceForCustomer(note('best'), 'high')?.code).toBe('own-high-valued');
    expect(adviceForCustomer(note('small-baskets'), 'high')?.code).toBe('own-high');
    expect(adviceForCustomer(note('best'), 'medium')?.code).toBe('best');
    expect(adviceForCustomer(note('best'), null)?.code).toBe('best');
    expect(adviceForCustomer(note('lapsed-big'), 'high')?.code).toBe('lapsed-big');
    expect(adviceForCustomer(note('at-risk'), 'low')?.code).toBe('own-low');
    // Groups that are none say nothing of anybody.
    expect(adviceForCustomer(note('no-groups'), 'low')).toBeNull();
    expect(adviceForCustomer(null, null)).toBeNull();
    expect(adviceForCustomer(null, 'high')?.code).toBe('own-high');
    for (const code of ['own-high', 'own-high-valued', 'own-low']) expect(Object.keys(en)).toContain(`advice.${code}`);
  });

  it('has a sentence for every name that has one of its own', () => {
    const keys = Object.keys(en);
    for (const key of keys.filter((one) => one.startsWith('segment-name.'))) {
      const code = key.slice('segment-name.'.length);
      const advice = adviceFor({ code, values: {} }, 'clear', 0.2, null, null, null).code;
      expect(keys).toContain(`advice.${advice}`);
    }
  });
});
