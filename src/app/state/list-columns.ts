import type { AnalysisResult, CustomerSort } from '../../domain';

/** A column of the list: one of Kith's, or `fact:` and the id of a feature. The customer stands before all of them. */
export type ColumnId = Exclude<CustomerSort, 'key'> | 'tags' | `fact:${string}`;

const bySort: ReadonlySet<string> = new Set([
  'orderCount',
  'totalSpend',
  'firstOrder',
  'lastOrder',
  'due',
  'segment',
  'stage',
  'risk',
  'value',
] satisfies readonly CustomerSort[]);

/** The question a column's head asks; null where the list cannot be put in its order. */
export const sortOf = (column: ColumnId): CustomerSort | null => (bySort.has(column) ? (column as CustomerSort) : null);

/** What the files can give, in the order of the choice; facts come after. */
export function possibleColumns(result: AnalysisResult): ColumnId[] {
  const bought = result.orders > 0;
  const staged = result.standing?.ok === true;
  const valued = result.value?.ok === true && result.value.spend !== null;
  return [
    ...(result.segments.ok ? (['segment'] as const) : []),
    ...(staged ? (['stage'] as const) : []),
    ...(bought ? (['orderCount', 'totalSpend', 'firstOrder', 'lastOrder'] as const) : []),
    ...(staged ? (['due'] as const) : []),
    ...(valued ? (['value'] as const) : []),
    'risk',
    'tags',
  ];
}

/** What is shown where the reader chose nothing. */
export function usualColumns(result: AnalysisResult): ColumnId[] {
  const bought = result.orders > 0;
  const valued = result.value?.ok === true && result.value.spend !== null;
  return [
    ...(result.segments.ok ? (['segment'] as const) : []),
    ...(bought ? (['orderCount', 'totalSpend', 'lastOrder'] as const) : []),
    ...(valued ? (['value'] as const) : []),
    'risk',
  ];
}

/** Least width of a column in rem, as in its track. */
const leastOf = (column: ColumnId): number => Number(/([\d.]+)rem/.exec(trackOf(column))![1]);

/** Least width of the whole list, in CSS: beneath it the list is scrolled sideways. `choice`: with boxes to choose by. */
export function leastWidth(columns: readonly ColumnId[], choice: boolean): string {
  const rem = columns.reduce((sum, column) => sum + leastOf(column), 9);
  const gaps = 16 * (columns.length + (choice ? 1 : 0));
  return `calc(${rem}rem + ${gaps + 24 + (choice ? 20 : 0)}px)`;
}

/** Width of a column as a track of the grid. */
export function trackOf(column: ColumnId): string {
  switch (column) {
    case 'segment':
      return 'minmax(7rem, 1.5fr)';
    case 'orderCount':
      return '4.5rem';
    case 'risk':
      return '11rem';
    case 'tags':
      return 'minmax(8rem, 1.5fr)';
    case 'totalSpend':
    case 'value':
    case 'firstOrder':
    case 'lastOrder':
    case 'due':
    case 'stage':
      return '7.5rem';
    default:
      return 'minmax(7rem, 1fr)';
  }
}

/** Where the chosen columns stand on a phone, beside and below the name; the others are not shown there. */
export function phonePlaces(columns: readonly ColumnId[]): Readonly<Record<'top' | 'left' | 'right', ColumnId | undefined>> {
  const left = [...columns];
  const take = (wanted: ColumnId): ColumnId | undefined => {
    const at = left.indexOf(wanted);
    return left.splice(at >= 0 ? at : 0, 1)[0];
  };
  return { top: take('risk'), left: take('segment'), right: take('totalSpend') };
}

/** Columns that hold numbers: set to the end of their cell. */
export const isNumber = (column: ColumnId): boolean => column === 'orderCount' || column === 'totalSpend' || column === 'value';
