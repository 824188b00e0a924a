import {
  defaultSettings,
  type AnalysisResult,
  type ChurnPart,
  type CustomerDetail,
  type CustomerPage,
  type CustomerQuery,
  type FeatureInfo,
  type FoldScore,
  type SegmentsPart,
  type ValuePart,
} from '../../../src/domain';

/** A plausible result, made by hand: 400 customers in three groups, a model that beats its rules. Parts can be replaced. */

const info = (id: string, unit: FeatureInfo['unit'], source: FeatureInfo['source'] = 'orders'): FeatureInfo => ({
  id,
  source,
  kind: 'numeric',
  unit,
});
export const features: readonly FeatureInfo[] = [
  info('daysSinceLastOrder', 'days'),
  info('orderCount', 'count'),
  info('totalSpend', 'money'),
];
const plan: FeatureInfo = { id: 'plan', source: 'column', kind: 'category', unit: 'none' };

const score = (mean: number, sd = 0.01): FoldScore => ({ mean, sd, folds: [mean - sd, mean, mean + sd] });

export function segmentsPart(patch: Partial<SegmentsPart> = {}): SegmentsPart {
  const n = 400;
  const sizes = [240, 120, 40];
  const group = Uint8Array.from({ length: n }, (_, i) => (i < 240 ? 0 : i < 360 ? 1 : 2));
  return {
    model: 'k-means',
    engine: 'tfjs-cpu',
    features,
    available: [...features, plan],
    scale: 'standard',
    k: 3,
    chosenBy: 'silhouette',
    sse: 512.25,
    silhouette: 0.5539,
    silhouetteSample: n,
    candidates: [
      { k: 2, sse: 800, silhouette: 0.41 },
      { k: 3, sse: 512.25, silhouette: 0.5539 },
      { k: 4, sse: 400, silhouette: 0.5 },
    ],
    verdict: 'clear',
    segments: ['lapsed-once', 'regulars', 'best'].map((code, index) => ({
      index,
      size: sizes[index] ?? 0,
      share: (sizes[index] ?? 0) / n,
      name: { code, values: {} },
      portrait: features.map(({ id }, at) => ({
        feature: id,
        effect: (index - 1) * (1.5 - at * 0.5),
        mean: 100 * (index + 1),
        overallMean: 150,
        median: 90 * (index + 1),
        ninth: 100 * (index + 1),
      })),
      revenueShare: [0.2, 0.35, 0.45][index] ?? null,
      meanRisk: [0.6, 0.3, 0.1][index] ?? null,
      typical: [`C${String(index)}1`, `C${String(index)}2`],
      advice: { code, values: {} },
    })),
    scatter: {
      xFeature: 'daysSinceLastOrder',
      yFeature: 'orderCount',
      x: Float64Array.from(group, (segment, i) => 10 + segment * 40 + (i % 17)),
      y: Float64Array.from(group, (segment, i) => 20 - segment * 5 + (i % 7)),
      segment: group,
    },
    n,
    ms: 120,
    ...patch,
  };
}

export function churnPart(patch: Partial<ChurnPart> = {}): ChurnPart {
  return {
    source: 'orders',
    label: null,
    positive: null,
    cutoff: 19_900,
    horizonDays: 90,
    cutoffRange: [19_500, 19_910],
    n: 400,
    positives: 120,
    features,
    available: [...features, plan],
    excluded: [{ column: 'note', why: { code: 'column-empty', values: { column: 'note' } } }],
    leaks: [],
    models: [
      {
        id: 'logistic',
        engine: 'tfjs-cpu',
        auc: score(0.845),
        averagePrecision: score(0.66),
        brier: score(0.1355, 0.002),
        logLoss: score(0.417),
        ece: score(0.025),
        liftAt10: score(2.87, 0.1),
        accuracy: score(0.805),
        confusion: { truePositive: 70, falseNegative: 50, falsePositive: 30, trueNegative: 250 },
        report: {
          left: { precision: 0.7, recall: 70 / 120, f1: 0.636, support: 120 },
          stayed: { precision: 0.833, recall: 250 / 280, f1: 0.862, support: 280 },
        },
        roc: { fpr: Float64Array.of(0, 0.1, 0.4, 1), tpr: Float64Array.of(0, 0.6, 0.9, 1) },
        calibration: { predicted: [0.1, 0.3, 0.7], observed: [0.08, 0.33, 0.72], n: [134, 133, 133] },
        histogram: { edges: [0, 0.25, 0.5, 0.75, 1], left: [20, 30, 40, 30], stayed: [180, 70, 20, 10] },
        ms: 300,
        coefficients: [
          { name: 'daysSinceLastOrder', feature: 'daysSinceLastOrder', level: null, value: 1.2 },
          { name: 'orderCount', feature: 'orderCount', level: null, value: -0.8 },
          { name: 'plan=Basic', feature: 'plan', level: 'Basic', value: 0.3 },
        ],
        intercept: -0.9,
      },
    ],
    baselines: [
      { id: 'base-rate', column: null, auc: score(0.5, 0), brier: score(0.21, 0.001) },
      { id: 'days-since-last-order', column: 'daysSinceLastOrder', auc: score(0.74), brier: null },
    ],
    gain: { mean: 0.105, interval: [0.08, 0.13] },
    threshold: 0.5,
    folds: 5,
    repeats: 3,
    ms: 320,
    ...patch,
  };
}

