import type { Matrix } from '../kernels/linalg/matrix';
import { median } from '../kernels/stats/quantile';
import type { FeatureColumn, Frame } from './frame';

/** A numeric column of the matrix: (transform(value) − centre) / scale, with `fill` for a missing value. */
interface NumericTerm {
  readonly type: 'numeric';
  readonly name: string;
  readonly feature: string;
  readonly level: null;
  readonly log: boolean;
  readonly centre: number;
  readonly scale: number;
  readonly fill: number;
}

/** A column that is 1 for one level of a category. */
interface LevelTerm {
  readonly type: 'level';
  readonly name: string;
  readonly feature: string;
  readonly level: string;
}

/** A 0/1 column, taken as it is. */
interface BinaryTerm {
  readonly type: 'binary';
  readonly name: string;
  readonly feature: string;
  readonly level: string;
  readonly fill: number;
}

export type Term = NumericTerm | LevelTerm | BinaryTerm;

/** How features become a matrix; everything in it was learned from the training rows alone. Plain JSON, no customers in it. */
export interface Design {
  readonly terms: readonly Term[];
  /** Mean of each column over the training rows: what a reason is measured against. */
  readonly means: readonly number[];
  /** Numeric features with gaps that were filled by the median of the training rows, and how many. */
  readonly imputed: readonly { readonly feature: string; readonly n: number }[];
}

export interface DesignOptions {
  /** Standardise numbers by the population standard deviation, or leave them as read. */
  readonly scale: 'standard' | 'none';
  /** Leave out the first level of each category (for regression), or keep all (for distances). */
  readonly dropFirst: boolean;
  /** Features whose values are skewed: sign · log(1 + |x|) comes first. */
  readonly logged: ReadonlySet<string>;
}

/** From this share of blanks a category's blank is a level of its own. */
const blankLevelShare = 0.01;

const transform = (value: number, log: boolean): number => (log ? Math.sign(value) * Math.log1p(Math.abs(value)) : value);

/**
 * Learns the design of a frame from some of its rows: means and spreads, medians for the gaps, the levels of categories in
 * plain code-point order. A level that the training rows do not show is all zeros later, as is the first level.
 * Columns are named `tenure`, `Contract=Two year`, `SeniorCitizen=1`. A feature that is constant in the training rows
 * gives a column of zeros (numbers) or none (levels), never a division by zero.
 */
export function fitDesign(frame: Frame, trainRows: ArrayLike<number>, options: DesignOptions): Design {
  const terms: Term[] = [];
  const imputed: { feature: string; n: number }[] = [];
  for (const column of frame.columns) {
    const { id, kind } = column.info;
    if (column.levels !== null) terms.push(...levelTerms(column, trainRows, options.dropFirst));
    else if (kind === 'binary') {
      terms.push({ type: 'binary', name: `${id}=1`, feature: id, level: '1', fill: mostlyOne(column.values, trainRows) });
    } else {
      const { term, missing } = numericTerm(column, trainRows, options);
      terms.push(term);
      if (missing > 0) imputed.push({ feature: id, n: missing });
    }
  }
  const unmeasured: Design = { terms, means: [], imputed };
  const matrix = applyDesign(unmeasured, frame, trainRows);
  const means = new Float64Array(matrix.cols);
  for (let i = 0, at = 0; i < matrix.rows; i++) for (let j = 0; j < matrix.cols; j++) means[j]! += matrix.values[at++]!;
  for (let j = 0; j < means.length; j++) means[j]! /= Math.max(matrix.rows, 1);
  return { terms, means: [...means], imputed };
}

