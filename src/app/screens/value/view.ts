import {
  civilFromDay,
  type AnalysisResult,
  type Estimate,
  type FittedModel,
  type HoldOut,
  type ValuePart,
} from '../../../domain';
import { bars } from '../../charts/bars';
import { band } from '../../charts/band';
import { barsBeside } from '../../charts/beside';
import { concentration } from '../../charts/curves';
import { doughnut } from '../../charts/doughnut';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { noteText } from '../../charts/words';

/** A money amount of the part. */
export const moneyOf =
  (say: Say, part: ValuePart) =>
  (value: number): string =>
    say.format.money(value, part.currency, Math.abs(value) >= 100);

const countOf =
  (say: Say) =>
  (value: number): string =>
    say.format.count(value);

/** The figures at the horizon in force. */
export function atHorizon(part: ValuePart) {
  return part.horizons.find(({ months }) => months === part.horizonMonths) ?? part.horizons[0];
}

const rangeText = (say: Say, show: (value: number) => string, { interval }: Estimate): string =>
  say.t('value.range', { from: show(interval[0]), to: show(interval[1]) });

/** What today's customers will bring, in one sentence. */
export function finding(say: Say, part: ValuePart): string {
  const here = atHorizon(part);
  if (here?.value) return say.t('value.answer', { total: moneyOf(say, part)(here.value.value), months: part.horizonMonths });
  const orders = here?.orders.value ?? Number.NaN;
  return say.t('value.answer.orders', {
    orders: say.format.count(orders),
    count: Math.round(orders),
    months: part.horizonMonths,
  });
}

/** How sure that is. */
export function sureness(say: Say, part: ValuePart): string {
  const here = atHorizon(part);
  if (!here) return '';
  const show = here.value ? moneyOf(say, part) : countOf(say);
  const { interval } = here.value ?? here.orders;
  return say.t('value.interval', { from: show(interval[0]), to: show(interval[1]) });
}

/** Of whom that is said, and how it is counted. */
export function basis(say: Say, part: ValuePart): string {
  const rate = say.format.percent(part.discountRate, part.discountRate * 100 === Math.round(part.discountRate * 100) ? 0 : 1);
  const how = part.spend === null ? 'orders' : part.margin < 1 ? 'profit' : 'revenue';
  return say.t('value.detail', {
    n: part.n,
    alive: Math.round(part.alive),
    share: say.format.percent(part.alive / part.n),
    basis: say.t(`value.basis.${how}`, { rate, margin: say.format.percent(part.margin) }),
  });
}

export function forecastChart(say: Say, part: ValuePart, result: AnalysisResult): ChartSpec | null {
  const { forecast } = part;
  const [first, last] = [forecast[0], forecast.at(-1)];
  if (!first || !last) return null;
  const money = moneyOf(say, part);
  return band(
    {
      points: forecast.map(({ month }) => say.format.count(month)),
      pointTitle: say.t('value.forecast.month'),
      expected: forecast.map(({ revenue }) => revenue.value),
      low: forecast.map(({ revenue }) => revenue.interval[0]),
      high: forecast.map(({ revenue }) => revenue.interval[1]),
      names: {
        expected: say.t('value.forecast.expected'),
        low: say.t('value.forecast.low'),
        high: say.t('value.forecast.high'),
      },
      xTitle: say.t('value.forecast.x', { day: say.format.day(result.asOf) }),
      yTitle:
        part.currency === null ? say.t('value.forecast.y') : say.t('value.forecast.y.currency', { currency: part.currency }),
      show: money,
      tick: (value) => say.format.count(value),
    },
    {
      title: say.t('value.forecast.title', {
        first: money(first.revenue.value),
        last: money(last.revenue.value),
        months: last.month,
      }),
      note: [say.t('value.forecast.note'), ...forecastSums(say, part)].join(' '),
      fileName: 'kith-forecast',
    },
    say,
  );
}

