import {
  defaultSettings,
  emptyMask,
  NO_DAY,
  setNull,
  type AnalysisResult,
  type Column,
  type ColumnType,
  type CustomerTable,
  type ImportReport,
  type Reject,
  type Table,
} from '../../../src/domain';
import type { NewImport } from '../../../src/store';

/** A small generator of numbers below 1, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const oddWords = ['', ' ', '=1+1', '__proto__', '小明', '\ud83d\ude00', '\ud800', 'a\nb', 'é', 'x'.repeat(300)];

/** A random column. A word of every dictionary is used; nulls as the column table has them. */
export function randomColumn(type: ColumnType, rows: number, missing: boolean, seed: number): Column {
  const random = chance(seed);
  const nulls = missing ? emptyMask(rows) : null;
  const gone = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    if (nulls === null || random() >= 0.2) continue;
    setNull(nulls, i);
    gone[i] = 1;
  }
  const numbers = () => Float64Array.from({ length: rows }, (_, i) => (gone[i] ? NaN : (random() - 0.5) * 10 ** (i % 12)));
  const days = () => Int32Array.from({ length: rows }, (_, i) => (gone[i] ? 0 : Math.floor(random() * 40_000) - 10_000));
  switch (type) {
    case 'number':
      return { type, values: numbers(), nulls };
    case 'boolean':
      return { type, values: Uint8Array.from({ length: rows }, (_, i) => (gone[i] ? 0 : random() < 0.5 ? 1 : 0)), nulls };
    case 'date':
      return { type, days: days(), nulls };
    case 'instant':
      return { type, ms: numbers(), days: days(), zone: (['UTC', 'offset', 'local'] as const)[seed % 3]!, nulls };
    case 'text': {
      const dictionary = [...oddWords, ...Array.from({ length: Math.min(rows, 5000) }, (_, i) => `word ${i} ${random()}`)];
      const codes = Uint32Array.from({ length: rows }, (_, i) => (gone[i] ? 0 : Math.floor(random() * dictionary.length)));
      return { type, codes, dictionary, nulls };
    }
  }
}

export function reportFor(table: Table, over: Partial<ImportReport> = {}): ImportReport {
  return {
    name: 'orders.csv',
    bytes: 1000,
    hash: 'hash-of-orders',
    encoding: 'utf-8',
    delimiter: ',',
    newline: '\n',
    headerLine: 1,
    preset: null,
    kind: 'orders',
    rowsRead: table.rows,
    rowsImported: table.rows,
    rowsRejected: 0,
    rowsPadded: 0,
    blankLines: 0,
    rejects: [],
    questions: [],
    columns: [],
    sample: [],
    warnings: [],
    timings: {},
    ...over,
  };
}

/** Three columns and `rows` rows. */
export function smallTable(rows: number, seed = 1): Table {
  return {
    rows,
    names: ['customer', 'amount', 'day'],
    columns: [
      randomColumn('text', rows, false, seed),
      randomColumn('number', rows, true, seed + 1),
      randomColumn('date', rows, true, seed + 2),
    ],
  };
}

export function importOf(id: string, table: Table, over: Partial<ImportReport> = {}, rejects: readonly Reject[] = []): NewImport {
  return { id, addedAt: 1_700_000_000_000, report: reportFor(table, { hash: `hash-${id}`, ...over }), table, rejects };
}

export function customersOf(rows: number): CustomerTable {
  const random = chance(rows + 7);
  const features = Array.from({ length: 10 }, (_, i) => ({
    id: `feature ${i}`,
    source: 'column' as const,
    kind: i === 9 ? ('category' as const) : ('numeric' as const),
    unit: 'none' as const,
  }));
  return {
    rows,
    keys: Array.from({ length: rows }, (_, i) => `customer.${(i * 7919) % rows}@example.com`),
    labels: Array.from({ length: rows }, (_, i) => (i % 5 === 0 ? '' : `Name ${i % 1000} 小明`)),
    orderCount: Int32Array.from({ length: rows }, () => Math.floor(random() * 20)),
    totalSpend: Float64Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? NaN : Math.floor(random() * 1000))),
    firstOrder: Int32Array.from({ length: rows }, () => 18_000),
    lastOrder: Int32Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? NO_DAY : 18_000 + Math.floor(random() * 900))),
    segment: Uint8Array.from({ length: rows }, (_, i) => (i % 13 === 0 ? 255 : i % 4)),
    risk: Float64Array.from({ length: rows }, (_, i) => (i % 17 === 0 ? NaN : random())),
    features,
    featureValues: features.map(() => Float64Array.from({ length: rows }, () => random())),
    levels: features.map(({ kind }) => (kind === 'category' ? ['a', 'b'] : null)),
  };
}

export function resultOf(customers: number): AnalysisResult {
  return {
    schema: 'kith-result',
    version: 1,
    asOf: 19_000,
    seed: 1,
    settings: defaultSettings,
    customers,
    orders: 0,
    cancellations: 0,
    answers: 0,
    interactions: 0,
    anonymousOrders: 0,
    revenues: [],
    kpis: {},
    monthly: null,
    spread: null,
    segments: { ok: false, error: { code: 'analysis/no-features', values: {} } },
    churn: { ok: false, error: { code: 'analysis/no-outcome', values: {} } },
    today: { slipping: 0, slippingWorth: null, contacts: [], claims: [] },
    timings: {},
    notes: [],
  };
}

const isArray = (value: unknown): value is Float64Array => ArrayBuffer.isView(value);

/** The same typed arrays as base for comparing: their type, length and bytes, so that big ones compare fast and to the bit. */
export function bits(value: unknown): unknown {
  if (isArray(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let hash = 0x811c9dc5;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
    return `${value.constructor.name} ${value.length} ${hash >>> 0}`;
  }
  if (Array.isArray(value)) return value.length > 1000 ? `list ${value.length} ${value.join('\n')}` : value.map(bits);
  if (typeof value !== 'object' || value === null) return value;
  // A dictionary is the same whether its bytes are at hand beside it or not.
  const entries = Object.entries(value).filter(([key]) => key !== 'packed');
  return Object.fromEntries(entries.map(([key, inner]) => [key, bits(inner)]));
}
