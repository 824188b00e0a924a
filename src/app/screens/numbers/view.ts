import {
  civilFromDay,
  isEverything,
  isoDay,
  minorDigits,
  monthEnd,
  unitOfNumber,
  type CustomFigure,
  type DayNumber,
  type Figure,
  type NumberFigure,
  type NumberPeriod,
  type NumberRowColumn,
  type NumbersReport,
  type NumberUnit,
} from '../../../domain';
import { history } from '../../charts/history';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { noteText } from '../../charts/words';

/** A figure of ours or of the owner's, in one form. */
export type AnyFigure = NumberFigure | CustomFigure;

export const isCustom = (figure: AnyFigure): figure is CustomFigure => 'custom' in figure;
export const idOf = (figure: AnyFigure): string => (isCustom(figure) ? figure.custom.id : figure.id);
export const unitOf = (figure: AnyFigure): NumberUnit => (isCustom(figure) ? figure.custom.unit : unitOfNumber[figure.id]);
export const nameOf = (say: Say, figure: AnyFigure): string =>
  isCustom(figure) ? figure.custom.name : say.t(`numbers.name.${figure.id}`);

/** The figure of that id, or null. */
export function figureIn(report: NumbersReport, id: string): AnyFigure | null {
  return report.figures.find((figure) => figure.id === id) ?? report.custom.find(({ custom }) => custom.id === id) ?? null;
}

/** A value as it is written where it stands alone. */
export function shown(say: Say, unit: NumberUnit, value: number | null, currency: string | null): string {
  if (value === null || Number.isNaN(value)) return say.format.count(null);
  switch (unit) {
    case 'money':
      return say.format.money(value, currency);
    case 'share':
      return say.format.percent(value, 1);
    case 'count':
      return say.format.count(value);
    case 'score':
      return say.t('today.nps', { value: Math.round(value) });
    case 'number':
      return Number.isInteger(value) || Math.abs(value) >= 1000 ? say.format.count(value) : say.format.number(value, 2);
  }
}

/** The days of a period: a month by its name, everything by its end. */
export function periodName(say: Say, period: NumberPeriod): string {
  const { from, to } = period;
  if (isEverything(period)) return say.t('numbers.everything', { day: say.format.day(to) });
  if (civilFromDay(from).day === 1 && to === monthEnd(from)) return say.format.month(from);
  return say.t('numbers.days', { from: say.format.day(from), to: say.format.day(to) });
}

/** The name of a month, quarter or year by its first day. */
export function startName(say: Say, kind: 'month' | 'quarter' | 'year', first: DayNumber): string {
  const { year, month } = civilFromDay(first);
  if (kind === 'month') return say.format.month(first);
  if (kind === 'year') return String(year);
  return say.t('numbers.quarter', { quarter: Math.floor((month - 1) / 3) + 1, year: String(year) });
}

export interface Change {
  readonly direction: 'up' | 'down' | 'same';
  readonly text: string;
}

/** How a figure changed: money, counts and means by a share of what they were; shares and scores by points. */
export function change(say: Say, unit: NumberUnit, now: Figure, then: Figure | null): Change | null {
  if (now.value === null || then?.value == null) return null;
  const difference = now.value - then.value;
  const points = unit === 'share' || unit === 'score';
  if (!points && !(then.value > 0)) return null;
  const by = points ? difference * (unit === 'share' ? 100 : 1) : difference / then.value;
  const small = points ? Math.abs(by) < 0.05 : Math.abs(by) < 0.0005;
  const direction = small ? 'same' : by > 0 ? 'up' : 'down';
  const text = points
    ? say.t('numbers.change.points', { direction, by: say.format.number(Math.abs(by), 1) })
    : say.t('numbers.change', { direction, by: say.format.percent(Math.abs(by), 1) });
  return { direction, text };
}

/** How many cases, the interval; each a short line. */
export function standsOn(say: Say, figure: AnyFigure, currency: string | null): string[] {
  const { n, interval } = figure.now;
  const unit = unitOf(figure);
  const lines: string[] = [];
  if (n > 0 && unit !== 'count') {
    lines.push(isCustom(figure) ? say.t('numbers.n.customer', { n }) : say.t(`numbers.n.${figure.id}`, { n }));
  }
  if (interval) {
    const [from, to] = interval.map((value) => shown(say, unit, value, currency)) as [string, string];
    lines.push(say.t('today.interval', { from, to }));
  }
  return lines;
}

const intervals = {
  share: ['newShare', 'repeatRate', 'churnRate', 'retention', 'csat', 'conversion'],
  mean: ['aov', 'arpc', 'engagement'],
  nps: ['nps'],
  product: ['loyaltyIndex', 'retainedRevenue'],
} as const;

/** Which interval it is; null where none is given. */
export function intervalName(say: Say, figure: AnyFigure): string | null {
  if (!figure.now.interval) return null;
  if (isCustom(figure)) return say.t('numbers.interval.mean');
  for (const [kind, ids] of Object.entries(intervals)) {
    if ((ids as readonly string[]).includes(figure.id)) return say.t(`numbers.interval.${kind}` as 'numbers.interval.share');
  }
  return null;
}

