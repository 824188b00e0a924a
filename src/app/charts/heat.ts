import type { Say } from './say';
import type { Caption, ChartTable } from './spec';

/** A table of counts whose cells are tinted by their share of the row. */
export interface HeatSpec {
  readonly title: string;
  readonly note?: string;
  readonly fileName: string;
  readonly alt: string;
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly HeatCell[] }[];
  readonly table: ChartTable;
  /** Cells say nothing of right or wrong. */
  readonly plain?: true;
}

export interface HeatCell {
  readonly count: number;
  /** Of its row, 0..1; NaN in an empty row. */
  readonly share: number;
  /** The cell says the two agree. */
  readonly right: boolean;
  /** Not over yet: striped. */
  readonly open?: true;
  readonly text: string;
}

/** The confusion matrix: what happened down the side, what was said across the top. */
export function confusionHeat(
  counts: {
    readonly truePositive: number;
    readonly falsePositive: number;
    readonly trueNegative: number;
    readonly falseNegative: number;
  },
  caption: Caption,
  say: Say,
): HeatSpec {
  const said = [say.t('charts.confusion.said-leave'), say.t('charts.confusion.said-stay')];
  const was = [say.t('charts.confusion.left'), say.t('charts.confusion.stayed')];
  const grid = [
    [counts.truePositive, counts.falseNegative],
    [counts.falsePositive, counts.trueNegative],
  ];
  const rows = grid.map((row, y) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return {
      name: was[y] ?? '',
      cells: row.map((count, x) => {
        const share = sum > 0 ? count / sum : Number.NaN;
        return {
          count,
          share,
          right: x === y,
          text: say.t('charts.value-share', { value: say.format.count(count), share: say.format.percent(share) }),
        };
      }),
    };
  });
  return {
    title: caption.title,
    ...(caption.note === undefined ? {} : { note: caption.note }),
    fileName: caption.fileName,
    alt: say.t('charts.alt', { title: caption.title, what: say.t('charts.kind.confusion') }),
    corner: say.t('charts.confusion.corner'),
    columns: said,
    rows,
    table: {
      columns: [
        { label: say.t('charts.confusion.corner') },
        ...said.map((label) => ({ label, show: (value: number) => say.format.count(value) })),
      ],
      rows: rows.map((row) => [row.name, ...row.cells.map((cell) => cell.count)]),
    },
  };
}
