import type { RetentionModel, RetentionPart } from '../../../domain';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { survival } from '../../charts/survival';

const hundred = (share: number) => Math.round(share * 100);

/** The month that is spoken of: a year where so much was seen, else the last with enough customers to say something. */
function spokenMonth({ curve }: RetentionPart): number {
  const sure = curve.filter(({ atRisk }) => atRisk >= 10).at(-1)?.month ?? 0;
  return Math.min(12, Math.max(1, sure));
}

/** The curve that was seen with its band, and the line of the model past it. */
export function retentionChart(say: Say, part: RetentionPart): ChartSpec {
  const { curve, model, median } = part;
  const projected = model.ok ? model.projected : [];
  const months = Math.max(curve.length, projected.length);
  const at = Math.min(spokenMonth(part), curve.length - 1);
  const later = projected.at(-1);
  const values = { months: at, year: hundred(curve[at]?.retained ?? 1) };
  const ahead = later && later.month > at;
  return survival(
    {
      points: Array.from({ length: months }, (_, month) => month),
      seen: curve.map(({ retained }) => retained),
      low: curve.map(({ interval }) => interval[0]),
      high: curve.map(({ interval }) => interval[1]),
      model: projected.map(({ retained }) => retained),
      counts: [
        { name: say.t('retention.atRisk'), values: curve.map(({ atRisk }) => atRisk) },
        { name: say.t('retention.ended'), values: curve.map(({ left }) => left) },
      ],
      names: {
        point: say.t('retention.month'),
        seen: say.t('retention.seen'),
        low: say.t('retention.low'),
        high: say.t('retention.high'),
        model: say.t('retention.model'),
      },
      xTitle: say.t('retention.x'),
      yTitle: say.t('retention.y'),
      show: (value) => say.format.percent(value, 1),
      tick: (value) => say.format.percent(value),
      count: (value) => say.format.count(value),
    },
    {
      title: ahead
        ? say.t('retention.finding.ahead', { ...values, ahead: later.month, later: hundred(later.retained) })
        : say.t('retention.finding', values),
      note: [
        median === null ? say.t('retention.half.not') : say.t('retention.half', { months: Math.round(median * 10) / 10 }),
        say.t('retention.note'),
      ].join(' '),
      fileName: 'kith-retention',
    },
    say,
  );
}

export function leadOf(say: Say, part: RetentionPart): string {
  const { label, column, endColumn, until, n, left } = part;
  return part.source === 'tenure'
    ? say.t('retention.lead.tenure', { label, column, unit: say.t(`retention.unit.${part.tenureUnit}`), n, left })
    : say.t('retention.lead.dates', { column, end: endColumn ?? label, day: say.format.day(until), n, left });
}

/** By months so far: how many, chance of the next month, months still to come. */
export function ageRows(say: Say, { byAge }: RetentionModel): string[][] {
  return byAge.map(({ from, n, renews, residualMonths, interval }) => [
    say.t('retention.ages.from', { from }),
    say.format.count(n),
    say.format.percent(renews, 1),
    say.format.number(residualMonths, 1),
    say.t('value.range', { from: say.format.number(interval[0], 1), to: say.format.number(interval[1], 1) }),
  ]);
}

/** What the model is, and how it stands beside one chance for all. */
export function modelLines(say: Say, model: RetentionModel): string[] {
  const [alpha, beta] = model.parameters;
  // One parameter more must gain more than chance gives it.
  const better = model.logLikelihood - model.constant.logLikelihood > 2;
  return [
    say.t('retention.card', {
      alpha: say.format.plain(alpha?.value ?? null),
      alphaError: say.format.plain(alpha?.standardError ?? null),
      beta: say.format.plain(beta?.value ?? null),
      betaError: say.format.plain(beta?.standardError ?? null),
      likelihood: say.format.number(model.logLikelihood, 2),
      churn: say.format.percent(model.constant.churn, 1),
      constant: say.format.number(model.constant.logLikelihood, 2),
    }),
    say.t(better ? 'retention.card.better' : 'retention.card.alike'),
    ...(['own-chance', 'chances-differ', 'no-calendar', 'far-ahead'] as const).map((code) => say.t(`model.sbg.${code}`)),
  ];
}
