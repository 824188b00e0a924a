import { isNull, type Progress, type Role } from '../../domain';
import { edits, fold } from '../names';
import { classifyStatus } from '../order-status';
import { differsInShortWord, oneSlip, sameDigits } from '../slips';
import { asNumbers, asText, columnWithRole, daysOf, present, type SourceTable } from '../source';
import { foldedWords } from './folded';
import { Pairs, RowList, type Found, type QualityTable } from './found';
import { ordersOf } from './order-fill';
import { candidates, codesWithout, firstAlike, rowCodes, type RowCodes } from './row-codes';
import { qualityStep, slice } from './steps';

/** What may differ by a slip, or be blank once, between two rows that are otherwise the same. */
const slippery: ReadonlySet<Role> = new Set<Role>(['name', 'email', 'phone', 'text', 'country']);
const telling: ReadonlySet<Role> = new Set<Role>(['customerId', 'orderId', 'email', 'phone', 'name']);
/** More rows than this that differ in one column only are a list of something, not one row written often. */
const mostAlike = 16;
/** Texts shorter than this differ by a letter for good reasons. */
const shortestText = 5;
/** A file has a row an order where no more than so many of its orders have several. */
const mostRepeated = 0.02;

/**
 * Rows that are nearly the same: alike but for case, accents, blanks and stops; alike but for a slip or a blank in one cell of a
 * name, an address, a number or a remark; and, in a file of one row an order, several rows of one order. Rows meet by what they
 * come to, never each with each.
 */
export function* findNearDuplicates(table: QualityTable, exact?: RowCodes): Generator<Progress, Found[], void> {
  const { source } = table;
  if (source.rows < 2) return [];
  const words = new Map<number, Uint32Array>();
  for (const [index, { column }] of source.columns.entries()) {
    if (column.type !== 'text') continue;
    words.set(index, foldedWords(column));
    yield qualityStep(source.rows);
  }
  const codes = yield* rowCodes(source, words);
  const first = yield* firstAlike(codes);
  const plain = exact ?? (yield* rowCodes(source));
  const found: Found[] = [];
  const letters = yield* sameLetters(source, first, plain);
  if (letters) found.push(letters);
  for (const [index, { role, column }] of source.columns.entries()) {
    if (!slippery.has(role) || column.type !== 'text') continue;
    const one = yield* oneCellApart(source, index, codes, words);
    if (one) found.push(one);
  }
  const orders = yield* sameOrder(source, first);
  if (orders) found.push(orders);
  return found;
}

/** All but the first of each set of rows that agree in letters, where not all of them agree in every sign. */
function* sameLetters(source: SourceTable, first: Int32Array, { a, b }: RowCodes): Generator<Progress, Found | null, void> {
  const mixed = new Uint8Array(source.rows);
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    const before = first[i]!;
    if (a[before] !== a[i] || b[before] !== b[i]) mixed[before] = 1;
  }
  const rows = new RowList();
  const look = new Pairs();
  for (let i = 0; i < source.rows; i++) {
    const before = first[i]!;
    if (before === i || mixed[before] === 0) continue;
    rows.add(i);
    look.add(before, i);
  }
  if (rows.length === 0) return null;
  const repair = 'leave-out';
  return { check: 'near', rule: 'letters', column: null, values: {}, of: source.rows, rows: rows.rows, look: look.rows, repair };
}

function* oneCellApart(
  source: SourceTable,
  index: number,
  codes: RowCodes,
  words: ReadonlyMap<number, Uint32Array>,
): Generator<Progress, Found | null, void> {
  const { column, name, role } = source.columns[index]!;
  if (column.type !== 'text') return null;
  const others = source.columns.filter(
    (other, at) => at !== index && (telling.has(other.role) || other.column.type === 'instant'),
  );
  if (others.length === 0) return null;
  const among = candidates(source, index);
  if (among?.length === 0) return null;
  const first = yield* firstAlike(yield* codesWithout(source, codes, index, words), among);
  const own = words.get(index)!;
  // First the rows of which some other differs here only, then all that are like them.
  const groups = new Map<number, number[]>();
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    const before = first[i]!;
    if (before !== i && !groups.has(before) && differs(before, i)) groups.set(before, [before]);
  }
  for (let i = 0; i < source.rows && groups.size > 0; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    const before = first[i]!;
    if (before === i) continue;
    const group = groups.get(before);
    if (group && group.length <= mostAlike) group.push(i);
  }
  const rows = new RowList();
  const look = new Pairs();
  let done = 0;
  for (const group of groups.values()) {
    if (++done % 4096 === 0) yield qualityStep(source.rows);
    if (group.length > mostAlike || !others.some((other) => !isNull(other.column, group[0]!))) continue;
    for (const cluster of clusters(group.map(textOf), role === 'phone')) {
      const members = cluster.map((at) => group[at]!);
      // The fullest stays; of equals, the first.
      const kept = members.find((row) => textOf(row) !== '') ?? members[0]!;
      for (const row of members) {
        if (row === kept) continue;
        rows.add(row);
        look.add(kept, row);
      }
    }
  }
  if (rows.length === 0) return null;
  const sorted = rows.rows.sort();
  const values = { column: name };
  const repair = 'leave-out';
  return { check: 'near', rule: 'one-cell', column: name, values, of: source.rows, rows: sorted, look: look.rows, repair };

  function differs(one: number, other: number): boolean {
    if (column.type !== 'text') return false;
    const [blank, otherBlank] = [isNull(column, one), isNull(column, other)];
    if (blank || otherBlank) return blank !== otherBlank;
    const [x, y] = [2 * column.codes[one]!, 2 * column.codes[other]!];
    return own[x] !== own[y] || own[x + 1] !== own[y + 1];
  }

  function textOf(row: number): string {
    return column.type !== 'text' || isNull(column, row) ? '' : fold(column.dictionary[column.codes[row]!]!);
  }
}

