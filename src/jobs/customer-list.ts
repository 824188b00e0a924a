import {
  lifeStages,
  NO_DAY,
  riskBand,
  type Bounds,
  type CustomerPage,
  type CustomerQuery,
  type CustomerRow,
  type CustomerSort,
  type CustomerTable,
  type Progress,
} from '../domain';
import { orderByKey } from './key-order';
import { orderByValue } from './radix-order';

const NO_SEGMENT = 255;
const stride = 16_384;
/** Orders and filtered lists kept, so that scrolling and going back are instant. */
const keptLists = 12;

const numberOrNull = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value);

/** One row of the list. */
export function customerRow(table: CustomerTable, index: number): CustomerRow {
  const lastOrder = table.lastOrder[index] ?? NO_DAY;
  const segment = table.segment[index] ?? NO_SEGMENT;
  const risk = table.risk[index] ?? NaN;
  return {
    index,
    key: table.keys[index] ?? '',
    label: table.labels[index] ?? '',
    orderCount: table.orderCount[index] ?? 0,
    totalSpend: table.totalSpend[index] ?? NaN,
    lastOrder: lastOrder === NO_DAY ? null : lastOrder,
    segment: segment === NO_SEGMENT ? null : segment,
    risk: Number.isNaN(risk) ? null : risk,
    value: numberOrNull(table.worth?.residualClv[index]),
    stage: lifeStages[table.standings?.stage[index] ?? lifeStages.length] ?? null,
    firstOrder: dayOrNull(table.firstOrder[index]),
  };
}

const dayOrNull = (day: number | undefined): number | null => (day === undefined || day === NO_DAY ? null : day);

/** What a list needs beyond the table of customers: worked out by who asks, where the query wants it. */
export interface ListMore {
  /** 1 = fits; null where nothing but the table decides. `name` is another for another mask. */
  readonly mask: Uint8Array | null;
  readonly name: string;
  readonly tagsOf: (index: number) => readonly string[];
  /** Day on which the next order would be usual, NO_DAY unknown. */
  readonly due: Int32Array | null;
}

const nothingMore: ListMore = { mask: null, name: '', tagsOf: () => [], due: null };

/** The columns asked for beside the usual ones. */
function moreOf(
  table: CustomerTable,
  columns: readonly string[],
  due: Int32Array | null,
): (index: number) => (number | string | null)[] {
  const readers = columns.map((id): ((index: number) => number | string | null) => {
    if (id === 'due') return (index) => dayOrNull(due?.[index]);
    const at = table.features.findIndex((feature) => `fact:${feature.id}` === id);
    const [values, levels] = [table.featureValues[at], table.levels[at]];
    if (!values) return () => null;
    return (index) => {
      const value = numberOrNull(values[index]);
      return value === null || !levels ? value : (levels[value] ?? null);
    };
  });
  return (index) => readers.map((read) => read(index));
}

const within = (value: number | undefined, [from, to]: Bounds): boolean =>
  value !== undefined && !Number.isNaN(value) && (from === null || value >= from) && (to === null || value <= to);
const bounds = (given: Bounds | null | undefined): Bounds | null =>
  given && (given[0] !== null || given[1] !== null) ? given : null;

/** A column of a table that can be sorted by, unknown as NaN. */
function sortValues(table: CustomerTable, sort: Exclude<CustomerSort, 'key'>, due: Int32Array | null): ArrayLike<number> {
  switch (sort) {
    case 'orderCount':
      return table.orderCount;
    case 'totalSpend':
      return table.totalSpend;
    case 'risk':
      return table.risk;
    case 'value':
      return table.worth?.residualClv ?? new Float64Array(table.rows).fill(NaN);
    case 'firstOrder':
      return Float64Array.from(table.firstOrder, (day) => (day === NO_DAY ? NaN : day));
    case 'due':
      return due === null
        ? new Float64Array(table.rows).fill(NaN)
        : Float64Array.from(due, (day) => (day === NO_DAY ? NaN : day));
    case 'stage':
      return table.standings
        ? Float64Array.from(table.standings.stage, (stage) => (stage < lifeStages.length ? stage : NaN))
        : new Float64Array(table.rows).fill(NaN);
    case 'lastOrder':
      return Float64Array.from(table.lastOrder, (day) => (day === NO_DAY ? NaN : day));
    case 'segment':
      return Float64Array.from(table.segment, (segment) => (segment === NO_SEGMENT ? NaN : segment));
  }
}

