import { describe, expect, it } from 'vitest';
import { learnFrom, mostToLearnFrom } from '../../../src/jobs/value-fit';

const matrix = (rows: number) => ({ rows, cols: 2, values: Float64Array.from({ length: 2 * rows }, (_, i) => i) });

describe('what models of worth learn from', () => {
  it('is everybody where they are few', () => {
    const few = matrix(mostToLearnFrom);
    expect(learnFrom(few)).toBe(few);
  });

  it('is a sample of whole rows, the same each time, where they are many', () => {
    const many = matrix(mostToLearnFrom * 3);
    const sample = learnFrom(many);
    expect(sample.rows).toBe(mostToLearnFrom);
    expect(learnFrom(many)).toEqual(sample);
    let sum = 0;
    for (let row = 0; row < sample.rows; row++) {
      expect(sample.values[2 * row]! % 2).toBe(0);
      expect(sample.values[2 * row + 1]).toBe(sample.values[2 * row]! + 1);
      sum += sample.values[2 * row]! / 2;
    }
    // The mean row of all is 30,000, and its standard error here about 100.
    expect(Math.abs(sum / sample.rows - (many.rows - 1) / 2)).toBeLessThan(500);
  });
});
