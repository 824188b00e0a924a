import type { FeatureInfo, PortraitLine, SegmentName } from '../domain';

/** What naming looks at: per segment the portrait over all features, and the place of its median among all customers. */
export interface NamingInput {
  readonly portrait: readonly PortraitLine[];
  /** 0..1 by feature id: 0.9 = nine in ten customers have less. */
  readonly place: Readonly<Record<string, number>>;
}

interface Traits {
  /** Days since the last order, orders, spend, value of an order, age: places in 0..1, 0.5 where unknown. */
  readonly quiet: number;
  readonly often: number;
  readonly spend: number;
  readonly basket: number;
  readonly age: number;
  /** Median number of orders, days since the last and the first. */
  readonly orders: number;
  /** Nine in ten ordered no more than once. */
  readonly once: boolean;
  readonly days: number;
  readonly ageDays: number;
}

interface Candidate {
  readonly code: string;
  readonly fits: (t: Traits) => boolean;
  readonly score: (t: Traits) => number;
}

/** Whoever bought within so many days is not "lapsed"; whoever came longer ago than that is not "new". */
const lapsedDays = 30;
const newDays = 120;

/** Names for shops. A name is only ever given where its words are true of the segment's median customer; "once", of nine in ten. */
const shopNames: readonly Candidate[] = [
  {
    code: 'best',
    fits: (t) => t.orders >= 2 && t.often >= 0.6 && t.spend >= 0.65 && t.quiet <= 0.55,
    score: (t) => (t.often + t.spend + (1 - t.quiet)) / 3 + 0.15,
  },
  {
    code: 'regulars',
    fits: (t) => t.orders >= 2 && t.often >= 0.5 && t.quiet <= 0.55,
    score: (t) => (t.often + 1 - t.quiet) / 2 + 0.05,
  },
  {
    code: 'new',
    fits: (t) => t.ageDays <= newDays && t.age <= 0.4 && t.quiet <= 0.5,
    score: (t) => (1 - t.age + 1 - t.quiet) / 2 + 0.1,
  },
  {
    code: 'lapsed-big',
    fits: (t) => t.days >= lapsedDays && t.spend >= 0.6 && t.quiet >= 0.55 && t.orders >= 2,
    score: (t) => (t.spend + t.quiet) / 2 + 0.1,
  },
  {
    code: 'lapsed-regulars',
    fits: (t) => t.days >= lapsedDays && t.orders >= 2 && t.often >= 0.5 && t.quiet >= 0.55,
    score: (t) => (t.often + t.quiet) / 2 + 0.05,
  },
  {
    code: 'lapsed-once',
    fits: (t) => t.days >= lapsedDays && t.once && t.quiet >= 0.5,
    score: (t) => (t.quiet + 1 - t.often) / 2 + 0.1,
  },
  { code: 'recent-once', fits: (t) => t.once && t.quiet < 0.5, score: (t) => (1 - t.quiet + 1 - t.often) / 2 },
  { code: 'big-baskets', fits: (t) => t.basket >= 0.65, score: (t) => t.basket - 0.05 },
  { code: 'small-baskets', fits: (t) => t.basket <= 0.35, score: (t) => 1 - t.basket - 0.1 },
  { code: 'quiet', fits: (t) => t.days >= lapsedDays && t.quiet >= 0.55, score: (t) => t.quiet - 0.15 },
  { code: 'lately', fits: (t) => t.quiet <= 0.45, score: (t) => 1 - t.quiet - 0.15 },
  { code: 'once', fits: (t) => t.once, score: () => 0.3 },
  { code: 'occasional', fits: (t) => t.orders >= 2 && t.often < 0.75, score: () => 0.4 },
];

/** An effect from here on is worth a word. */
const telling = 0.5;

/**
 * Plain-language names, one a segment, all different, by rule from the portraits. `features` are those the segments
 * were made of: where some come from orders the names are a shop's ("Regulars gone quiet"), else they are built from the
 * columns' own names ("High income, low score"). Where two would be the same, numbers are added.
 */