const estimate = (value: number, spread = 0.1) => ({ value, interval: [value * (1 - spread), value * (1 + spread)] as const });
const fitted = (id: ValuePart['model']['id'], letters: readonly string[]): ValuePart['model'] => ({
  id,
  parameters: letters.map((letter, at) => ({ letter, value: at + 0.25, standardError: 0.05 })),
  logLikelihood: -9582.43,
  held: false,
});

export function valuePart(patch: Partial<ValuePart> = {}): ValuePart {
  const line = [
    [0, 0],
    [0.25, 0.8],
    [1, 1],
  ] as const;
  return {
    model: fitted('bg-nbd', ['r', 'alpha', 'a', 'b']),
    chosenBy: 'rule',
    others: [fitted('mbg-nbd', ['r', 'alpha', 'a', 'b'])],
    timeUnit: 'week',
    horizonMonths: 12,
    discountRate: 0.1,
    margin: 1,
    currency: 'EUR',
    n: 380,
    repeaters: 240,
    alive: 300.4,
    spend: {
      method: 'gamma-gamma',
      n: 240,
      parameters: ['p', 'q', 'v'].map((letter, at) => ({ letter, value: at + 2, standardError: 0.2 })),
      logLikelihood: -4055.92,
      mean: 35,
      correlation: 0.1,
    },
    horizons: [3, 6, 12, 24, 36].map((months) => ({
      months,
      orders: estimate(months * 50),
      value: estimate(months * 1_900),
      revenue: estimate(months * 2_000),
    })),
    forecast: Array.from({ length: 12 }, (_, k) => ({ month: k + 1, revenue: estimate(2_100 - k * 40, 0.2) })),
    holdOut: {
      ok: true,
      cutoff: 19_800,
      end: 19_990,
      n: 350,
      model: fitted('bg-nbd', ['r', 'alpha', 'a', 'b']),
      actual: 188,
      methods: [
        { id: 'model', total: 165.3, correlation: 0.63, meanAbsoluteError: 0.786, auc: 0.77 },
        { id: 'naive', total: 293, correlation: 0.58, meanAbsoluteError: 1.024, auc: 0.74 },
      ],
      byRepeats: [0, 1, 2].map((from) => ({
        from,
        more: from === 2,
        n: 100 - from * 20,
        actual: from + 0.2,
        model: from + 0.3,
        naive: from * 2,
      })),
    },
    concentration: {
      past: { customers: 380, most: 90, points: line },
      future: { customers: 380, most: 95, points: line },
    },
    bySegment: [
      { segment: 0, n: 240, value: 4_000 },
      { segment: 1, n: 100, value: 6_800 },
      { segment: 2, n: 40, value: 12_000 },
    ],
    byCohort: [
      { from: 19_358, n: 200, value: 8_000 },
      { from: 19_723, n: 150, value: 14_800 },
    ],
    top: [
      { key: 'C1/ä', label: 'Ada', alive: 0.998, orders: 7.2, value: 900, spent: 5_000 },
      { key: 'C2', label: '', alive: 0.6, orders: 3, value: 400.5, spent: 90 },
    ],
    notes: [{ code: 'value-undone', values: { n: 4 } }],
    ms: 400,
    ...patch,
  };
}

