import type { DateOrder } from '../domain';
import { churnName } from './churn-label';
import { DateBuilder } from './date-builder';
import { factsOf, type ColumnFacts } from './facts';
import { NumberBuilder, type Proof } from './number-builder';
import { NumberReader } from './numbers';
import type { Builder, Pass } from './pass';
import { TextBuilder } from './text-builder';

/** A sample with fewer filled cells than this says little: the whole column is looked at instead. */
const fewCells = 50;

/** The facts of the sample, put right by what a whole pass counted. Shares that only the sample knows are kept. */
export function factsAfter(sample: readonly ColumnFacts[], pass: Pass): ColumnFacts[] {
  return sample.map((facts, column) => {
    const builder = pass.builders[column];
    return builder ? columnAfter(facts, builder, pass.turnedAway.get(column) ?? 0) : facts;
  });
}

function columnAfter(sample: ColumnFacts, builder: Builder, turnedAway: number): ColumnFacts {
  if (builder instanceof TextBuilder) return textAfter(sample, builder);
  const filled = builder.filled + turnedAway;
  const readable = builder.filled - builder.unreadable;
  const facts = scaled(sample, filled, filled);
  if (builder instanceof DateBuilder) {
    if (sample.dates > 0 || sample.compactDates === 0) facts.dates = readable;
    else facts.compactDates = readable;
    return facts;
  }
  facts.minimum = builder.minimum;
  facts.maximum = builder.maximum;
  facts.pointProofs = builder.pointProofs;
  facts.commaProofs = builder.commaProofs;
  facts.ambiguousNumbers = builder.ambiguous;
  facts.ambiguousPoints = builder.ambiguousPoints;
  countBothWays(facts, builder, readable, turnedAway);
  return facts;
}

/** How many cells are numbers by the column's own mark, and how many would be by the other. */
function countBothWays(facts: ColumnFacts, builder: NumberBuilder, readable: number, turnedAway: number): void {
  const other = new NumberReader(builder.decimal === '.' ? ',' : '.');
  const strange = builder.unreadable + turnedAway;
  const mended = builder.strange.filter((cell) => !Number.isNaN(other.read(cell))).length;
  const own = builder.decimal === '.' ? builder.pointProofs : builder.commaProofs;
  const otherWay =
    Math.max(0, readable - own) + (builder.strange.length === 0 ? 0 : Math.round((strange * mended) / builder.strange.length));
  facts.pointNumbers = builder.decimal === '.' ? readable : otherWay;
  facts.commaNumbers = builder.decimal === ',' ? readable : otherWay;
}

function textAfter(sample: ColumnFacts, builder: TextBuilder): ColumnFacts {
  let facts = sample;
  if (sample.real < fewCells && builder.filled > sample.filled) {
    const cells = builder.values(2000).map((text) => [text]);
    facts = factsOf(cells, [sample.name], [sample.header])[0]!;
  }
  const ratio = facts.filled === 0 ? 0 : builder.filled / facts.filled;
  const real = builder.ids ? builder.filled : builder.filled - Math.round(facts.tokens * ratio);
  const after = scaled(facts, builder.filled, real);
  after.distinct = builder.distinct;
  after.brokenIds = builder.brokenIds;
  if (after.distinct <= 20 || (after.distinct <= 300 && churnName(facts.words) > 0)) {
    after.values.clear();
    const values = builder.values();
    builder.counts().forEach((times, code) => after.values.set(values[code]!, times));
  }
  return after;
}

function scaled(facts: ColumnFacts, filled: number, real: number): ColumnFacts {
  const ratio = facts.real === 0 ? 0 : real / facts.real;
  return {
    ...facts,
    values: new Map(facts.values),
    filled,
    real,
    tokens: filled - real,
    distinct: facts.distinct === facts.filled ? filled : facts.distinct,
    pointNumbers: facts.pointNumbers * ratio,
    commaNumbers: facts.commaNumbers * ratio,
    dates: facts.dates * ratio,
    compactDates: facts.compactDates * ratio,
    brokenIds: facts.brokenIds * ratio,
    emails: facts.emails * ratio,
    phones: facts.phones * ratio,
    triples: facts.triples * ratio,
    nameLike: facts.nameLike * ratio,
    fractions: facts.fractions * ratio,
  };
}

/** What the dates of the whole file prove of their order, with the first proof; null where nothing does. */
export function provedOrder(builders: readonly Builder[]): { order: DateOrder; proof: Proof } | null {
  let day = 0;
  let month = 0;
  let firstDay: Proof | null = null;
  let firstMonth: Proof | null = null;
  for (const builder of builders) {
    if (!(builder instanceof DateBuilder)) continue;
    day += builder.dayProofs;
    month += builder.monthProofs;
    firstDay ??= builder.firstDay;
    firstMonth ??= builder.firstMonth;
  }
  if (day > month && firstDay) return { order: 'day-first', proof: firstDay };
  return month > day && firstMonth ? { order: 'month-first', proof: firstMonth } : null;
}
