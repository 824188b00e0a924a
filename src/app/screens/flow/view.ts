import { lifeStages, rfmGroups, type CohortsBy, type FlowPart, type LifeStage } from '../../../domain';
import type { HeatCell, HeatSpec } from '../../charts/heat';
import type { SankeySpec, StreamKind } from '../../charts/sankey-spec';
import type { Say } from '../../charts/say';

/** From the worst place to be to the best. */
const rank: readonly LifeStage[] = ['churned', 'at-risk', 'prospect', 'new', 'active', 'loyal'];

export function placeName(say: Say, what: FlowPart['what'], code: number): string {
  if (code < 0) return say.t(what === 'stages' ? 'standing.stage.none' : 'flow.no-buyer');
  return what === 'stages' ? say.t(`standing.stage.${lifeStages[code]!}`) : say.t(`standing.rfm.group.${rfmGroups[code]!}`);
}

function kindOf(what: FlowPart['what'], from: number, to: number): StreamKind {
  if (from < 0) return 'fresh';
  if (from === to) return 'same';
  if (what === 'rfm') return to < from ? 'up' : 'down';
  return rank.indexOf(lifeStages[to]!) > rank.indexOf(lifeStages[from]!) ? 'up' : 'down';
}

export interface FlowRow {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly kind: StreamKind;
}

/** Every flow of somebody, the largest first; −1 stands for not known yet. */
export function flowRows({ what, moves }: FlowPart): FlowRow[] {
  const none = moves.length - 1;
  return moves
    .flatMap((row, at) =>
      row.map((n, to) => {
        const from = at === none ? -1 : at;
        return { from, to, n, kind: kindOf(what, from, to) };
      }),
    )
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || a.from - b.from || a.to - b.to);
}

export function flowSankey(say: Say, part: FlowPart): SankeySpec {
  const rows = flowRows(part);
  const sum = (kind: StreamKind) => rows.reduce((total, row) => total + (row.kind === kind ? row.n : 0), 0);
  const days = { from: say.format.day(part.from), to: say.format.day(part.to) };
  const title = say.t('flow.finding', { ...days, up: sum('up'), down: sum('down') });
  const name = (code: number) => placeName(say, part.what, code);
  const kinds = (['up', 'down', 'same', 'fresh'] as const).filter((kind) => sum(kind) > 0);
  return {
    title,
    note: say.t(part.what === 'stages' ? 'flow.note.stages' : 'flow.note.rfm'),
    alt: say.t('flow.alt', {
      title,
      list: rows
        .slice(0, 5)
        .map((row) => streamName(say, part, row))
        .join('; '),
    }),
    fileName: `kith-flow-${part.what}`,
    streams: rows,
    nodeName: (_, { index, n }) => say.t('flow.node', { name: name(index), n }),
    streamName: (stream) => streamName(say, part, stream),
    key: kinds.map((kind) => ({ kind, label: say.t(`flow.kind.${kind}`) })),
    table: {
      columns: [
        { label: days.from },
        { label: days.to },
        { label: say.t('standing.customers'), show: (value) => say.format.count(value) },
        { label: say.t('flow.kind') },
      ],
      rows: rows.map(({ from, to, n, kind }) => [name(from), name(to), n, say.t(`flow.kind.${kind}`)]),
    },
  };
}

export function streamName(say: Say, { what }: FlowPart, { from, to, n }: { from: number; to: number; n: number }): string {
  return say.t('flow.stream', { from: placeName(say, what, from), to: placeName(say, what, to), n });
}

/** Cohorts by a column down, months since the first purchase across; striped where some have not come through that month yet. */
export function cohortsByHeat(
  say: Say,
  { column, months, rows }: CohortsBy,
  show: 'bought' | 'spent',
  money: (value: number) => string,
): HeatSpec {
  const nameOf = (value: string | null) =>
    value === null ? say.t('flow.cohorts.blank') : value === '' ? say.t('flow.cohorts.other') : value;
  const valueAt = (row: CohortsBy['rows'][number], k: number) => {
    const seen = row.seen[k] ?? 0;
    return seen > 0 ? row[show][k]! / seen : Number.NaN;
  };
  const values = rows.map((row) => Array.from({ length: months }, (_, k) => valueAt(row, k)));
  const most = Math.max(
    0,
    ...values.flatMap((row) => row.slice(show === 'bought' ? 1 : 0)).filter((value) => !Number.isNaN(value)),
  );
  const text = (value: number) => (Number.isNaN(value) ? '' : show === 'bought' ? say.format.percent(value) : money(value));
  // Of rows with enough customers to say something, the one that spent most by the last month that most came through.
  const last = Math.min(months - 1, 3);
  const told = rows
    .map((row, i) => ({ row, value: values[i]![last] ?? Number.NaN }))
    .filter(({ row, value }) => row.n >= 20 && row.value !== '' && row.value !== null && !Number.isNaN(value));
  const best = told.reduce<(typeof told)[number] | null>(
    (top, next) => (top === null || next.value > top.value ? next : top),
    null,
  );
  return {
    title: best
      ? say.t(`flow.cohorts.finding.${show}`, { name: nameOf(best.row.value), value: text(best.value), month: last })
      : say.t('flow.cohorts.none'),
    note: say.t('flow.cohorts.note', { column }),
    fileName: `kith-cohorts-by-column-${show}`,
    alt: say.t('standing.cohorts.since.long'),
    corner: column,
    columns: [
      say.t('standing.cohorts.size'),
      ...Array.from({ length: months }, (_, n) => say.t('standing.cohorts.since', { n })),
    ],
    rows: rows.map((row, i) => ({
      name: nameOf(row.value),
      cells: [
        { count: row.n, share: Number.NaN, right: true, text: say.format.count(row.n) },
        ...values[i]!.map((value, k): HeatCell => ({
          count: Math.round(row[show][k]!),
          share: most > 0 && !Number.isNaN(value) ? Math.min(1, value / most) : Number.NaN,
          right: true,
          text: text(value),
          ...(row.seen[k]! < row.n && row.seen[k]! > 0 ? { open: true as const } : {}),
        })),
      ],
    })),
    table: {
      columns: [
        { label: column },
        { label: say.t('standing.cohorts.size') },
        ...Array.from({ length: months }, (_, n) => ({ label: say.t('standing.cohorts.since', { n }), show: text })),
      ],
      rows: rows.map((row, i) => [nameOf(row.value), row.n, ...values[i]!.map((value) => (Number.isNaN(value) ? null : value))]),
    },
    plain: true,
  };
}
