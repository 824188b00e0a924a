import type { Column, QualityCap } from '../../domain';
import { asNumbers, type SourceTable } from '../source';
import type { Fence } from './fence';
import type { Found } from './found';
import { figure } from './figure';

/**
 * The bounds as which numbers beyond a fence may be read: those that the sentence names, whole ones where all numbers are whole;
 * never on the other side of the median.
 */
export function capBounds({ low, high, median }: Fence, fromZero: boolean, numbers: Float64Array): Required<Found>['cap'] {
  let [least, most] = [Math.min(figure(fromZero ? Math.max(low, 0) : low), median), Math.max(figure(high), median)];
  if (numbers.every((value) => Number.isNaN(value) || Number.isInteger(value))) {
    [least, most] = [Math.ceil(least), Math.floor(most)];
  }
  return { low: least, high: most };
}

/** A number within bounds. */
export const capped = (value: number, { low, high }: Required<Found>['cap']): number =>
  value < low ? low : value > high ? high : value;

/** What reading numbers as the bounds would change. */
export function capOf(source: SourceTable, { column, rows }: Found, bounds: Required<Found>['cap']): QualityCap {
  const numbers = asNumbers(source.columns.find(({ name }) => name === column)!.column)!;
  let before = 0;
  for (let i = 0; i < numbers.length; i++) if (!Number.isNaN(numbers[i]!)) before += numbers[i]!;
  let after = before;
  for (const row of rows) after += capped(numbers[row]!, bounds) - numbers[row]!;
  const sum = { before: tidy(before), after: tidy(after) };
  return { kind: 'cap', changed: rows.length, before: rows.length, after: 0, ...bounds, sum };
}

/** Without the dust of adding many numbers. */
const tidy = (value: number) => Math.round(value * 100) / 100;

/** The column with the numbers of some rows read as the bounds; other columns as they are. */
export function withCap(column: Column, rows: Int32Array, bounds: Required<Found>['cap']): Column {
  if (column.type !== 'number') return column;
  const values = column.values.slice();
  for (const row of rows) values[row] = capped(values[row]!, bounds);
  return { ...column, values };
}
