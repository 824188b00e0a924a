import { orderFeatureIds, type Note } from '../domain';
import type { InsightColumn } from './columns';

/** A column of the model's matrix. */
export interface ReasonTerm {
  readonly feature: string;
  readonly level: string | null;
}

export interface Reason {
  readonly feature: string;
  readonly level: string | null;
  /** Sum over the feature's terms of weight × (value − mean of those who stayed), in log-odds: positive pushes towards leaving. */
  readonly contribution: number;
  readonly value: number | null;
  readonly note: Note;
}

const ownWords = new Set<string>([...orderFeatureIds, 'meanRating', 'interactionCount']);

/**
 * What pushes one customer's score up or down from that of the mean customer who stayed, one entry a feature, largest first
 * (by size, either way). `x` is the customer's row of the matrix, `meansBy` the means of its columns over the training rows
 * of those who stayed and of those who left; `columns` give the raw values to name. Where columns say nearly the same, as
 * orders and spending do, a weight may only take back part of another's: a feature whose push goes against what it says by
 * itself is no reason, and goes into one entry for all such, under the feature ''.
 */
export function reasonsOf(
  terms: readonly ReasonTerm[],
  weights: ArrayLike<number>,
  [stayed, left]: readonly [ArrayLike<number>, ArrayLike<number>],
  x: ArrayLike<number>,
  columns: readonly InsightColumn[],
  customer: number,
): Reason[] {
  const byFeature = new Map<string, { contribution: number; byItself: number }>();
  for (let j = 0; j < terms.length; j++) {
    const { feature } = terms[j]!;
    const sums = byFeature.get(feature) ?? { contribution: 0, byItself: 0 };
    const beyond = x[j]! - stayed[j]!;
    sums.contribution += weights[j]! * beyond;
    sums.byItself += (left[j]! - stayed[j]!) * beyond;
    byFeature.set(feature, sums);
  }
  const reasons: Reason[] = [];
  let rest = 0;
  for (const [feature, { contribution, byItself }] of byFeature) {
    if (contribution * byItself < 0) {
      rest += contribution;
      continue;
    }
    const column = columns.find((candidate) => candidate.info.id === feature);
    if (!column) continue;
    const raw = column.values[customer]!;
    const value = Number.isNaN(raw) ? null : raw;
    const level = column.levels !== null && value !== null ? (column.levels[value] ?? null) : null;
    const at = terms.findIndex((term) => term.feature === feature);
    reasons.push({
      feature,
      level,
      contribution,
      value: column.levels === null ? value : null,
      note: reasonNote(column, value, level, x[at]! >= stayed[at]!),
    });
  }
  if (rest !== 0) reasons.push({ feature: '', level: null, contribution: rest, value: null, note: { code: 'rest', values: {} } });
  return reasons.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || (a.feature < b.feature ? -1 : 1));
}

function reasonNote(column: InsightColumn, value: number | null, level: string | null, high: boolean): Note {
  const { id, kind, source } = column.info;
  if (source !== 'column' && ownWords.has(id)) {
    if (value === null) return { code: `${id}-none`, values: {} };
    return { code: `${id}-${high ? 'high' : 'low'}`, values: { value: shown(value, id) } };
  }
  if (value === null) return { code: 'column-blank', values: { column: id } };
  if (level !== null) return { code: 'column-is', values: { column: id, level } };
  if (kind === 'binary') return { code: value === 1 ? 'column-yes' : 'column-no', values: { column: id } };
  return { code: high ? 'column-high' : 'column-low', values: { column: id, value: shown(value, id) } };
}

function shown(value: number, id: string): number {
  if (id === 'refundShare') return value;
  // Days, pieces and orders are counted, money is named in whole units.
  if (ownWords.has(id) && id !== 'meanRating') return Math.round(value);
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
