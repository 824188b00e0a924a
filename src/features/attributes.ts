import { describesCustomers, sayYesOrNo, type FeatureInfo, type Note, type Role, type TextColumn } from '../domain';
import type { FeatureColumn } from './frame';
import { asNumbers, asText, present, type SourceColumn, type SourceTable } from './source';
import { settle } from './sum';

/** Beyond so many levels a category says more of rows than of customers. */
const fewestCounted = 10;
const mostLevels = 50;
/** So many ways to write yes and no may stand in one column. */
const mostWays = 16;

export interface Excluded {
  readonly column: string;
  readonly why: Note;
}

export interface Attributes {
  readonly columns: readonly FeatureColumn[];
  readonly excluded: readonly Excluded[];
  readonly notes: readonly Note[];
  /** Customers that stand in a table of customers. */
  readonly listed: Uint8Array;
}

const usable: ReadonlySet<Role> = new Set<Role>([
  'number',
  'category',
  'amount',
  'price',
  'quantity',
  'refund',
  'country',
  'product',
  'currency',
  'status',
  'rating',
  'interaction',
]);

/** Running totals: blank means that nothing was charged yet. */
const moneyWords = /\b(total|spen[dt]|amount|charged?|charges|revenue)\b|消费|金额|累计|总额|花费/i;
const noMoney = /\b(score|rate|index|rank|count|number|orders|visits)\b|评分|指数|次数|数量/i;

/** Whether a header speaks of money: `TotalCharges`, `Total Spent`, `累计消费`, but not `Spending Score` or `Total Orders`. */
export function soundsLikeMoney(header: string): boolean {
  const words = header.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return moneyWords.test(words) && !noMoney.test(words);
}

/**
 * What the tables of customers say of each customer, one feature a column: numbers (mean over the rows of a customer),
 * 0/1 numbers as `binary`, words as categories (the most frequent; of equals the first in code-point order). A column
 * of one name in two tables is one feature, filled from the first table (by file name) that has a value.
 * Blank running totals are 0 ("nothing charged yet"), and counted in a note. Left out, with the reason: constants,
 * categories with more than 50 levels or as many as half the customers. `labelColumn` is never a feature.
 */
export function attributes(
  tables: readonly SourceTable[],
  rowCustomer: readonly Int32Array[],
  customers: number,
  labelColumn: string | null,
): Attributes {
  const columns = new Map<string, FeatureColumn>();
  const excluded: Excluded[] = [];
  const notes: Note[] = [];
  const listed = new Uint8Array(customers);
  const order = tables.map((_, t) => t).filter((t) => describesCustomers(tables[t]!.kind));
  order.sort((a, b) => (tables[a]!.name < tables[b]!.name ? -1 : tables[a]!.name > tables[b]!.name ? 1 : a - b));
  for (const t of order) {
    const table = tables[t]!;
    const owners = rowCustomer[t]!;
    for (let i = 0; i < owners.length; i++) if (owners[i]! >= 0) listed[owners[i]!] = 1;
    for (const source of table.columns) {
      if (!usable.has(source.role) || source.name === labelColumn) continue;
      if (countsRows(source)) {
        excluded.push({ column: source.name, why: { code: 'column-counts-rows', values: { column: source.name } } });
        continue;
      }
      const made = featureOf(source, owners, customers, notes);
      if (made === null) continue;
      const known = columns.get(source.name);
      columns.set(source.name, known ? filled(known, made) : made);
    }
  }
  const kept: FeatureColumn[] = [];
  for (const column of columns.values()) {
    const why = uselessness(column);
    if (why) excluded.push({ column: column.info.id, why });
    else kept.push(column);
  }
  return { columns: kept, excluded, notes, listed };
}

function featureOf(source: SourceColumn, owners: Int32Array, customers: number, notes: Note[]): FeatureColumn | null {
  const numbers = source.role === 'category' || source.role === 'country' ? null : asNumbers(source.column);
  if (numbers === null) return categoryOf(source, owners, customers);
  const sum = new Float64Array(customers);
  const count = new Int32Array(customers);
  const blank = new Uint8Array(customers);
  let binary = true;
  for (let i = 0; i < owners.length; i++) {
    const customer = owners[i]!;
    if (customer < 0) continue;
    const value = numbers[i]!;
    if (Number.isNaN(value)) {
      blank[customer] = 1;
      continue;
    }
    if (value !== 0 && value !== 1) binary = false;
    sum[customer]! += value;
    count[customer]!++;
  }
  const money =
    source.role === 'amount' || source.role === 'refund' || (source.role === 'number' && soundsLikeMoney(source.name));
  const values = new Float64Array(customers).fill(Number.NaN);
  let zeroed = 0;
  for (let c = 0; c < customers; c++) {
    if (count[c]! > 0) values[c] = count[c] === 1 ? sum[c]! : settle(sum[c]!) / count[c]!;
    else if (blank[c] === 1 && money) {
      values[c] = 0;
      zeroed++;
    }
  }
  if (zeroed > 0) notes.push({ code: 'blank-as-zero', values: { column: source.name, n: zeroed } });
  const kind: FeatureInfo['kind'] = binary && !money ? 'binary' : 'numeric';
  const unit: FeatureInfo['unit'] = money || source.role === 'price' ? 'money' : source.role === 'quantity' ? 'count' : 'none';
  return { info: { id: source.name, source: 'column', kind, unit }, values, levels: null };
}

