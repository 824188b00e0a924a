import type { AnalysisResult, Kpi, Revenue } from '../../../domain';
import { histogram } from '../../charts/histogram';
import { line } from '../../charts/line';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';
import { numberParam } from '../../state/number-periods';
import { hrefTo } from '../../state/routes';
import { currencyOf, featureName, featureShow, featureTitle, noteText, noteTexts } from '../../charts/words';

/** One figure with what stands behind it. */
export interface Tile {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** How many it rests on, its interval, its period; each a short line. */
  readonly lines: readonly string[];
  readonly what: string;
  /** The screen of this figure, for the days that it is told for. */
  readonly href: string;
}

/** Retention is told beside the churn rate: the one is 1 less the other. */
const tileKpis = ['csat', 'nps', 'churnRate', 'repeatRate', 'engagement', 'aov', 'arpc'] as const;
type TileKpi = (typeof tileKpis)[number];

function kpiValue(say: Say, id: TileKpi, value: number, currency: string | null): string {
  if (id === 'aov' || id === 'arpc') return say.format.money(value, currency);
  if (id === 'nps') return say.t('today.nps', { value: Math.round(value) });
  if (id === 'engagement') return say.format.number(value, 1);
  return say.format.percent(value, 1);
}

function kpiTile(say: Say, id: TileKpi, kpi: Kpi, result: AnalysisResult): Tile {
  const show = (value: number) => kpiValue(say, id, value, currencyOf(result));
  const retention = id === 'churnRate' ? result.kpis.retention : undefined;
  return {
    id,
    label: say.t(`kpi.${id}`),
    value: show(kpi.value),
    lines: [
      ...(retention ? [say.t('today.retention', { share: say.format.percent(retention.value, 1) })] : []),
      say.t(`today.of.${id}`, { n: kpi.n }),
      ...(kpi.interval ? [say.t('today.interval', { from: show(kpi.interval[0]), to: show(kpi.interval[1]) })] : []),
      ...(kpi.period ? [say.t('today.period', { from: say.format.day(kpi.period[0]), to: say.format.day(kpi.period[1]) })] : []),
    ],
    what: say.t(`today.what.${id}`),
    href: hrefTo('numbers', numberParam(id, id === 'churnRate' ? kpi.period : null)),
  };
}

function revenueTile(say: Say, revenue: Revenue, several: boolean): Tile {
  const money = (value: number) => say.format.money(value, revenue.currency);
  return {
    id: `revenue-${revenue.currency ?? ''}`,
    label: several
      ? say.t('today.revenue.in', { currency: revenue.currency ?? say.t('today.no-currency') })
      : say.t('today.revenue'),
    value: money(revenue.net),
    lines: [
      say.t('today.revenue.gross', { amount: money(revenue.gross) }),
      ...(revenue.refunded > 0 ? [say.t('today.revenue.refunded', { amount: money(revenue.refunded) })] : []),
      ...(revenue.pending > 0 ? [say.t('today.revenue.pending', { amount: money(revenue.pending) })] : []),
    ],
    what: say.t('today.what.revenue'),
    href: hrefTo('numbers', numberParam('revenue', null)),
  };
}

/** The figures of Today, those that the data allows. */
export function tiles(say: Say, result: AnalysisResult): Tile[] {
  const asOf = say.t('today.as-of', { day: say.format.day(result.asOf) });
  const all: Tile[] = [
    {
      id: 'customers',
      label: say.t('today.customers'),
      value: say.format.count(result.customers),
      lines: [asOf],
      what: say.t('today.what.customers'),
      href: hrefTo('customers'),
    },
  ];
  if (result.orders > 0) {
    all.push({
      id: 'orders',
      label: say.t('today.orders'),
      value: say.format.count(result.orders),
      lines: result.cancellations > 0 ? [say.t('today.cancellations', { n: result.cancellations })] : [asOf],
      what: say.t('today.what.orders'),
      href: hrefTo('numbers', numberParam('orders', null)),
    });
  }
  for (const revenue of result.revenues) all.push(revenueTile(say, revenue, result.revenues.length > 1));
  for (const id of tileKpis) {
    const kpi = result.kpis[id];
    if (kpi) all.push(kpiTile(say, id, kpi, result));
  }
  return all;
}

export type Measure = 'revenue' | 'orders';

/** What the monthly line can show: money only where it is in one currency and there is some. */
export function measures(result: AnalysisResult): Measure[] {
  const money = result.revenues.length === 1 && (result.monthly?.revenue.some((amount) => amount !== 0) ?? false);
  return money ? ['revenue', 'orders'] : ['orders'];
}

