import { NO_STAGE, rfmGroups, type RfmBin, type RfmPart } from '../../domain';
import { countMoves } from './stages';
import type { PurchaseDays } from './rhythm';

/** Fewer buyers, fewer bins: each should hold some ten of them. */
const binsFor = (buyers: number): number => (buyers >= 100 ? 5 : buyers >= 40 ? 4 : buyers >= 20 ? 3 : 2);
const leastBuyers = 10;

interface Figures {
  /** Days since the last purchase, purchases, net spend; NaN for who has not bought. */
  readonly r: Float64Array;
  readonly f: Float64Array;
  readonly m: Float64Array;
}

function figuresOn({ offsets, day, net }: PurchaseDays, on: number): Figures {
  const customers = offsets.length - 1;
  const [r, f, m] = [0, 1, 2].map(() => new Float64Array(customers).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let c = 0; c < customers; c++) {
    let sum = 0;
    let i = offsets[c]!;
    for (; i < offsets[c + 1]! && day[i]! <= on; i++) sum += net[i]!;
    if (i === offsets[c]) continue;
    r[c] = on - day[i - 1]!;
    f[c] = i - offsets[c]!;
    m[c] = Math.round(sum * 100) / 100;
  }
  return { r, f, m };
}

/**
 * Bins of about equal numbers, by the middle of the ranks of equal values: what is equal is in one bin, whatever its number, so a
 * bin may be empty. Bin 1 holds the smallest values. Without NaN; each bin with the least and the greatest value in it.
 */
export function tieAwareBins(values: Float64Array, bins: number): RfmBin[] {
  const { value, count, n } = distinctOf(values);
  const found: RfmBin[] = [];
  let from = 0;
  for (let i = 0; i < value.length; i++) {
    const to = from + count[i]!;
    const bin = Math.min(bins, 1 + Math.floor((bins * (from + to)) / (2 * n)));
    const last = found.at(-1);
    if (last?.bin === bin) found[found.length - 1] = { ...last, to: value[i]!, n: last.n + to - from };
    else found.push({ bin, from: value[i]!, to: value[i]!, n: to - from });
    from = to;
  }
  return found;
}

/** Whole numbers that lie within so many of each other are counted, not sorted. */
const countable = 1 << 16;

/** The different values, ascending, with how often each is there; NaN is left out. */
function distinctOf(values: Float64Array): { value: number[]; count: number[]; n: number } {
  let [least, most, n, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, true];
  for (let i = 0; i < values.length; i++) {
    const one = values[i]!;
    if (Number.isNaN(one)) continue;
    n++;
    if (one < least) least = one;
    if (one > most) most = one;
    if (one !== Math.floor(one)) whole = false;
  }
  const value: number[] = [];
  const count: number[] = [];
  if (n > 0 && whole && most - least < countable) {
    const counts = new Int32Array(most - least + 1);
    for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) counts[values[i]! - least]!++;
    for (const [at, many] of counts.entries()) {
      if (many === 0) continue;
      value.push(least + at);
      count.push(many);
    }
    return { value, count, n };
  }
  const sorted = values.filter((one) => !Number.isNaN(one)).sort();
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && sorted[to] === sorted[from]) to++;
    value.push(sorted[from]!);
    count.push(to - from);
    from = to;
  }
  return { value, count, n };
}

/** The bin of a value by cuts, of values between two bins the nearer below; NaN has none: 0. */
function binOf(cuts: readonly RfmBin[], value: number): number {
  if (Number.isNaN(value)) return 0;
  for (let at = cuts.length - 1; at > 0; at--) if (value >= cuts[at]!.from) return cuts[at]!.bin;
  return cuts[0]!.bin;
}

/** 0 = high, 1 = middle, 2 = low: thirds of the scale from 0 to 1. */
const third = (share: number): number => (share > 2 / 3 ? 0 : share > 1 / 3 ? 1 : 2);

/** The group of bins that run from 1 to `bins`, recency already turned so that the latest are highest. Every combination has one. */
export function rfmGroupOf(r: number, f: number, m: number | null, bins: number): number {
  const share = (bin: number) => (bin - 0.5) / bins;
  const worth = m === null ? share(f) : (share(f) + share(m)) / 2;
  return third(share(r)) * 3 + third(worth);
}

/** Recency, frequency, money of buyers on a day, with what changed since an earlier one; null where there are fewer than ten. */
export function rfm(
  purchases: PurchaseDays,
  asOf: number,
  earlier: number,
  money: boolean,
): { part: RfmPart; group: Uint8Array; before: Uint8Array; bins: Int32Array } | null {
  const now = figuresOn(purchases, asOf);
  const buyers = now.f.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
  if (buyers < leastBuyers) return null;
  const bins = binsFor(buyers);
  // Silence is counted as less the longer it is: bin 1 holds the longest.
  const turned = (figures: Figures) => figures.r.map((value) => -value);
  const cuts = {
    r: tieAwareBins(turned(now), bins),
    f: tieAwareBins(now.f, bins),
    m: money ? tieAwareBins(now.m, bins) : null,
  };
  const codes = new Int32Array(now.f.length);
  const none = NO_STAGE;
  const grouped = (figures: Figures, keep: Int32Array | null): Uint8Array => {
    const minus = turned(figures);
    const found = new Uint8Array(figures.f.length);
    for (let c = 0; c < found.length; c++) {
      const value = figures.f[c]!;
      if (Number.isNaN(value)) {
        found[c] = none;
        continue;
      }
      const r = binOf(cuts.r, minus[c]!);
      const f = binOf(cuts.f, value);
      const m = cuts.m && binOf(cuts.m, figures.m[c]!);
      if (keep) keep[c] = r * 100 + f * 10 + (m ?? 0);
      found[c] = rfmGroupOf(r, f, m, bins);
    }
    return found;
  };
  const group = grouped(now, codes);
  const before = grouped(figuresOn(purchases, earlier), null);
  const groups = rfmGroups.map(() => ({ n: 0, spent: 0 }));
  for (let c = 0; c < group.length; c++) {
    if (group[c] === none) continue;
    const own = groups[group[c]!]!;
    own.n++;
    own.spent += now.m[c]!;
  }
  return {
    part: {
      bins,
      n: buyers,
      // Days of silence are told as such, the longest first.
      cuts: { ...cuts, r: cuts.r.map((cut) => ({ ...cut, from: -cut.to || 0, to: -cut.from || 0 })) },
      groups: groups.map(({ n, spent }) => ({ n, spent: Math.round(spent * 100) / 100 })),
      moves: countMoves(before, group, rfmGroups.length, NO_STAGE),
    },
    group,
    before,
    bins: codes,
  };
}
