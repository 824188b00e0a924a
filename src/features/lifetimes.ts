import { civilFromDay, countNulls, daysInMonth, KithError, type RetentionPart } from '../domain';
import type { LabelOutcome } from './churn-data';
import { newestDay } from './export-age';
import { asNumbers, asText, daysOf, present, type SourceColumn, type SourceTable } from './source';

/** How long each subscription lasted, or has lasted so far; one entry a row of the file. */
export interface Lifetimes extends Pick<
  RetentionPart,
  'source' | 'label' | 'column' | 'endColumn' | 'tenureUnit' | 'until' | 'skipped'
> {
  /** Months, with fractions where the days are known. */
  readonly months: Float64Array;
  /** Whole months: begun ones of those that ended (from 1), completed ones of those that go on (from 0). */
  readonly periods: Int32Array;
  /** 1 = it ended. */
  readonly ended: Uint8Array;
}

const tenureName =
  /^(tenure|(customer |subscription |membership |account )?(tenure|lifetime|age)( in)?|months? (active|subscribed|as customer|on book|with us|since start)|months?|subscription length)( (days?|weeks?|months?|years?))?$/i;
const tenureChinese = /^(在网|入网|使用|会员|订阅|在会)(时长|月数|天数|年限)/;
/** Names of the day on which a subscription began, the surest first. */
const startNames = [
  /^(?!.*(trial|period)).*(\bstart|\bbegan|\bbegin|since|开通|开始)/i,
  /created|sign ?up|signed up|joined|subscribed (on|at)|first (charge|payment)|注册|加入|订阅(日期|时间)/i,
];
/** Names of the day on which a subscription ended, the surest first. */
const endNames = [
  /cancel|\bended\b|terminat|unsubscribed|churn(ed)? (date|at|on)|终止|取消|退订/i,
  /\bend\b|last (charge|payment)|结束/i,
  /expir|expiry|到期/i,
];
const unitDays = { day: 365.25 / 12, week: 365.25 / 12 / 7, month: 1, year: 1 / 12 } as const;

const plainName = (name: string): string =>
  name
    .replace(/[_\-.()]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/\s+/g, ' ')
    .trim();

function unitOf(name: string): RetentionPart['tenureUnit'] {
  if (/day|天|日/i.test(name)) return 'day';
  if (/week|周/i.test(name)) return 'week';
  return /year|年/i.test(name) ? 'year' : 'month';
}

/** The column that counts how long each has been there, by its name and its numbers: none below 0. */
function tenureColumn(table: SourceTable): { name: string; values: Float64Array } | null {
  for (const { name, column } of table.columns) {
    const plain = plainName(name);
    if (!tenureName.test(plain) && !tenureChinese.test(plain)) continue;
    const values = asNumbers(column);
    if (values?.every((value) => Number.isNaN(value) || value >= 0)) return { name, values };
  }
  return null;
}

/** Whole calendar months from one day to a later one, and the days left over. */
function calendarMonths(from: number, to: number): { months: number; days: number } {
  const [a, b] = [civilFromDay(from), civilFromDay(to)];
  // The 31st has its month's day at the end of shorter months.
  const anniversary = Math.min(a.day, daysInMonth(b.year, b.month));
  let months = (b.year - a.year) * 12 + b.month - a.month;
  let days = b.day - anniversary;
  if (days < 0) {
    months--;
    const [year, month] = b.month === 1 ? [b.year - 1, 12] : [b.year, b.month - 1];
    days = b.day + daysInMonth(year, month) - Math.min(a.day, daysInMonth(year, month));
  }
  return { months, days };
}

const monthDays = 365.25 / 12;

/**
 * How long the subscriptions last of the table in which `outcome` says who left: by a column that counts it, else by dates of start
 * and end. Those who stayed were seen up to the newest day of the file, at most the as-of day; an end after that is none yet. Throws
 * retention/no-time where neither is there, retention/too-few under 20 rows or 5 that left.
 */
