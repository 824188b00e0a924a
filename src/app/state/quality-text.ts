import { parseIsoDay, type QualityFinding } from '../../domain';
import type { Say } from '../charts/say';

/** Values that are days, as `YYYY-MM-DD` or day numbers; and figures of a column's own unit. */
const days = new Set(['day', 'from', 'to']);
const figures = new Set(['low', 'high', 'median']);

/** What was found, in a sentence. */
export function findingText(say: Say, { check, rule, rows, of, values }: QualityFinding): string {
  const said: Record<string, string | number> = { ...values, n: rows, of };
  for (const [name, value] of Object.entries(said)) {
    if (typeof value === 'number' && figures.has(name)) said[name] = say.format.plain(value);
    else if (!days.has(name)) continue;
    else if (typeof value === 'number') said[name] = say.format.day(value);
    // Of a spelling, `from` and `to` are words.
    else if (check === 'gaps') said[name] = say.format.day(parseIsoDay(value));
  }
  const variant = values['currency'] === undefined ? rule : `${rule}-currency`;
  return say.tCode(`quality.${check}`, variant, said);
}

/** What the switch does. */
export function repairText(say: Say, { check, repair, values, column }: QualityFinding): string {
  if (repair === null) return '';
  const said = { ...values, n: repair.changed, column: column ?? '' };
  if (check === 'double') return say.tCode('quality.repair', 'once', said);
  if (check !== 'inverted') return say.tCode('quality.repair', repair.kind, said);
  return say.tCode('quality.repair', isBoth(values) ? 'blank-dates' : 'blank-start', said);
}

/** Of a row that ends before it begins: both days are left out, not only that on which it begins. */
const isBoth = (values: QualityFinding['values']): boolean => values['both'] === 1;

/** What the switch changes, in numbers before and after. */
export function effectText(say: Say, { repair, column, values }: QualityFinding): string {
  if (repair === null) return '';
  const { kind, changed, before, after } = repair;
  const named = isBoth(values)
    ? say.tCode('quality.and', 'columns', { column: column ?? '', end: values['end'] ?? '' })
    : (column ?? '');
  return say.tCode('quality.effect', kind, { n: changed, before, after, column: named });
}

/** What the other switch does: numbers are read as the bound that they are beyond. */
export function capText(say: Say, { cap }: QualityFinding): string {
  if (!cap) return '';
  return say.tCode('quality.repair', 'cap', { n: cap.changed, low: say.format.plain(cap.low), high: say.format.plain(cap.high) });
}

/** And what that changes. */
export function capEffectText(say: Say, { cap, column }: QualityFinding): string {
  if (!cap) return '';
  const { changed, before, after, sum } = cap;
  const sums = { sumBefore: say.format.plain(sum.before), sumAfter: say.format.plain(sum.after) };
  return say.tCode('quality.effect', 'cap', { n: changed, before, after, column: column ?? '', ...sums });
}