/** The months as a line, titled by what the last whole month brought; null where there are not two: the tiles say it. */
export function monthlyChart(say: Say, result: AnalysisResult, measure: Measure): ChartSpec | null {
  const monthly = result.monthly;
  if (!monthly || monthly.months.length < 2) return null;
  const currency = currencyOf(result);
  const values = monthly[measure];
  const show = (value: number) =>
    measure === 'revenue' ? say.format.money(value, currency) : say.t('today.orders.n', { n: value });
  const at = monthly.months.length - (monthly.lastIncomplete ? 2 : 1);
  const now = values[at] ?? Number.NaN;
  const before = at > 0 ? (values[at - 1] ?? Number.NaN) : Number.NaN;
  const name = (index: number) => say.format.month(monthly.months[index] ?? null);
  const change = before > 0 ? now / before - 1 : Number.NaN;
  const title = Number.isFinite(change)
    ? say.t('today.monthly.change', {
        month: name(at),
        amount: show(now),
        before: name(at - 1),
        percent: say.format.percent(Math.abs(change)),
        direction: Math.abs(change) < 0.005 ? 'same' : change > 0 ? 'up' : 'down',
      })
    : say.t('today.monthly.only', { month: name(at), amount: show(now) });
  const yTitle =
    measure === 'orders'
      ? say.t('today.orders')
      : currency === null
        ? say.t('today.revenue')
        : say.t('charts.unit.money', { name: say.t('today.revenue'), currency });
  return line(
    {
      points: monthly.months.map((_, index) => name(index)),
      pointTitle: say.t('today.month'),
      series: [{ name: yTitle, values }],
      xTitle: say.t('today.month'),
      yTitle,
      show: (value) =>
        measure === 'revenue' ? say.format.money(Math.round(value * 100) / 100, currency) : say.format.count(value),
      tick: (value) => say.format.count(value),
      lastIncomplete: monthly.lastIncomplete,
    },
    {
      title,
      ...(monthly.lastIncomplete ? { note: say.t('today.monthly.incomplete', { month: name(monthly.months.length - 1) }) } : {}),
      fileName: `kith-months-${measure}`,
    },
    say,
  );
}

/** The spread of one telling number, titled by its commonest range; null where there is none. */
export function spreadChart(say: Say, result: AnalysisResult): ChartSpec | null {
  const { spread } = result;
  if (!spread || spread.counts.length === 0) return null;
  const total = spread.counts.reduce((sum, count) => sum + count, 0);
  const at = spread.counts.indexOf(Math.max(...spread.counts));
  const n = spread.counts[at] ?? 0;
  const show = featureShow(say, spread.feature);
  const title = say.t('today.spread', {
    feature: featureName(say, spread.feature.id),
    from: show(spread.edges[at] ?? Number.NaN),
    to: show(spread.edges[at + 1] ?? Number.NaN),
    n,
    share: say.format.percent(total > 0 ? n / total : Number.NaN),
  });
  return histogram(
    {
      edges: spread.edges,
      counts: spread.counts,
      xTitle: featureTitle(say, spread.feature, currencyOf(result)),
      yTitle: say.t('charts.column.customers'),
      edge: show,
    },
    {
      title,
      fileName: 'kith-spread',
      height: 280,
      ...(gathers(spread.edges) ? { note: say.t('today.spread.last', { from: show(spread.edges.at(-2) ?? Number.NaN) }) } : {}),
    },
    say,
  );
}

/** The last bin is wider than the first: it holds all that lies beyond. */
function gathers(edges: readonly number[]): boolean {
  const width = (at: number) => (edges[at + 1] ?? Number.NaN) - (edges[at] ?? Number.NaN);
  return width(edges.length - 2) > width(0) * 1.5;
}

/** The answer first, and what else was found. */
export function findings(say: Say, result: AnalysisResult): { readonly answer: string; readonly more: readonly string[] } {
  const [first, ...rest] = result.today.claims;
  return {
    answer: first ? noteText(say, 'claim', first) : say.t('today.answer', { n: result.customers }),
    more: rest.map((claim) => noteText(say, 'claim', claim)),
  };
}

/** What the figures do not contain, and what to keep in mind. */
export function leftOut(say: Say, result: AnalysisResult): string[] {
  const caveats = result.today.claims.flatMap((claim) => claim.caveats);
  return [...new Set([...noteTexts(say, 'note', caveats), ...noteTexts(say, 'note', result.notes)])];
}