/** The matrix of some rows under a learned design: rows × terms, row-major, without NaN. Columns are found by feature id. */
export function applyDesign(design: Design, frame: Frame, rows: ArrayLike<number>): Matrix {
  const { terms } = design;
  const cols = terms.length;
  const n = rows.length;
  const values = new Float64Array(n * cols);
  for (let j = 0; j < cols; j++) {
    const term = terms[j]!;
    const column = frame.columns.find((candidate) => candidate.info.id === term.feature);
    if (!column) throw new RangeError(`the frame lacks ${term.feature}`);
    const source = column.values;
    if (term.type === 'numeric') {
      const { log, centre, scale, fill } = term;
      const factor = scale > 0 ? 1 / scale : 0;
      for (let i = 0, at = j; i < n; i++, at += cols) {
        const raw = source[rows[i]!]!;
        values[at] = (transform(raw !== raw ? fill : raw, log) - centre) * factor;
      }
    } else if (term.type === 'binary') {
      for (let i = 0, at = j; i < n; i++, at += cols) {
        const raw = source[rows[i]!]!;
        values[at] = raw !== raw ? term.fill : raw;
      }
    } else {
      // -2 matches no code: a level this frame has never seen.
      const known = column.levels!.indexOf(term.level);
      const code = term.level === '' ? Number.NaN : known < 0 ? -2 : known;
      const blank = term.level === '';
      for (let i = 0, at = j; i < n; i++, at += cols) {
        const raw = source[rows[i]!]!;
        if (blank ? raw !== raw : raw === code) values[at] = 1;
      }
    }
  }
  return { rows: n, cols, values };
}

function numericTerm(
  column: FeatureColumn,
  trainRows: ArrayLike<number>,
  options: DesignOptions,
): { term: NumericTerm; missing: number } {
  const { id } = column.info;
  const log = options.logged.has(id);
  const n = trainRows.length;
  let missing = 0;
  for (let i = 0; i < n; i++) if (Number.isNaN(column.values[trainRows[i]!]!)) missing++;
  let fill = 0;
  if (missing > 0 && missing < n) {
    const known = new Float64Array(n - missing);
    let at = 0;
    for (let i = 0; i < n; i++) {
      const value = column.values[trainRows[i]!]!;
      if (!Number.isNaN(value)) known[at++] = value;
    }
    fill = median(known);
  }
  let centre = 0;
  let scale = 1;
  if (options.scale === 'standard') {
    const moved = new Float64Array(n);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const value = column.values[trainRows[i]!]!;
      moved[i] = transform(Number.isNaN(value) ? fill : value, log);
      sum += moved[i]!;
    }
    centre = n === 0 ? 0 : sum / n;
    let squares = 0;
    let rest = 0;
    for (let i = 0; i < n; i++) {
      const difference = moved[i]! - centre;
      squares += difference * difference;
      rest += difference;
    }
    // Corrected two-pass variance (Chan, Golub, LeVeque 1983, eq. 1.7), dividing by n.
    scale = n === 0 ? 0 : Math.sqrt(Math.max(squares - (rest * rest) / n, 0) / n);
    // Rounding leaves a constant column a spread of some ulps; that is no spread.
    if (scale <= 1e-12 * Math.max(1, Math.abs(centre))) scale = 0;
  }
  return { term: { type: 'numeric', name: id, feature: id, level: null, log, centre, scale, fill }, missing };
}

function levelTerms(column: FeatureColumn, trainRows: ArrayLike<number>, dropFirst: boolean): LevelTerm[] {
  const counts = new Int32Array(column.levels!.length);
  let blanks = 0;
  for (let i = 0; i < trainRows.length; i++) {
    const code = column.values[trainRows[i]!]!;
    if (Number.isNaN(code)) blanks++;
    else counts[code]!++;
  }
  const levels = column.levels!.filter((_, code) => counts[code]! > 0).sort();
  const kept = dropFirst ? levels.slice(1) : levels;
  const id = column.info.id;
  const terms: LevelTerm[] = kept.map((level) => ({ type: 'level', name: `${id}=${level}`, feature: id, level }));
  if (blanks > 0 && blanks >= blankLevelShare * trainRows.length && levels.length > 0) {
    terms.push({ type: 'level', name: `${id}=`, feature: id, level: '' });
  }
  return terms;
}

function mostlyOne(values: Float64Array, rows: ArrayLike<number>): number {
  let ones = 0;
  let known = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (Number.isNaN(value)) continue;
    known++;
    ones += value;
  }
  return ones * 2 > known ? 1 : 0;
}