/** What the figure means, in sentences. */
export function meaning(say: Say, figure: AnyFigure, report: NumbersReport): string[] {
  if (isCustom(figure)) return [say.t('numbers.own.what', { expression: figure.custom.expression })];
  const { id } = figure;
  const lines = [say.t(`numbers.what.${id}`)];
  if (['churnRate', 'retention', 'retainedRevenue', 'loyaltyIndex'].includes(id)) {
    if (report.goneDays !== null) lines.push(say.t('numbers.what.churnRate.silence', { days: report.goneDays }));
    else if (report.figures.some(({ now }) => now.why?.code === 'number-churn-undated'))
      lines.push(say.t('numbers.what.churnRate.column'));
  }
  const { csat, nps } = report.asked;
  if ((id === 'csat' || id === 'loyaltyIndex') && csat) {
    lines.push(
      say.t('numbers.what.csat.scale', {
        column: csat.column,
        from: csat.top - 1,
        top: csat.top,
      }),
      say.t(csat.said ? 'numbers.what.csat.said' : 'numbers.what.csat.guessed'),
    );
  }
  if (id === 'nps' && nps !== null) lines.push(say.t('numbers.what.nps.column', { column: nps }));
  return lines;
}

/** Why there is no figure. */
export const reasonOf = (say: Say, figure: AnyFigure): string =>
  figure.now.why ? noteText(say, 'note', figure.now.why) : say.t('numbers.none');

const drawn = 25;

/** The months of the last two years with the year before each; null where there are not two months. */
export function monthsChart(say: Say, figure: AnyFigure, report: NumbersReport): ChartSpec | null {
  const { months, lastIncomplete, currency } = report;
  if (!figure.months || months.length < 2) return null;
  const { value, low, high, n } = figure.months;
  // Nothing is drawn of the time before the first case.
  const begun = value.findIndex((one, at) => !Number.isNaN(one) && (one !== 0 || n[at] !== 0));
  const from = Math.max(0, begun, months.length - drawn);
  if (months.length - from < 2) return null;
  const unit = unitOf(figure);
  const yearBefore = months.map((_, at) => (at >= 12 ? value[at - 12]! : Number.NaN)).slice(from);
  const hasYear = yearBefore.some((one) => !Number.isNaN(one));
  const hasBand = low.some((one) => !Number.isNaN(one));
  const show = (one: number) => shown(say, unit, one, currency);
  const at = months.length - (lastIncomplete ? 2 : 1);
  const [now, then] = [value[at] ?? Number.NaN, at >= 12 ? value[at - 12]! : Number.NaN];
  const direction = Number.isNaN(now) || Number.isNaN(then) ? 'none' : now > then ? 'up' : now < then ? 'down' : 'same';
  const name = nameOf(say, figure);
  const notes = [
    ...(hasBand ? [say.t('numbers.months.band')] : []),
    ...(lastIncomplete ? [say.t('numbers.months.incomplete', { month: say.format.month(months.at(-1) ?? null) })] : []),
  ];
  const axisName = unit === 'money' && currency !== null ? say.t('charts.unit.money', { name, currency }) : name;
  const tick = (one: number) =>
    unit === 'share' ? say.format.percent(one) : unit === 'number' ? say.format.plain(one) : say.format.count(one);
  return history(
    {
      points: months.slice(from).map((month) => say.format.month(month)),
      pointTitle: say.t('today.month'),
      now: [...value.slice(from)],
      yearBefore: hasYear ? yearBefore : null,
      band: hasBand ? { low: [...low.slice(from)], high: [...high.slice(from)] } : null,
      n: unit === 'count' || n.every((one) => one === 0) ? null : [...n.slice(from)],
      names: {
        now: say.t('numbers.months.this'),
        yearBefore: say.t('numbers.months.last'),
        low: say.t('numbers.months.low'),
        high: say.t('numbers.months.high'),
        n: say.t('numbers.months.n'),
      },
      xTitle: '',
      yTitle: axisName,
      show,
      tick,
      zero: true,
      lastIncomplete,
    },
    {
      title: say.t('numbers.months.title', {
        direction,
        name,
        month: say.format.month(months[at] ?? null),
        value: show(now),
        before: show(then),
      }),
      ...(notes.length > 0 ? { note: notes.join(' ') } : {}),
      fileName: `kith-${idOf(figure)}`,
    },
    say,
  );
}

/** A cell of the rows as it is shown. */
export function cellText(say: Say, column: NumberRowColumn, cell: string | number | null, currency: string | null): string {
  if (cell === null) return '';
  switch (column.kind) {
    case 'day':
      return say.format.day(cell as number);
    case 'money': {
      // Cents that sums of cents smear are none.
      const scale = 10 ** minorDigits(currency);
      return say.format.money(Math.round((cell as number) * scale) / scale, currency);
    }
    case 'count':
      return say.format.count(cell as number);
    case 'number':
      return say.format.plain(cell as number);
    case 'word':
      return say.tCode('numbers.row', String(cell));
    case 'text':
      return String(cell);
  }
}

/** The day in the name of a file. */
export const fileDay = ({ period }: NumbersReport): string => isoDay(period.to);
