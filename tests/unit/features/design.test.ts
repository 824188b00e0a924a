import { describe, expect, it } from 'vitest';
import { applyDesign, fitDesign, type DesignOptions } from '../../../src/features/design';
import type { FeatureColumn, Frame } from '../../../src/features/frame';

const options: DesignOptions = { scale: 'standard', dropFirst: true, logged: new Set() };
const numbers = (id: string, values: number[], kind: 'numeric' | 'binary' = 'numeric'): FeatureColumn => ({
  info: { id, source: 'column', kind, unit: 'none' },
  values: Float64Array.from(values),
  levels: null,
});
const words = (id: string, values: (string | null)[]): FeatureColumn => {
  const levels = [...new Set(values.filter((value) => value !== null))];
  return {
    info: { id, source: 'column', kind: 'category', unit: 'none' },
    values: Float64Array.from(values, (value) => (value === null ? Number.NaN : levels.indexOf(value))),
    levels,
  };
};
const frame = (...columns: FeatureColumn[]): Frame => ({ rows: columns[0]!.values.length, columns });
const all = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

describe('the design', () => {
  it('standardises by the population sd, takes 0/1 as it is, drops the first level in code-point order', () => {
    const data = frame(
      numbers('tenure', [1, 3, 5, 7]),
      numbers('Senior', [0, 1, 1, 0], 'binary'),
      words('Contract', ['Two year', 'One year', 'Month', 'Month']),
    );
    const design = fitDesign(data, all(4), options);
    expect(design.terms.map((term) => term.name)).toEqual(['tenure', 'Senior=1', 'Contract=One year', 'Contract=Two year']);
    const { values, cols } = applyDesign(design, data, all(4));
    const sd = Math.sqrt(5);
    expect(cols).toBe(4);
    expect([...values]).toEqual([-3 / sd, 0, 0, 1, -1 / sd, 1, 1, 0, 1 / sd, 1, 0, 0, 3 / sd, 0, 0, 0]);
    expect(design.means).toEqual([0, 0.5, 0.25, 0.25]);
  });

  it('learns from the training rows alone: what the others hold changes nothing', () => {
    const one = frame(numbers('x', [1, 2, 3, 1000]), words('c', ['a', 'b', 'a', 'unseen']));
    const two = frame(numbers('x', [1, 2, 3, -5]), words('c', ['a', 'b', 'a', 'zzz']));
    const train = Int32Array.of(0, 1, 2);
    expect(fitDesign(one, train, options)).toEqual(fitDesign(two, train, options));
  });

  it('gives an unseen level all zeros', () => {
    const data = frame(words('c', ['a', 'b', 'a', 'unseen']));
    const design = fitDesign(data, Int32Array.of(0, 1, 2), options);
    expect([...applyDesign(design, data, Int32Array.of(3)).values]).toEqual([0]);
  });

  it('fills gaps with the median of the training rows and counts them', () => {
    const data = frame(numbers('x', [1, Number.NaN, 9, 3, 100]));
    const design = fitDesign(data, Int32Array.of(0, 1, 2, 3), { ...options, scale: 'none' });
    expect(design.imputed).toEqual([{ feature: 'x', n: 1 }]);
    expect([...applyDesign(design, data, all(5)).values]).toEqual([1, 3, 9, 3, 100]);
  });

  it('makes a frequent blank a level of its own, and a rare one the reference', () => {
    const often = frame(words('c', ['a', 'b', null, 'b']));
    expect(fitDesign(often, all(4), options).terms.map((term) => term.name)).toEqual(['c=b', 'c=']);
    const rare = frame(words('c', [null, ...Array.from({ length: 200 }, (_, i) => (i % 2 ? 'a' : 'b'))]));
    expect(fitDesign(rare, all(201), options).terms.map((term) => term.name)).toEqual(['c=b']);
  });

  it('turns a constant into zeros, not into NaN', () => {
    const data = frame(numbers('x', [0.1, 0.1, 0.1]), words('c', ['a', 'a', 'a']));
    const design = fitDesign(data, all(3), options);
    expect([...applyDesign(design, data, all(3)).values].map(Math.abs)).toEqual([0, 0, 0]);
  });

  it('takes logs of what is skewed, either sign', () => {
    const data = frame(numbers('spend', [0, Math.E - 1, 1 - Math.E]));
    const design = fitDesign(data, all(3), { scale: 'none', dropFirst: true, logged: new Set(['spend']) });
    const { values } = applyDesign(design, data, all(3));
    [0, 1, -1].forEach((expected, i) => expect(values[i]).toBeCloseTo(expected, 14));
  });

  it('keeps all levels where distances are wanted', () => {
    const data = frame(words('c', ['b', 'a']));
    expect(fitDesign(data, all(2), { ...options, dropFirst: false }).terms.map((term) => term.name)).toEqual(['c=a', 'c=b']);
  });

  it('survives being saved', () => {
    const data = frame(numbers('x', [1, 2, 4]), words('c', ['a', 'b', 'a']));
    const design = fitDesign(data, all(3), options);
    const again = JSON.parse(JSON.stringify(design)) as typeof design;
    expect(applyDesign(again, data, all(3))).toEqual(applyDesign(design, data, all(3)));
  });
});
