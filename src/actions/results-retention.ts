import { isoDay, type RetentionPart } from '../domain';
import type { ExportWords } from './results-json';

/** How long subscriptions last, in the shape of docs/result.schema.json. */
export function retentionEntry(part: RetentionPart, words: ExportWords): Record<string, unknown> {
  const { model } = part;
  const byLetter = (of: 'value' | 'standardError') =>
    model.ok ? Object.fromEntries(model.parameters.map((parameter) => [parameter.letter, parameter[of]])) : {};
  return {
    source: part.source,
    label: part.label,
    column: part.column,
    ...(part.endColumn === null ? {} : { endColumn: part.endColumn }),
    unit: part.tenureUnit,
    ...(part.until === null ? {} : { until: isoDay(part.until) }),
    n: part.n,
    left: part.left,
    skipped: part.skipped,
    ...(part.median === null ? {} : { medianMonths: part.median }),
    curve: part.curve,
    ...(model.ok
      ? {
          model: 'sbg',
          parameters: byLetter('value'),
          standardErrors: byLetter('standardError'),
          logLikelihood: model.logLikelihood,
          held: model.held,
          baseline: model.constant,
          projected: model.projected,
          discountRate: model.discountRate,
          residual: model.byAge.map(({ from, residualMonths, ...age }) => ({ months: from, residualMonths, ...age })),
        }
      : {}),
    notes: [...part.notes.map((note) => words.note(note)), ...(model.ok ? [] : [words.error(model.error)])],
    ms: part.ms,
  };
}