/** What the next 3, 6 and 12 months bring together, with how sure that is. */
function forecastSums(say: Say, part: ValuePart): string[] {
  const money = moneyOf(say, part);
  const sum = (wanted: number): string | null => {
    const revenue = part.horizons.find(({ months }) => months === wanted)?.revenue;
    if (!revenue) return null;
    const [from, to] = revenue.interval.map(money) as [string, string];
    return say.t('value.forecast.sum', { months: wanted, total: money(revenue.value), from, to });
  };
  const [three, six, twelve] = [sum(3), sum(6), sum(12)];
  return three !== null && six !== null && twelve !== null ? [say.t('value.forecast.sums', { three, six, twelve })] : [];
}

/** What customers are worth by the year in which they first bought; null where all came in one. */
export function cohortsChart(say: Say, part: ValuePart): ChartSpec | null {
  const cohorts = part.byCohort ?? [];
  const total = cohorts.reduce((sum, { value }) => sum + value, 0);
  if (cohorts.length < 2 || !(total > 0)) return null;
  const yearOf = (from: number) => String(civilFromDay(from).year);
  const first = cohorts.reduce((best, next) => (next.value > best.value ? next : best));
  return bars(
    {
      bars: cohorts.map(({ from, value }) => ({ name: yearOf(from), value })),
      nameTitle: say.t('value.cohorts.year'),
      valueTitle: say.t('value.segments.value'),
      show: moneyOf(say, part),
    },
    {
      title: say.t('value.cohorts.title', { share: say.format.percent(first.value / total), year: yearOf(first.from) }),
      fileName: 'kith-worth-by-first-year',
    },
    say,
  );
}

/** Orders and worth for each horizon as rows of texts. */
export function horizonRows(say: Say, part: ValuePart): string[][] {
  const money = moneyOf(say, part);
  return part.horizons.map(({ months, orders, value }) => [
    say.t('value.horizon.choice', { months }),
    say.format.count(orders.value),
    rangeText(say, countOf(say), orders),
    ...(value ? [money(value.value), rangeText(say, money, value)] : []),
  ]);
}

/** Whether the model came nearer than the rule: in the sum over customers of what each was off by. */
export function beatsRule({ methods }: HoldOut): boolean {
  const [model, naive] = [methods.find(({ id }) => id === 'model'), methods.find(({ id }) => id === 'naive')];
  return model !== undefined && naive !== undefined && model.meanAbsoluteError <= naive.meanAbsoluteError;
}

const totalOf = (part: HoldOut, id: 'model' | 'naive') => part.methods.find((method) => method.id === id)?.total ?? Number.NaN;

export function holdOutChart(say: Say, holdOut: HoldOut): ChartSpec {
  const rows = holdOut.byRepeats;
  return barsBeside(
    {
      names: rows.map(({ from, more }) => (more ? say.t('value.holdout.more', { n: from }) : say.format.count(from))),
      nameTitle: say.t('value.holdout.x'),
      series: [
        { name: say.t('value.holdout.actual'), values: rows.map(({ actual }) => actual) },
        { name: say.t('value.holdout.model'), values: rows.map(({ model }) => model) },
        { name: say.t('value.holdout.naive'), values: rows.map(({ naive }) => naive) },
      ],
      counts: rows.map(({ n }) => n),
      countTitle: say.t('value.holdout.customers'),
      valueTitle: say.t('value.holdout.y'),
      show: (value) => say.format.number(value, 1),
    },
    {
      title: say.t(`value.holdout.title.${beatsRule(holdOut) ? 'better' : 'worse'}`, {
        actual: holdOut.actual,
        model: say.format.count(totalOf(holdOut, 'model')),
        naive: say.format.count(totalOf(holdOut, 'naive')),
      }),
      note: say.t('value.holdout.note'),
      fileName: 'kith-hold-out',
    },
    say,
  );
}

/** The scores of the forecast and of the rule as rows of texts. */
export function holdOutRows(say: Say, { methods, actual }: HoldOut): string[][] {
  const row = (label: string, of: (method: HoldOut['methods'][number]) => string, came: string) => [
    label,
    ...methods.map(of),
    came,
  ];
  return [
    row(say.t('value.holdout.total'), ({ total }) => say.format.count(total), say.format.count(actual)),
    row(say.t('value.holdout.mae'), ({ meanAbsoluteError }) => say.format.number(meanAbsoluteError, 3), ''),
    row(say.t('value.holdout.correlation'), (method) => say.format.number(method.correlation, 3), ''),
    row(say.t('value.holdout.auc'), ({ auc }) => say.format.number(auc, 3), ''),
  ];
}