/** Sets of texts that are slips of one another, or blank beside them; each of at least two different texts. */
function clusters(texts: readonly string[], digits: boolean): number[][] {
  const filled = [...new Set(texts)].filter((text) => text !== '').sort();
  const owner = new Map(filled.map((text) => [text, text]));
  const rootOf = (text: string): string => (owner.get(text) === text ? text : rootOf(owner.get(text)!));
  for (const [at, one] of filled.entries()) {
    for (const other of filled.slice(at + 1)) if (isSlip(one, other, digits)) owner.set(rootOf(other), rootOf(one));
  }
  const roots = new Set(filled.map(rootOf));
  const byRoot = new Map<string, number[]>();
  for (const [at, text] of texts.entries()) {
    // A blank goes with the one thing that stands beside it, and with none of several.
    const root = text !== '' ? rootOf(text) : roots.size === 1 ? [...roots][0]! : null;
    if (root === null) continue;
    const members = byRoot.get(root);
    if (members) members.push(at);
    else byRoot.set(root, [at]);
  }
  return [...byRoot.values()].filter((members) => new Set(members.map((at) => texts[at])).size > 1);
}

function isSlip(a: string, b: string, digits: boolean): boolean {
  if (Math.min(a.length, b.length) < shortestText) return false;
  if (digits) return edits(a, b, 1) <= 1;
  return sameDigits(a, b) && !differsInShortWord(a, b) && oneSlip(a, b);
}

/** Rows of an order that is there more than once, in a file of one row an order; refunds of it aside. The newest stays. */
function* sameOrder(source: SourceTable, first: Int32Array): Generator<Progress, Found | null, void> {
  const orders = ordersOf(source);
  if (orders === null) return null;
  const rowsOf = new Int32Array(orders.count);
  for (let i = 0; i < source.rows; i++) if (orders.has(i)) rowsOf[orders.codes[i]!]!++;
  yield qualityStep(source.rows);
  let repeated = 0;
  let all = 0;
  for (const n of rowsOf) {
    if (n > 0) all++;
    if (n > 1) repeated++;
  }
  if (repeated === 0 || repeated > Math.max(1, mostRepeated * all) || all < 10) return null;
  const byOrder = new Map<number, number[]>();
  for (let i = 0; i < source.rows; i++) {
    if (!orders.has(i) || rowsOf[orders.codes[i]!]! < 2) continue;
    const code = orders.codes[i]!;
    byOrder.set(code, [...(byOrder.get(code) ?? []), i]);
  }
  const amount = columnWithRole(source, 'amount');
  const amounts = amount ? asNumbers(amount.column) : null;
  const status = columnWithRole(source, 'status');
  const statusText = status ? asText(status.column) : null;
  const gives = (row: number) =>
    (amounts !== null && amounts[row]! < 0) ||
    (statusText !== null &&
      present(statusText, row) &&
      /refund/.test(classifyStatus(statusText.dictionary[statusText.codes[row]!]!)));
  const date = columnWithRole(source, 'date');
  const days = date ? daysOf(date.column) : null;
  const dayOf = (row: number) => (days !== null && present(date!.column, row) ? days[row]! : -Infinity);
  const rows = new RowList();
  const look = new Pairs();
  for (const group of byOrder.values()) {
    if (group.some(gives) || group.every((row) => first[row] === first[group[0]!])) continue;
    const kept = group.reduce((best, row) => (dayOf(row) >= dayOf(best) ? row : best));
    for (const row of group) {
      if (row === kept) continue;
      rows.add(row);
      look.add(row, kept);
    }
  }
  if (rows.length === 0) return null;
  const column = columnWithRole(source, 'orderId')!.name;
  const found = { column, values: { column }, of: source.rows, rows: rows.rows.sort(), look: look.rows };
  return { check: 'near', rule: 'same-order', repair: 'leave-out', ...found };
}
