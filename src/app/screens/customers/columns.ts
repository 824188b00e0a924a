import type { CustomerRow, FeatureInfo } from '../../../domain';
import type { Say } from '../../charts/say';
import { featureName, featureValue } from '../../charts/words';
import type { ColumnId } from '../../state/list-columns';

const factOf = (column: ColumnId): string | null => (column.startsWith('fact:') ? column.slice('fact:'.length) : null);

/** The head of a column. */
export function columnName(say: Say, column: ColumnId): string {
  const fact = factOf(column);
  if (fact !== null) return featureName(say, fact);
  return say.t(`customers.sort.${column as Exclude<ColumnId, `fact:${string}`>}`);
}

/** What a list says of its groups and its facts. */
export interface CellGround {
  readonly segmentNames: readonly string[];
  readonly currency: string | null;
  readonly features: readonly FeatureInfo[];
  /** Columns that were asked for beside the usual ones, in the order of `row.more`. */
  readonly asked: readonly string[];
}

/** The text of a cell; risk is drawn and not written here. */
export function cellText(say: Say, row: CustomerRow, column: ColumnId, ground: CellGround): string {
  const { segmentNames, currency, features, asked } = ground;
  const more = row.more?.[asked.indexOf(column)] ?? null;
  switch (column) {
    case 'segment':
      return (row.segment === null ? undefined : segmentNames[row.segment]) ?? say.t('customers.segment.none');
    case 'stage':
      return row.stage ? say.t(`standing.stage.${row.stage}`) : '–';
    case 'orderCount':
      return say.format.count(row.orderCount);
    case 'totalSpend':
      return say.format.money(row.totalSpend, currency);
    case 'value':
      return say.format.money(row.value, currency);
    case 'firstOrder':
      return say.format.day(row.firstOrder ?? null);
    case 'lastOrder':
      return say.format.day(row.lastOrder);
    case 'due':
      return say.format.day(typeof more === 'number' ? more : null);
    case 'tags':
      return (row.tags ?? []).join(', ');
    case 'risk':
      return '';
    default: {
      if (more === null) return '–';
      if (typeof more === 'string') return more;
      const feature = features.find(({ id }) => id === factOf(column));
      return feature ? featureValue(say, feature, more, currency) : say.format.plain(more);
    }
  }
}