/** Who makes four fifths of it, to come and so far; null where nobody brings anything. */
export function concentrationChart(say: Say, { concentration: { future, past } }: ValuePart): ChartSpec | null {
  const lead = future ?? past;
  if (!lead) return null;
  const curves = [
    ...(future ? [{ name: say.t('value.concentration.future'), points: future.points }] : []),
    ...(past ? [{ name: say.t('value.concentration.past'), points: past.points }] : []),
  ];
  return concentration(
    {
      curves,
      xTitle: say.t('value.concentration.x'),
      yTitle: say.t('value.concentration.y'),
      even: say.t('value.concentration.even'),
    },
    {
      title: say.t(future ? 'value.concentration.title' : 'value.concentration.title.past', {
        most: lead.most,
        share: say.format.percent(lead.most / lead.customers),
      }),
      note: say.t('value.concentration.note'),
      fileName: 'kith-concentration',
    },
    say,
  );
}

/** What each group is worth; null where there are no groups. */
export function segmentsChart(say: Say, part: ValuePart, result: AnalysisResult): ChartSpec | null {
  if (!result.segments.ok || part.bySegment.length === 0) return null;
  const { segments } = result.segments;
  const parts = part.bySegment.map(({ segment, value }) => ({
    name: noteText(say, 'segment-name', segments[segment]?.name ?? { code: 'group', values: { n: segment + 1 } }),
    value,
  }));
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  if (!(total > 0)) return null;
  const first = parts.reduce((best, next) => (next.value > best.value ? next : best));
  return doughnut(
    {
      parts,
      partTitle: say.t('value.segments.name'),
      valueTitle: say.t('value.segments.value'),
      show: moneyOf(say, part),
    },
    {
      title: say.t('value.segments.title', { name: first.name, share: say.format.percent(first.value / total) }),
      fileName: 'kith-worth-by-group',
    },
    say,
  );
}

/** Every parameter with its standard error, the model in force first. */
export function parameterRows(say: Say, part: ValuePart): string[][] {
  const four = (value: number) => say.format.plain(value);
  const rows = (model: string, fit: Pick<FittedModel, 'parameters'> & { logLikelihood: number | null }) =>
    fit.parameters.map(({ letter, value, standardError }, at) => [
      at === 0 ? model : '',
      letter,
      four(value),
      four(standardError),
      at === 0 ? say.format.number(fit.logLikelihood, 2) : '',
    ]);
  const name = (id: string) => say.tCode('value.name', id);
  return [
    ...rows(name(part.model.id), part.model),
    ...(part.spend ? rows(name(part.spend.method), part.spend) : []),
    ...part.others.flatMap((other) => rows(say.t('value.parameters.other', { model: name(other.id) }), other)),
  ];
}

/** What the models are, what they take for granted, and when not to trust them. */
export function cardLines(say: Say, part: ValuePart): string[] {
  const name = say.tCode('value.name', part.model.id);
  const leaves = part.model.id === 'pareto-nbd' ? 'model.btyd.leaves-any-time' : 'model.btyd.leaves-after-purchase';
  return [
    say.t(part.chosenBy === 'rule' ? 'value.how.rule' : 'value.how.hand', { model: name }),
    say.t('value.how.learned', { n: part.n, repeaters: part.repeaters }),
    say.t('model.btyd.steady-rate'),
    say.t(leaves),
    ...(part.spend?.method === 'gamma-gamma'
      ? [say.t('model.gamma-gamma.own-mean'), say.t('model.gamma-gamma.apart-from-rate'), say.t('model.gamma-gamma.no-trend')]
      : []),
    say.t('model.btyd.no-season'),
    say.t('model.btyd.not-new'),
    say.t('value.how.interval'),
    say.t('value.how.seconds', { seconds: say.format.number(part.ms / 1000, 1) }),
  ];
}