export interface CustomerList {
  /** One window of the list, in steps: the first of a search or an order takes some time, the next ones none. */
  query(query: CustomerQuery, more?: ListMore): Generator<Progress, CustomerPage>;
  /** All that fit, in the order asked for; `offset` and `limit` are not looked at. */
  all(query: CustomerQuery, more?: ListMore): Generator<Progress, Uint32Array>;
}

/**
 * Sorts, filters and searches a customer table. Unknown values come last in both directions, equal ones in the order of
 * their keys. The search finds a part of a key or label, small and capital letters alike. Risk bands are `riskBand`'s at
 * `threshold`.
 */
export function createCustomerList(table: CustomerTable, threshold: number): CustomerList {
  const { rows } = table;
  const tell = (done: number): Progress => ({ stage: 'load', done, total: rows, unit: 'rows' });
  const kept = new Map<string, Uint32Array>();
  let words: string[] | null = null;
  let byKey: Uint32Array | null = null;

  const remember = (name: string, list: Uint32Array): Uint32Array => {
    kept.delete(name);
    kept.set(name, list);
    for (const oldest of kept.keys()) {
      if (kept.size <= keptLists) break;
      kept.delete(oldest);
    }
    return list;
  };

  function* keyOrder(): Generator<Progress, Uint32Array> {
    const steps = orderByKey(table.keys);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield tell(0);
    }
  }

  function* sorted(sort: CustomerSort, descending: boolean, due: Int32Array | null): Generator<Progress, Uint32Array> {
    const name = `order ${sort} ${descending} ${sort === 'due' && due === null ? 'unknown' : ''}`;
    const known = kept.get(name);
    if (known !== undefined) return remember(name, known);
    byKey ??= yield* keyOrder();
    if (sort === 'key') return remember(name, descending ? byKey.slice().reverse() : byKey);
    return remember(name, orderByValue(byKey, sortValues(table, sort, due), descending));
  }

  /** What is searched of each customer, in small letters; the line break keeps a match within the key or the label. */
  function* searchable(): Generator<Progress, string[]> {
    if (words !== null) return words;
    const made: string[] = [];
    for (let i = 0; i < rows; i++) {
      made.push(`${table.keys[i]!}\n${table.labels[i]!}`.toLowerCase());
      if (i % stride === 0) yield tell(i);
    }
    return (words = made);
  }

  function* matching(query: CustomerQuery, more: ListMore): Generator<Progress, Uint32Array> {
    const order = yield* sorted(query.sort, query.descending, more.due);
    const search = query.search.trim().toLowerCase();
    const { segment, risk } = query;
    const stage = query.stage === null ? null : lifeStages.indexOf(query.stage);
    const [spend, value] = [bounds(query.spend), bounds(query.value)];
    const { mask } = more;
    const open = search === '' && segment === null && stage === null && risk === 'all';
    if (open && mask === null && spend === null && value === null) return order;
    const limits = JSON.stringify([spend, value]);
    const name = `list ${query.sort} ${query.descending} ${segment} ${stage} ${risk} ${limits} ${JSON.stringify(more.name)} ${search}`;
    const known = kept.get(name);
    if (known !== undefined) return remember(name, known);
    const texts = search === '' ? null : yield* searchable();
    const found = new Uint32Array(rows);
    let count = 0;
    for (let at = 0; at < rows; at++) {
      if (at % stride === 0) yield tell(at);
      const i = order[at]!;
      if (segment !== null && table.segment[i] !== segment) continue;
      if (stage !== null && table.standings?.stage[i] !== stage) continue;
      if (risk !== 'all' && riskBand(table.risk[i]!, threshold) !== risk) continue;
      if (mask !== null && mask[i] === 0) continue;
      if (spend !== null && !within(table.totalSpend[i], spend)) continue;
      if (value !== null && !within(table.worth?.residualClv[i], value)) continue;
      if (texts !== null && !texts[i]!.includes(search)) continue;
      found[count++] = i;
    }
    return remember(name, found.slice(0, count));
  }

  return {
    all: (query, more = nothingMore) => matching(query, more),
    *query(query, more = nothingMore) {
      const list = yield* matching(query, more);
      const beside = moreOf(table, query.columns ?? [], more.due);
      const offset = Math.max(0, Math.min(query.offset, list.length));
      const window = list.subarray(offset, offset + Math.max(0, query.limit));
      return {
        total: list.length,
        offset,
        rows: Array.from(window, (index) => ({ ...customerRow(table, index), tags: more.tagsOf(index), more: beside(index) })),
      };
    },
  };
}