export function segmentNames(segments: readonly NamingInput[], features: readonly FeatureInfo[]): SegmentName[] {
  const columns = features
    .filter((feature) => feature.source === 'column' && feature.kind !== 'category')
    .map((feature) => feature.id);
  const names =
    features.some((feature) => feature.source === 'orders') || columns.length === 0
      ? shopSegmentNames(segments)
      : columnSegmentNames(segments, columns);
  const taken = new Map<string, number>();
  return names.map((name, i) => {
    const key = JSON.stringify(name);
    const seen = taken.get(key) ?? 0;
    taken.set(key, seen + 1);
    return seen === 0 ? name : { code: 'group', values: { n: i + 1 } };
  });
}

function shopSegmentNames(segments: readonly NamingInput[]): SegmentName[] {
  const traits = segments.map(({ portrait, place }): Traits => ({
    quiet: place.daysSinceLastOrder ?? 0.5,
    often: place.orderCount ?? 0.5,
    spend: place.totalSpend ?? 0.5,
    basket: place.averageOrderValue ?? 0.5,
    age: place.ageDays ?? 0.5,
    orders: portrait.find((line) => line.feature === 'orderCount')?.median ?? 1,
    once: (portrait.find((line) => line.feature === 'orderCount')?.ninth ?? 1) < 2,
    days: portrait.find((line) => line.feature === 'daysSinceLastOrder')?.median ?? Number.NaN,
    ageDays: portrait.find((line) => line.feature === 'ageDays')?.median ?? Number.NaN,
  }));
  const pairs = traits.flatMap((own, segment) =>
    shopNames.filter((name) => name.fits(own)).map((name) => ({ segment, code: name.code, score: name.score(own) })),
  );
  pairs.sort((a, b) => b.score - a.score || a.segment - b.segment);
  const given = new Map<number, string>();
  const used = new Set<string>();
  for (const { segment, code } of pairs) {
    if (given.has(segment) || used.has(code)) continue;
    given.set(segment, code);
    used.add(code);
  }
  return segments.map(({ portrait }, segment) => {
    const code = given.get(segment);
    if (code !== undefined) return { code, values: {} };
    const median = (id: string) => portrait.find((line) => line.feature === id)?.median;
    const [orders, days] = [median('orderCount'), median('daysSinceLastOrder')];
    if (orders !== undefined && days !== undefined) {
      return { code: 'orders-and-days', values: { orders: Math.round(orders), days: Math.round(days) } };
    }
    return { code: 'group', values: { n: segment + 1 } };
  });
}

function columnSegmentNames(segments: readonly NamingInput[], columns: readonly string[]): SegmentName[] {
  const lines = segments.map(({ portrait }) => portrait.filter((line) => columns.includes(line.feature)));
  const first = lines.map((own) => traitName(own, columns));
  const count = new Map<string, number>();
  for (const name of first) count.set(JSON.stringify(name), (count.get(JSON.stringify(name)) ?? 0) + 1);
  return first.map((name, i) => (count.get(JSON.stringify(name)) === 1 ? name : numberName(lines[i]!, columns)));
}

/** The one or two features that tell most, in the order the features have. */
function chosen(lines: readonly PortraitLine[], columns: readonly string[]): PortraitLine[] {
  return lines
    .filter((line) => Math.abs(line.effect) >= telling)
    .slice(0, 2)
    .sort((a, b) => columns.indexOf(a.feature) - columns.indexOf(b.feature));
}

function traitName(lines: readonly PortraitLine[], columns: readonly string[]): SegmentName {
  const [a, b] = chosen(lines, columns);
  if (!a) return { code: 'middle', values: {} };
  const way = (line: PortraitLine) => (line.effect > 0 ? 'high' : 'low');
  if (!b) return { code: way(a), values: { a: a.feature } };
  return { code: `${way(a)}-${way(b)}`, values: { a: a.feature, b: b.feature } };
}

function numberName(lines: readonly PortraitLine[], columns: readonly string[]): SegmentName {
  const telling2 = chosen(lines, columns);
  const [a, b] = telling2.length === 2 ? telling2 : lines;
  if (!a) return { code: 'middle', values: {} };
  const short = (value: number) => Number(value.toPrecision(3));
  if (!b) return { code: 'around', values: { a: a.feature, x: short(a.mean) } };
  return { code: 'around-two', values: { a: a.feature, x: short(a.mean), b: b.feature, y: short(b.mean) } };
}
