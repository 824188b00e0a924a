import { lifeStages, rfmGroups, type CohortsPart, type RfmPart, type StandingPart } from '../../../domain';
import { bars } from '../../charts/bars';
import type { HeatCell, HeatSpec } from '../../charts/heat';
import { line } from '../../charts/line';
import type { Say } from '../../charts/say';
import type { ChartSpec } from '../../charts/spec';

const at = Object.fromEntries(lifeStages.map((stage, i) => [stage, i])) as Record<(typeof lifeStages)[number], number>;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

export const stageName = (say: Say, index: number): string => say.t(`standing.stage.${lifeStages[index]!}`);
export const groupName = (say: Say, index: number): string => say.t(`standing.rfm.group.${rfmGroups[index]!}`);

export function stagesChart(say: Say, { stages }: StandingPart): ChartSpec {
  return bars(
    {
      bars: stages.map((n, i) => ({ name: stageName(say, i), value: n })),
      nameTitle: say.t('standing.stage'),
      valueTitle: say.t('standing.customers'),
      show: (n) => say.format.count(n),
    },
    { title: say.t('standing.now', { loyal: stages[at.loyal]!, risk: stages[at['at-risk']]! }), fileName: 'kith-stages' },
    say,
  );
}

/** Each stage, how many stand there, and by which rule. */
export function stageRows(say: Say, { stages, rules, n }: StandingPart): string[][] {
  const { newDays, loyalPurchases, churnDays } = rules;
  const quiet = say.format.percent(rules.quiet);
  return lifeStages.map((stage, i) => [
    stageName(say, i),
    say.format.count(stages[i]!),
    say.format.percent(stages[i]! / n),
    say.t(`standing.stage.${stage}.what`, { newDays, loyalPurchases, churnDays, quiet }),
  ]);
}

/** Stages but prospects and those gone, over the months. */
export function overTimeChart(say: Say, { overTime: { days, counts } }: StandingPart): ChartSpec | null {
  if (days.length < 3) return null;
  const shown = ['active', 'loyal', 'at-risk', 'churned'] as const;
  const most = shown.reduce((a, b) => {
    const change = (stage: (typeof shown)[number]) => Math.abs(counts[at[stage]]!.at(-1)! - counts[at[stage]]![0]!);
    return change(b) > change(a) ? b : a;
  });
  return line(
    {
      points: days.map((day) => say.format.month(day)),
      pointTitle: say.t('standing.over-time.month'),
      series: shown.map((stage) => ({ name: say.t(`standing.stage.${stage}`), values: counts[at[stage]]! })),
      xTitle: say.t('standing.over-time.month'),
      yTitle: say.t('standing.customers'),
      show: (n) => say.format.count(n),
    },
    {
      title: say.t('standing.over-time', {
        stage: say.t(`standing.stage.${most}`),
        from: say.format.count(counts[at[most]]![0]!),
        to: counts[at[most]]!.at(-1)!,
        months: days.length - 1,
      }),
      note: say.t('standing.over-time.note'),
      fileName: 'kith-stages-over-time',
    },
    say,
  );
}

const plainCell = (say: Say, count: number, total: number): HeatCell => ({
  count,
  share: total > 0 ? count / total : Number.NaN,
  right: true,
  text: count === 0 ? '–' : say.format.count(count),
});

/** Who went from where to where. Rows of nobody are left out. */
export function flowHeat(say: Say, { flow, comparedWith }: StandingPart): HeatSpec {
  const day = say.format.day(comparedWith);
  const well = [at.new, at.active, at.loyal];
  const badly = [at['at-risk'], at.churned];
  const between = (from: readonly number[], to: readonly number[]) => sum(from.flatMap((a) => to.map((b) => flow[a]![b]!)));
  const names = flow.map((_, i) => (i < lifeStages.length ? stageName(say, i) : say.t('standing.stage.none')));
  const rows = flow.map((row, i) => ({ name: names[i]!, cells: row.map((n) => plainCell(say, n, sum(row))) }));
  return {
    title: say.t('standing.flow', { day, lost: between(well, badly), won: between(badly, well) }),
    note: say.t('standing.flow.note', { day }),
    fileName: 'kith-stage-flow',
    alt: say.t('standing.flow.alt', { day }),
    corner: say.t('standing.then', { day }),
    columns: lifeStages.map((_, i) => stageName(say, i)),
    rows: rows.filter((_, i) => sum(flow[i]!) > 0),
    table: {
      columns: [{ label: say.t('standing.then', { day }) }, ...lifeStages.map((_, i) => ({ label: stageName(say, i) }))],
      rows: flow.map((row, i) => [names[i]!, ...row]),
    },
    plain: true,
  };
}

