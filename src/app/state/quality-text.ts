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
export function repairText(say: Say, { repair, values }: QualityFinding): string {
  if (repair === null) return '';
  return say.tCode('quality.repair', repair.kind, { ...values, n: repair.changed });
}

/** What the switch changes, in numbers before and after. */
export function effectText(say: Say, { repair, column }: QualityFinding): string {
  if (repair === null) return '';
  const { kind, changed, before, after } = repair;
  return say.tCode('quality.effect', kind, { n: changed, before, after, column: column ?? '' });
}