export function lifetimes(tables: readonly SourceTable[], outcome: LabelOutcome, asOf: number): Lifetimes {
  const table = tables[outcome.table]!;
  const label = table.columns.find(({ name }) => name === outcome.label)!;
  const labelDays = daysOf(label.column);
  const words = labelDays === null ? asText(label.column) : null;
  /** 1 left, 0 stayed, −1 not said. */
  const said = (i: number): number => {
    if (labelDays !== null) return present(label.column, i) ? 1 : 0;
    const word = present(words!, i) ? words!.dictionary[words!.codes[i]!]!.trim() : '';
    return word === '' ? -1 : word === outcome.positive ? 1 : 0;
  };
  const tenure = tenureColumn(table);
  const found = tenure ? byTenure(table.rows, tenure, said) : byDates(table, label, said, asOf);
  if (found === null) throw new KithError('retention/no-time', { file: table.name, label: outcome.label });
  const left = found.ended.reduce((a, b) => a + b, 0);
  if (found.months.length < 20 || left < 5) {
    throw new KithError('retention/too-few', { n: found.months.length, left, needed: 20, neededLeft: 5 });
  }
  return { ...found, label: outcome.label };
}

type Found = Omit<Lifetimes, 'label'>;

function collected(rows: number): {
  add(months: number, period: number, ended: number): void;
  done(): Pick<Found, 'months' | 'periods' | 'ended'>;
} {
  const months = new Float64Array(rows);
  const periods = new Int32Array(rows);
  const ended = new Uint8Array(rows);
  let n = 0;
  return {
    add(time, period, over) {
      months[n] = time;
      periods[n] = period;
      ended[n++] = over;
    },
    done: () => ({ months: months.slice(0, n), periods: periods.slice(0, n), ended: ended.slice(0, n) }),
  };
}

function byTenure(rows: number, { name, values }: { name: string; values: Float64Array }, said: (i: number) => number): Found {
  const unit = unitOf(plainName(name));
  const per = unitDays[unit];
  const all = collected(rows);
  let skipped = 0;
  for (let i = 0; i < rows; i++) {
    const over = said(i);
    if (over < 0 || Number.isNaN(values[i]!)) {
      skipped++;
      continue;
    }
    const time = unit === 'month' ? values[i]! : values[i]! / per;
    all.add(time, over === 1 ? Math.max(1, Math.ceil(time - 1e-9)) : Math.floor(time + 1e-9), over);
  }
  return { source: 'tenure', column: name, endColumn: null, tenureUnit: unit, until: null, skipped, ...all.done() };
}

function byDates(table: SourceTable, label: SourceColumn, said: (i: number) => number, asOf: number): Found | null {
  const dated = table.columns.filter(({ column }) => daysOf(column) !== null);
  const start =
    startNames.map((start) => dated.find(({ name }) => name !== label.name && start.test(plainName(name)))).find(Boolean) ??
    dated.find(({ name, role }) => name !== label.name && role === 'date');
  const end =
    daysOf(label.column) !== null
      ? label
      : endNames.map((end) => dated.find(({ name }) => name !== start?.name && end.test(plainName(name)))).find(Boolean);
  // A file of those who left alone tells nothing of those who stayed.
  if (!start || !end || (end === label && countNulls(label.column) === 0)) return null;
  const [from, to] = [daysOf(start.column)!, daysOf(end.column)!];
  const until = Math.min(asOf, newestDay(table));
  const all = collected(table.rows);
  let skipped = 0;
  for (let i = 0; i < table.rows; i++) {
    const over = said(i);
    const known = over >= 0 && present(start.column, i) && from[i]! <= until;
    const last = over === 1 && present(end.column, i) ? to[i]! : Number.NaN;
    if (!known || (over === 1 && !(last >= from[i]!))) {
      skipped++;
      continue;
    }
    // Told to end, but only after what was seen: still there.
    const ended = over === 1 && last <= until ? 1 : 0;
    const day = ended === 1 ? last : until;
    const { months, days } = calendarMonths(from[i]!, day);
    all.add((day - from[i]!) / monthDays, ended === 1 ? Math.max(1, months + (days > 0 ? 1 : 0)) : months, ended);
  }
  return { source: 'dates', column: start.name, endColumn: end.name, tenureUnit: 'month', until, skipped, ...all.done() };
}