/** The nine groups as a square: lately to long ago down, much to little across. */
export function rfmHeat(say: Say, { groups, n }: RfmPart, money: (value: number) => string): HeatSpec {
  const spent = sum(groups.map((group) => group.spent));
  const first = groups[0]!;
  const thirds = [0, 1, 2] as const;
  return {
    title: say.t('standing.rfm.finding', {
      name: groupName(say, 0),
      n: first.n,
      share: say.format.percent(spent > 0 ? first.spent / spent : Number.NaN),
    }),
    fileName: 'kith-rfm',
    alt: say.t('standing.rfm.alt'),
    corner: say.t('standing.rfm.corner'),
    columns: thirds.map((column) => say.t(`standing.rfm.column.${column}`)),
    rows: thirds.map((row) => ({
      name: say.t(`standing.rfm.row.${row}`),
      cells: thirds.map((column) => {
        const i = row * 3 + column;
        const own = groups[i]!.n;
        return { ...plainCell(say, own, n), text: `${groupName(say, i)}: ${say.format.count(own)}` };
      }),
    })),
    table: {
      columns: [
        { label: say.t('standing.rfm.group') },
        { label: say.t('standing.customers'), show: (value) => say.format.count(value) },
        { label: say.t('standing.rfm.spent'), show: money },
      ],
      rows: groups.map((group, i) => [groupName(say, i), group.n, group.spent]),
    },
    plain: true,
  };
}

/** The bounds of every bin, the best first. */
export function binRows(say: Say, { bins, cuts }: RfmPart, money: (value: number) => string): string[][] {
  const count = (value: number) => say.format.count(value);
  const text = (which: RfmPart['cuts']['r'] | null, bin: number, show: (value: number) => string) => {
    const cut = which?.find((one) => one.bin === bin);
    if (!cut) return '–';
    const [from, to] = [Math.min(cut.from, cut.to), Math.max(cut.from, cut.to)];
    return from === to ? show(from) : say.t('standing.rfm.range', { from: show(from), to: show(to) });
  };
  return Array.from({ length: bins }, (_, i) => bins - i).map((bin) => [
    say.format.count(bin),
    text(cuts.r, bin, count),
    text(cuts.f, bin, count),
    ...(cuts.m ? [text(cuts.m, bin, money)] : []),
  ]);
}

/** Share of the customers of full months who bought in the month after; NaN where there is none. */
export function secondMonth({ sizes, bought, lastIncomplete }: CohortsPart): number {
  let [back, all] = [0, 0];
  for (const [i, row] of bought.entries()) {
    if (row.length < 2 || (lastIncomplete && row.length === 2)) continue;
    back += row[1]!;
    all += sizes[i]!;
  }
  return all > 0 ? back / all : Number.NaN;
}

/** Cohorts down, months since across; what is not over is open, what is to come is empty. */
export function cohortHeat(say: Say, part: CohortsPart, show: 'bought' | 'spent', money: (value: number) => string): HeatSpec {
  const { months, sizes, bought, spent, lastIncomplete } = part;
  const columns = Math.max(0, ...bought.map((row) => row.length));
  const values = months.map((_, i) =>
    (show === 'bought' ? bought : spent)[i]!.map((one) => (sizes[i]! > 0 ? one / sizes[i]! : Number.NaN)),
  );
  // The first month is 100 % by its making: the tint is for those after.
  const most = Math.max(
    0,
    ...values.flatMap((row) => row.slice(show === 'bought' ? 1 : 0)).filter((value) => !Number.isNaN(value)),
  );
  const text = (value: number) => (Number.isNaN(value) ? '–' : show === 'bought' ? say.format.percent(value) : money(value));
  const share = secondMonth(part);
  return {
    title: Number.isNaN(share)
      ? say.t('standing.cohorts.none')
      : say.t('standing.cohorts.finding', { share: say.format.percent(share) }),
    ...(part.left > 0 ? { note: say.t('standing.cohorts.left', { n: part.left }) } : {}),
    fileName: `kith-cohorts-${show}`,
    alt: say.t('standing.cohorts.since.long'),
    corner: say.t('standing.cohorts.month'),
    columns: [
      say.t('standing.cohorts.size'),
      ...Array.from({ length: columns }, (_, n) => say.t('standing.cohorts.since', { n })),
    ],
    rows: values.map((row, i) => ({
      name: say.format.month(months[i]!),
      cells: [
        { count: sizes[i]!, share: Number.NaN, right: true, text: say.format.count(sizes[i]!) },
        ...Array.from({ length: columns }, (_, n): HeatCell => {
          const value = row[n];
          if (value === undefined) return { count: 0, share: Number.NaN, right: true, text: '' };
          const open = lastIncomplete && n === row.length - 1;
          return {
            count: (show === 'bought' ? bought : spent)[i]![n]!,
            share: most > 0 ? Math.min(1, value / most) : Number.NaN,
            right: true,
            text: text(value),
            ...(open ? { open: true as const } : {}),
          };
        }),
      ],
    })),
    table: {
      columns: [
        { label: say.t('standing.cohorts.month') },
        { label: say.t('standing.cohorts.size') },
        ...Array.from({ length: columns }, (_, n) => ({ label: say.t('standing.cohorts.since', { n }), show: text })),
      ],
      rows: values.map((row, i) => [
        say.format.month(months[i]!),
        sizes[i]!,
        ...Array.from({ length: columns }, (_, n) => (row[n] === undefined || Number.isNaN(row[n]) ? null : row[n])),
      ]),
    },
    plain: true,
  };
}
