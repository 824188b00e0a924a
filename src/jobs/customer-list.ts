import {
  lifeStages,
  NO_DAY,
  riskBand,
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
  };
}

/** A column of a table that can be sorted by, unknown as NaN. */
function sortValues(table: CustomerTable, sort: Exclude<CustomerSort, 'key'>): ArrayLike<number> {
  switch (sort) {
    case 'orderCount':
      return table.orderCount;
    case 'totalSpend':
      return table.totalSpend;
    case 'risk':
      return table.risk;
    case 'value':
      return table.worth?.residualClv ?? new Float64Array(table.rows).fill(NaN);
    case 'lastOrder':
      return Float64Array.from(table.lastOrder, (day) => (day === NO_DAY ? NaN : day));
    case 'segment':
      return Float64Array.from(table.segment, (segment) => (segment === NO_SEGMENT ? NaN : segment));
  }
}

export interface CustomerList {
  /** One window of the list, in steps: the first of a search or an order takes some time, the next ones none. */
  query(query: CustomerQuery): Generator<Progress, CustomerPage>;
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

  function* sorted(sort: CustomerSort, descending: boolean): Generator<Progress, Uint32Array> {
    const name = `order ${sort} ${descending}`;
    const known = kept.get(name);
    if (known !== undefined) return remember(name, known);
    byKey ??= yield* keyOrder();
    if (sort === 'key') return remember(name, descending ? byKey.slice().reverse() : byKey);
    return remember(name, orderByValue(byKey, sortValues(table, sort), descending));
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

  function* matching(query: CustomerQuery): Generator<Progress, Uint32Array> {
    const order = yield* sorted(query.sort, query.descending);
    const search = query.search.trim().toLowerCase();
    const { segment, risk } = query;
    const stage = query.stage === null ? null : lifeStages.indexOf(query.stage);
    if (search === '' && segment === null && stage === null && risk === 'all') return order;
    const name = `list ${query.sort} ${query.descending} ${segment} ${stage} ${risk} ${search}`;
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
      if (texts !== null && !texts[i]!.includes(search)) continue;
      found[count++] = i;
    }
    return remember(name, found.slice(0, count));
  }

  return {
    *query(query) {
      const list = yield* matching(query);
      const offset = Math.max(0, Math.min(query.offset, list.length));
      const window = list.subarray(offset, offset + Math.max(0, query.limit));
      return { total: list.length, offset, rows: Array.from(window, (index) => customerRow(table, index)) };
    },
  };
}
