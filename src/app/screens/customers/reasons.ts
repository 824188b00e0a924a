import type { AnalysisResult, CustomerDetail, NoteRecord, TimelineEntry } from '../../../domain';
import type { Say } from '../../charts/say';
import { featureName, featureValue, noteText, riskText } from '../../charts/words';

/** Reasons shown: more would hide what matters. */
const shown = 8;

export interface ReasonLine {
  readonly id: string;
  readonly text: string;
  /** −1 to 1 of the largest. */
  readonly length: number;
  readonly side: 'up' | 'down';
}

/** The strongest reasons for and against leaving as bars to both sides, the longest as long as there is room. */
export function reasonLines(say: Say, detail: CustomerDetail): ReasonLine[] {
  const strongest = [...detail.reasons].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, shown);
  const reach = Math.max(...strongest.map(({ contribution }) => Math.abs(contribution)), 1e-12);
  return strongest
    .filter(({ contribution }) => contribution !== 0)
    .map((reason) => ({
      id: `${reason.feature}=${reason.level ?? ''}`,
      text: noteText(say, 'reason', reason.note),
      length: reason.contribution / reach,
      side: reason.contribution > 0 ? 'up' : 'down',
    }));
}

/** What happened with what the owner wrote about it, newest first; of one day the owner's word comes after. */
export function withNotes(timeline: readonly TimelineEntry[], notes: readonly NoteRecord[]): readonly TimelineEntry[] {
  if (notes.length === 0) return timeline;
  const written = notes.map(({ kind, day, done, text }): TimelineEntry => {
    return { kind, day: done ?? day, id: '', amount: null, detail: text };
  });
  const dayOf = ({ day }: TimelineEntry) => day ?? Number.NEGATIVE_INFINITY;
  return [...written, ...timeline].sort((a, b) => {
    return dayOf(a) === dayOf(b) ? 0 : dayOf(b) - dayOf(a);
  });
}

/** What is known of a customer as pairs of words. */
export function factRows(say: Say, detail: CustomerDetail, currency: string | null): string[][] {
  const rows = detail.facts.map(({ feature, value }) => [
    featureName(say, feature.id),
    value === null
      ? say.t('customers.page.unknown')
      : typeof value === 'number'
        ? feature.kind === 'binary'
          ? say.t(value === 1 ? 'customers.page.yes' : 'customers.page.no')
          : featureValue(say, feature, value, currency)
        : value,
  ]);
  return detail.firstOrder === null ? rows : [[say.t('customers.page.first-order'), say.format.day(detail.firstOrder)], ...rows];
}

/** The customer in one sentence. */
export function headline(say: Say, detail: CustomerDetail): string {
  const name = detail.row.label || detail.row.key;
  return detail.row.risk === null || Number.isNaN(detail.row.risk)
    ? say.t('customers.page.no-risk', { name })
    : say.t('customers.page.risk', { name, risk: riskText(say, detail.row.risk) });
}

/** What they bought, in a line; where the files hold no orders their key, unless the headline has it already. */
export function summary(say: Say, result: AnalysisResult, detail: CustomerDetail, currency: string | null): string {
  const { row } = detail;
  if (result.orders === 0)
    return row.label === '' || row.label === row.key ? '' : say.t('customers.page.summary-plain', { key: row.key });
  return say.t('customers.page.summary', {
    orders: row.orderCount,
    spend: say.format.money(row.totalSpend, currency),
    last: say.format.day(row.lastOrder),
  });
}
