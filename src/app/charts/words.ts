import { parseIsoDay, type AnalysisResult, type FeatureInfo, type MessageValues, type Note } from '../../domain';
import type { Say } from './say';

/** The one currency of the amounts; null where the files name none, or several that cannot be added up. */
export function currencyOf(result: AnalysisResult): string | null {
  return result.revenues.length === 1 ? (result.revenues[0]?.currency ?? null) : null;
}

/** A feature's plain name: ours where it was worked out from orders, else the column's own. */
export function featureName(say: Say, id: string): string {
  return say.tCode('feature', id);
}

/** Name with unit, for an axis or a column. */
export function featureTitle(say: Say, feature: FeatureInfo, currency: string | null): string {
  const name = featureName(say, feature.id);
  // Ours say the unit themselves.
  if (feature.unit === 'days' && feature.source !== 'orders') return say.t('charts.unit.days', { name });
  if (feature.unit === 'money' && currency !== null) return say.t('charts.unit.money', { name, currency });
  return name;
}

/** How a value of the feature is written where the axis or column already says the unit. */
export function featureShow(say: Say, feature: FeatureInfo): (value: number) => string {
  const { format } = say;
  // A mean of noes and yeses is the share of yeses.
  if (feature.unit === 'share' || feature.kind === 'binary') return (value) => format.percent(value);
  if (feature.unit === 'days' || feature.unit === 'count') {
    return (value) => (Math.abs(value) < 10 && !Number.isInteger(value) ? format.number(value, 1) : format.count(value));
  }
  if (feature.unit === 'money') return (value) => (Math.abs(value) < 100 ? format.plain(value) : format.count(value));
  return (value) => format.plain(value);
}

/** A value with its unit, for a sentence or a fact. */
export function featureValue(say: Say, feature: FeatureInfo, value: number, currency: string | null): string {
  if (feature.unit === 'money') return say.format.money(value, currency);
  // Ours say the unit themselves.
  if (feature.unit === 'days' && feature.source !== 'orders') return say.t('charts.days', { n: Math.round(value) });
  return featureShow(say, feature)(value);
}

/** Values of notes that are days, as `YYYY-MM-DD`. */
const days = new Set(['day', 'from', 'to', 'cutoff']);

/** A note, claim or reason in words: features by their plain names, days and `YYYY-MM` months in the reader's way. */
export function noteText(say: Say, prefix: string, note: { readonly code: string; readonly values: MessageValues }): string {
  const values: Record<string, string | number> = { ...note.values };
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') continue;
    // A column is named by its own name; `column` may also hold a feature of ours.
    if (name === 'feature' || name === 'column') values[name] = featureName(say, value);
    else if (/^\d{4}-\d{2}-\d{2}$/.test(value) && days.has(name)) values[name] = say.format.day(parseIsoDay(value));
    else if (name === 'part') values[name] = say.tCode('result-part', value, {});
    else if (name === 'month' && /^\d{4}-\d{2}$/.test(value)) values[name] = say.format.month(parseIsoDay(`${value}-01`));
  }
  if (typeof values.worth === 'number' && typeof values.currency === 'string') {
    values.worth = say.format.money(values.worth, values.currency, true);
  }
  return say.tCode(prefix, note.code, values);
}

/** A chance of leaving. Nobody is certain to stay or to go, so the ends are open. */
export function riskText(say: Say, risk: number | null): string {
  if (risk === null || Number.isNaN(risk)) return say.format.percent(null);
  if (risk >= 0.995) return say.t('charts.risk.over', { share: say.format.percent(0.99) });
  if (risk < 0.005) return say.t('charts.risk.under', { share: say.format.percent(0.01) });
  return say.format.percent(risk);
}

/** Notes as sentences, each once. */
export function noteTexts(say: Say, prefix: string, notes: readonly Note[]): string[] {
  return [...new Set(notes.map((note) => noteText(say, prefix, note)))];
}