/** Whether a column only counts the rows of its file, as spreadsheets and databases add one; of a few rows that is chance. */
function countsRows(source: SourceColumn): boolean {
  const numbers = source.role === 'number' ? asNumbers(source.column) : null;
  if (numbers === null || numbers.length < fewestCounted) return false;
  const first = numbers[0]!;
  return numbers.every((value, i) => value === first + i);
}

/** Yes and no written in several ways (Ja, ja, J) are two answers, not more: each by its most frequent way. Null for other columns. */
function yesNoWords(text: TextColumn): ReadonlyMap<string, string> | null {
  if (text.dictionary.length < 3 || text.dictionary.length > mostWays) return null;
  const counts = new Map<string, number>();
  text.codes.forEach((code, i) => {
    const word = text.dictionary[code]!.trim();
    if (present(text, i) && word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  });
  return sayYesOrNo([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word));
}

function categoryOf(source: SourceColumn, owners: Int32Array, customers: number): FeatureColumn | null {
  const text = asText(source.column);
  const levelOf = new Map<string, number>();
  const names: string[] = [];
  const oneWay = yesNoWords(text);
  const levelOfCode = text.dictionary.map((raw) => {
    const word = oneWay?.get(raw.trim()) ?? raw.trim();
    if (word === '') return -1;
    let level = levelOf.get(word);
    if (level === undefined) {
      levelOf.set(word, (level = names.length));
      names.push(word);
    }
    return level;
  });
  // Levels are numbered in code-point order, so that the order of rows cannot show.
  const levels = [...names].sort();
  const rank = new Map(levels.map((name, i) => [name, i]));
  const values = new Float64Array(customers).fill(Number.NaN);
  const votes = new Map<number, Map<number, number>>();
  for (let i = 0; i < owners.length; i++) {
    const customer = owners[i]!;
    if (customer < 0 || !present(text, i)) continue;
    const first = levelOfCode[text.codes[i]!]!;
    if (first < 0) continue;
    const level = rank.get(names[first]!)!;
    const known = values[customer]!;
    if (Number.isNaN(known)) values[customer] = level;
    else {
      // A second row of the customer: count, beginning with the one already seen.
      let counts = votes.get(customer);
      if (!counts) votes.set(customer, (counts = new Map([[known, 1]])));
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
  }
  for (const [customer, counts] of votes) {
    values[customer] = [...counts].reduce((best, next) =>
      next[1] > best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best,
    )[0];
  }
  return { info: { id: source.name, source: 'column', kind: 'category', unit: 'none' }, values, levels };
}

/** `known` with its gaps filled from `more`; where their kinds differ, `known` as it is. */
function filled(known: FeatureColumn, more: FeatureColumn): FeatureColumn {
  if ((known.levels === null) !== (more.levels === null)) return known;
  if (known.levels === null || more.levels === null) {
    const values = known.values.map((value, i) => (Number.isNaN(value) ? more.values[i]! : value));
    const kind = known.info.kind === more.info.kind ? known.info.kind : 'numeric';
    return { info: { ...known.info, kind }, values, levels: null };
  }
  // What one file calls Yes and the other Ja is one answer; the first file's word stands.
  const oneWay = sayYesOrNo([...known.levels, ...more.levels]);
  const wordOf = (level: string) => oneWay?.get(level) ?? level;
  const levels = [...new Set([...known.levels, ...more.levels].map(wordOf))].sort();
  const place = new Map(levels.map((level, i) => [level, i]));
  const at = { get: (level: string) => place.get(wordOf(level)) };
  const values = known.values.map((value, i) => {
    if (!Number.isNaN(value)) return at.get(known.levels![value]!)!;
    const other = more.values[i]!;
    return Number.isNaN(other) ? Number.NaN : at.get(more.levels![other]!)!;
  });
  return { info: known.info, values, levels };
}

function uselessness(column: FeatureColumn): Note | null {
  const seen = new Set<number>();
  let filledRows = 0;
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    filledRows++;
    seen.add(value);
  }
  if (filledRows === 0) return { code: 'column-empty', values: { column: column.info.id } };
  if (seen.size === 1 && filledRows === column.values.length)
    return { code: 'column-constant', values: { column: column.info.id } };
  if (seen.size === 1 && column.info.kind !== 'binary') return { code: 'column-constant', values: { column: column.info.id } };
  if (column.levels !== null && (seen.size > mostLevels || seen.size * 2 > filledRows)) {
    return { code: 'column-many-levels', values: { column: column.info.id, n: seen.size, limit: mostLevels } };
  }
  return null;
}
