import {
  isoDay,
  isSalesKind,
  parseIsoDay,
  type AnalysisResult,
  type FlowKind,
  type FlowWish,
  type ImportReport,
} from '../../domain';
import { Look } from './looks.svelte';
import { session } from './session.svelte';

/** Who went from where to where between two days that the reader chooses. */
export const flow = new Look(session, 'flow');

/** Customers by a column of their first order. */
export const cohortsBy = new Look(session, 'cohortsBy');

/** Names of columns that tell where a first order came from, or what brought it. */
const telling =
  /coupon|discount ?code|promo|voucher|channel|source|utm|referr|campaign|medium|landing|优惠|折扣码|促销|渠道|来源|推广/i;

/** Columns by which first purchases can be told apart: of orders, then of lists of customers, in the order of the files. */
export function cohortColumns(): string[] {
  const of = (wanted: (report: ImportReport) => boolean, fits: (column: ImportReport['columns'][number]) => boolean) =>
    session.imports.flatMap(({ report }) => (wanted(report) ? report.columns.filter(fits).map(({ name }) => name) : []));
  const names = [
    ...of(
      ({ kind }) => isSalesKind(kind),
      ({ name, role }) =>
        role === 'product' || role === 'country' || ((role === 'category' || role === 'text') && telling.test(name)),
    ),
    ...of(
      ({ kind }) => kind === 'customers' || kind === 'subscriptions',
      ({ name, role }) => role === 'country' || (role === 'category' && telling.test(name)),
    ),
  ];
  return names.filter((name, at) => names.indexOf(name) === at);
}

/** The two days as they are typed, until they are asked about. */
export class FlowDraft {
  what = $state<FlowKind>('stages');
  from = $state('');
  to = $state('');

  constructor({ asOf, standing }: AnalysisResult) {
    this.from = isoDay(standing?.ok ? standing.comparedWith : asOf - 90);
    this.to = isoDay(asOf);
  }

  /** What to ask; null where a day is none, or they are the wrong way round. */
  wish(pick: FlowWish['pick'] = null): FlowWish | null {
    const [from, to] = [parseIsoDay(this.from), parseIsoDay(this.to)];
    return from === null || to === null || from >= to ? null : { what: this.what, from, to, pick };
  }
}
