import type { Progress } from '../../domain';
import { fenceOf, fenceOfCounted, isSkewed, isSkewedCounted, type Fence } from './fence';
import { qualityStep, slice } from './steps';

/** Columns of more different values than this are judged value by value: prices and quantities repeat, measurements do not. */
const mostDifferent = 1 << 17;

/** Groups of rows that are judged each by itself. */
export interface Groups {
  /** null for the one of all rows. */
  readonly names: readonly (string | null)[];
  /** The group of a row, -1 where it is in none; null where all rows are in the first. */
  readonly of: ((row: number) => number) | null;
}

/** The values of a group, missing ones aside. */
export interface Tally {
  readonly count: number;
  aboveZero(): Tally;
  noneBelowZero(): boolean;
  /** See fence.ts. */
  isSkewed(): boolean;
  fence(ratios: boolean): Fence | null;
}

class PlainTally implements Tally {
  constructor(private readonly values: Float64Array) {}

  get count(): number {
    return this.values.length;
  }

  aboveZero(): Tally {
    return new PlainTally(this.values.filter((value) => value > 0));
  }

  noneBelowZero(): boolean {
    return this.values.every((value) => value >= 0);
  }

  isSkewed(): boolean {
    return isSkewed(this.values.slice());
  }

  fence(ratios: boolean): Fence | null {
    return fenceOf(this.values.slice(), ratios);
  }
}

class CountedTally implements Tally {
  readonly count: number;

  /** `values` are different and ascend. */
  constructor(
    private readonly values: Float64Array,
    private readonly counts: Int32Array,
  ) {
    this.count = counts.reduce((sum, count) => sum + count, 0);
  }

  aboveZero(): Tally {
    let from = 0;
    while (from < this.values.length && this.values[from]! <= 0) from++;
    return from === 0 ? this : new CountedTally(this.values.subarray(from), this.counts.subarray(from));
  }

  noneBelowZero(): boolean {
    return this.values.length === 0 || this.values[0]! >= 0;
  }

  isSkewed(): boolean {
    return isSkewedCounted(this.values, this.counts, this.count);
  }

  fence(ratios: boolean): Fence | null {
    return fenceOfCounted(this.values, this.counts, this.count, ratios);
  }
}

const one = new Float64Array(1);
const bits = new Int32Array(one.buffer);

/** Counts different numbers, as long as they are not too many. */
class Counter {
  size = 0;
  /** By place: the number of the value and one; 0 where there is none. */
  #slots = new Int32Array(1024);
  #values = new Float64Array(512);
  #counts = new Int32Array(512);

  /** False where there are too many to go on. */
  add(value: number): boolean {
    const at = this.#placeOf(value);
    const known = this.#slots[at]! - 1;
    if (known >= 0) {
      this.#counts[known]!++;
      return true;
    }
    if (this.size === mostDifferent) return false;
    this.#values[this.size] = value;
    this.#counts[this.size] = 1;
    this.#slots[at] = ++this.size;
    if (this.size === this.#values.length) this.#grow();
    return true;
  }

  tally(): Tally {
    const values = this.#values.slice(0, this.size).sort();
    return new CountedTally(
      values,
      Int32Array.from(values, (value) => this.#counts[this.#slots[this.#placeOf(value)]! - 1]!),
    );
  }

  #placeOf(value: number): number {
    one[0] = value;
    const mixed = Math.imul(bits[0]! ^ Math.imul(bits[1]!, 0x9e3779b1), 0x85ebca6b);
    const mask = this.#slots.length - 1;
    let at = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#slots[at] !== 0 && this.#values[this.#slots[at]! - 1] !== value) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [values, counts] = [new Float64Array(this.size * 2), new Int32Array(this.size * 2)];
    values.set(this.#values);
    counts.set(this.#counts);
    [this.#values, this.#counts] = [values, counts];
    this.#slots = new Int32Array(this.size * 4);
    for (let n = 0; n < this.size; n++) this.#slots[this.#placeOf(values[n]!)] = n + 1;
  }
}

/** The values of each group. */
export function* tallyValues(numbers: Float64Array, { names, of }: Groups): Generator<Progress, Tally[], void> {
  const counters: (Counter | null)[] = names.map(() => new Counter());
  for (let i = 0; i < numbers.length; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, numbers.length);
    const value = numbers[i]!;
    const group = of === null ? 0 : of(i);
    // Zero is one value, with and without its sign; what is not a number is none.
    if (group < 0 || value !== value) continue;
    if (counters[group]?.add(value === 0 ? 0 : value) === false) counters[group] = null;
    if (of === null && counters[0] === null) break;
  }
  const tallies: Tally[] = [];
  for (const [group, counter] of counters.entries()) {
    tallies.push(counter?.tally() ?? new PlainTally(valuesOf(numbers, of, group)));
    yield qualityStep(numbers.length);
  }
  return tallies;
}

function valuesOf(numbers: Float64Array, of: Groups['of'], group: number): Float64Array {
  const values = new Float64Array(numbers.length);
  let n = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isNaN(numbers[i]!) && (of === null || of(i) === group)) values[n++] = numbers[i]!;
  }
  return values.subarray(0, n);
}
