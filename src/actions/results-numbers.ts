import {
  isEverything,
  isoDay,
  kpiIds,
  type AnalysisResult,
  type Figure,
  type KpiId,
  type MonthlyFigures,
  type Note,
  type NumberId,
  type NumberPeriod,
  type NumbersReport,
} from '../domain';

/** Key figures that the result lacks, each with the reason. */
export function absentFigures(kpis: AnalysisResult['kpis'], all: NumbersReport): { readonly id: KpiId; readonly why: Note }[] {
  return kpiIds.flatMap((id) => {
    if (kpis[id]) return [];
    // Of everything, nobody can leave: the reason that no period helps is the one to tell.
    const why = all.figures.find((figure) => figure.id === id)?.now.why;
    return [{ id, why: !why || why.code === 'number-needs-period' ? { code: 'number-churn-unknown', values: {} } : why }];
  });
}

const days = (period: NumberPeriod | null) => period && [isEverything(period) ? null : isoDay(period.from), isoDay(period.to)];

function figureEntry(now: Figure, before: Figure | null, yearBefore: Figure | null): Record<string, unknown> {
  return {
    value: now.value,
    n: now.n,
    ...(now.interval ? { interval: now.interval } : {}),
    ...(before?.value == null ? {} : { before: before.value }),
    ...(yearBefore?.value == null ? {} : { yearBefore: yearBefore.value }),
  };
}

/** Blank where a month has no figure. */
const monthly = (months: MonthlyFigures | null) =>
  months ? { months: Array.from(months.value, (value) => (Number.isFinite(value) ? value : null)) } : {};

/** The figures of a period with their months, and those of the owner's own. What has no value is not there. */
export function numbersEntry(report: NumbersReport): Record<string, unknown> {
  const known = report.figures.filter(({ now }) => now.value !== null);
  return {
    asOf: isoDay(report.asOf),
    period: days(report.period),
    before: days(report.before),
    yearBefore: days(report.yearBefore),
    currency: report.currency,
    months: report.months.map((month) => isoDay(month)),
    figures: Object.fromEntries(
      known.map((figure): [NumberId, unknown] => [
        figure.id,
        { ...figureEntry(figure.now, figure.before, figure.yearBefore), ...monthly(figure.months) },
      ]),
    ),
    custom: report.custom.map(({ custom, now, before, yearBefore, months, error }) => ({
      name: custom.name,
      expression: custom.expression,
      over: custom.over,
      unit: custom.unit,
      ...figureEntry(now, before, yearBefore),
      ...monthly(months),
      ...(error ? { error: error.code } : {}),
    })),
  };
}