export function makeResult(patch: Partial<AnalysisResult> = {}): AnalysisResult {
  return {
    schema: 'kith-result',
    version: 1,
    asOf: 19_990,
    seed: 1,
    settings: defaultSettings,
    customers: 400,
    orders: 1_500,
    cancellations: 12,
    answers: 0,
    interactions: 0,
    anonymousOrders: 3,
    revenues: [{ currency: 'EUR', gross: 60_000, pending: 500, refunded: 1_500, net: 58_000 }],
    kpis: {
      aov: { value: 40, n: 1_500, period: [19_200, 19_990] },
      repeatRate: { value: 0.6, n: 400, interval: [0.55, 0.65], period: [19_200, 19_990] },
      churnRate: { value: 0.3, n: 400, interval: [0.26, 0.35], period: [19_900, 19_990] },
      retention: { value: 0.7, n: 400, interval: [0.65, 0.74], period: [19_900, 19_990] },
      nps: { value: 41.6, n: 90, interval: [30, 53], period: null },
    },
    monthly: {
      months: [19_844, 19_875, 19_905, 19_936],
      revenue: [900, 1_000, 1_250, 300],
      orders: [22, 25, 30, 7],
      buyers: [20, 21, 25, 6],
      newBuyers: [5, 4, 6, 1],
      lastIncomplete: true,
    },
    spread: { feature: info('totalSpend', 'money'), edges: [0, 50, 100, 1_000], counts: [100, 260, 40] },
    segments: { ok: true, ...segmentsPart() },
    churn: { ok: true, ...churnPart() },
    value: { ok: true, ...valuePart() },
    today: {
      slipping: 80,
      slippingWorth: 9_000,
      contacts: [
        {
          key: 'C1/ä',
          label: 'Ada',
          risk: 0.81,
          worth: 900,
          reasons: [{ code: 'daysSinceLastOrder-high', values: { value: 200 } }],
        },
        { key: 'C2', label: '', risk: 0.6, worth: 700, reasons: [] },
      ],
      claims: [
        {
          code: 'slipping-worth-currency',
          values: { customers: 400, slipping: 80, contacts: 2, worth: 9_000, currency: 'EUR' },
          caveats: [{ code: 'weak-score', values: { auc: 0.59 } }],
        },
        { code: 'month-up', values: { month: '2024-07', change: 0.25, months: 3 }, caveats: [] },
      ],
    },
    timings: {},
    notes: [{ code: 'anonymous-orders', values: { n: 3 } }],
    ...patch,
  };
}

/** A worker's list over `total` invented customers, sorted by nothing but their number. */
export function pageOf(query: CustomerQuery, total: number): CustomerPage {
  const count = Math.max(Math.min(query.limit, total - query.offset), 0);
  return {
    total,
    offset: query.offset,
    rows: Array.from({ length: count }, (_, i) => {
      const index = query.offset + i;
      return {
        index,
        key: `C${String(index)}`,
        label: `Customer ${String(index)}`,
        orderCount: index % 9,
        totalSpend: index * 1.5,
        lastOrder: 19_000 + (index % 900),
        segment: index % 3,
        risk: (index % 100) / 100,
        value: (query.offset + i) % 3 === 0 ? null : 10 * (query.offset + i),
      };
    }),
  };
}

export function detailOf(key: string): CustomerDetail {
  const [row] = pageOf(
    { search: '', segment: null, stage: null, risk: 'all', sort: 'key', descending: false, offset: 7, limit: 1 },
    400,
  ).rows;
  if (!row) throw new Error('no row');
  return {
    row: { ...row, key },
    firstOrder: 19_100,
    advice: null,
    standing: null,
    worth: { alive: 0.91, orders: 4.2, value: 180 },
    facts: [
      { feature: info('totalSpend', 'money'), value: 10.5 },
      { feature: plan, value: 'Basic' },
      { feature: info('orderCount', 'count'), value: null },
    ],
    timeline: [
      { day: 19_800, kind: 'refund', id: 'R1', amount: -5, detail: '' },
      { day: null, kind: 'answer', id: '', amount: null, detail: '4 of 5' },
    ],
    entries: 2,
    reasons: [
      {
        feature: 'orderCount',
        level: null,
        contribution: -0.5,
        value: 7,
        note: { code: 'orderCount-high', values: { value: 7 } },
      },
      {
        feature: 'plan',
        level: 'Basic',
        contribution: 1,
        value: null,
        note: { code: 'column-is', values: { column: 'plan', level: 'Basic' } },
      },
      { feature: 'units', level: null, contribution: 0, value: 3, note: { code: 'units-low', values: { value: 3 } } },
    ],
  };
}
