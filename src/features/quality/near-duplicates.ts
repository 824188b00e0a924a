import { isNull, textOfCode, type Progress, type Role } from '../../domain';
import { edits, fold } from '../names';
import { classifyStatus } from '../order-status';
import { differsInShortWord, oneSlip, sameDigits } from '../slips';
import { asNumbers, asText, columnWithRole, daysOf, present, type SourceTable } from '../source';
import { foldedCodes } from './folded';
import { Pairs, RowList, type Found, type QualityTable } from './found';
import { ordersOf } from './order-fill';
import { Candidates, codesWithout, findAlike, firstOf, rowCodes, type Alike, type FoldedCodes, type RowCodes } from './row-codes';
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
export function* findNearDuplicates(table: QualityTable): Generator<Progress, Found[], void> {
  const { source } = table;
  if (source.rows < 2) return [];
  const folded = new Map<number, Int32Array>();
  for (const [index, { column }] of source.columns.entries()) {
    if (column.type !== 'text') continue;
    const own = yield* foldedCodes(column);
    if (own !== null) folded.set(index, own);
  }
  const all = new AllCodes(source, folded);
  const among = yield* all.candidates.without();
  const alike = yield* findAlike(among === null ? yield* all.codes() : yield* rowCodes(source, folded, among), among);
  const found: Found[] = [];
  const letters = folded.size === 0 ? null : yield* sameLetters(source, alike);
  if (letters) found.push(letters);
  for (const [index, { role, column }] of source.columns.entries()) {
    if (!slippery.has(role) || column.type !== 'text') continue;
    const one = yield* oneCellApart(source, index, all);
    if (one) found.push(one);
  }
  const orders = yield* sameOrder(source, alike);
  if (orders) found.push(orders);
  return found;
}

/** What all rows come to by their letters, worked out when first asked for. */
class AllCodes {
  readonly candidates: Candidates;
  #codes: RowCodes | null = null;

  constructor(
    private readonly source: SourceTable,
    readonly folded: FoldedCodes,
  ) {
    this.candidates = new Candidates(source, folded);
  }

  *codes(): Generator<Progress, RowCodes, void> {
    return (this.#codes ??= yield* rowCodes(this.source, this.folded));
  }

  *without(index: number, among: Int32Array | null): Generator<Progress, RowCodes, void> {
    if (among !== null) return yield* rowCodes(this.source, this.folded, among, index);
    return yield* codesWithout(this.source, yield* this.codes(), index, this.folded);
  }
}

/** All but the first of each set of rows that agree in letters, where not all of them agree in every sign. */
function* sameLetters(source: SourceTable, alike: Alike): Generator<Progress, Found | null, void> {
  const { a, b } = yield* rowCodes(source, new Map(), alike.rows);
  const mixed = new Uint8Array(source.rows);
  for (let n = 0; n < alike.rows.length; n++) {
    const [i, before] = [alike.rows[n]!, alike.first[n]!];
    if (a[before] !== a[i] || b[before] !== b[i]) mixed[before] = 1;
  }
  yield qualityStep(source.rows);
  const rows = new RowList();
  const look = new Pairs();
  for (let n = 0; n < alike.rows.length; n++) {
    const [i, before] = [alike.rows[n]!, alike.first[n]!];
    if (before === i || mixed[before] === 0) continue;
    rows.add(i);
    look.add(before, i);
  }
  if (rows.length === 0) return null;
  const repair = 'leave-out';
  return { check: 'near', rule: 'letters', column: null, values: {}, of: source.rows, rows: rows.rows, look: look.rows, repair };
}

function* oneCellApart(source: SourceTable, index: number, all: AllCodes): Generator<Progress, Found | null, void> {
  const { column, name, role } = source.columns[index]!;
  if (column.type !== 'text') return null;
  const others = source.columns.filter(
    (other, at) => at !== index && (telling.has(other.role) || other.column.type === 'instant'),
  );
  if (others.length === 0) return null;
  const among = yield* all.candidates.without(index);
  if (among?.length === 0) return null;
  const alike = yield* findAlike(yield* all.without(index, among), among);
  const own = all.folded.get(index);
  // First the rows of which some other differs here only, then all that are like them.
  const groups = new Map<number, number[]>();
  for (let n = 0; n < alike.rows.length; n++) {
    if (n % slice === slice - 1) yield qualityStep(n, alike.rows.length);
    const [i, before] = [alike.rows[n]!, alike.first[n]!];
    if (before !== i && !groups.has(before) && differs(before, i)) groups.set(before, [before]);
  }
  for (let n = 0; n < alike.rows.length && groups.size > 0; n++) {
    if (n % slice === slice - 1) yield qualityStep(n, alike.rows.length);
    const [i, before] = [alike.rows[n]!, alike.first[n]!];
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
    const [x, y] = [column.codes[one]!, column.codes[other]!];
    return own === undefined ? x !== y : own[x] !== own[y];
  }

  function textOf(row: number): string {
    return column.type !== 'text' || isNull(column, row) ? '' : fold(textOfCode(column, column.codes[row]!));
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
function* sameOrder(source: SourceTable, alike: Alike): Generator<Progress, Found | null, void> {
  const orders = ordersOf(source);
  if (orders === null) return null;
  const { codes, count, column: orderColumn } = orders;
  const rowsOf = new Int32Array(count);
  for (let i = 0; i < source.rows; i++) if (present(orderColumn, i)) rowsOf[codes[i]!]!++;
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
    const code = codes[i]!;
    if (rowsOf[code]! < 2 || !present(orderColumn, i)) continue;
    const group = byOrder.get(code);
    if (group) group.push(i);
    else byOrder.set(code, [i]);
  }
  yield qualityStep(source.rows);
  const first = (row: number) => firstOf(alike, row);
  const amount = columnWithRole(source, 'amount');
  const amounts = amount ? asNumbers(amount.column) : null;
  const status = columnWithRole(source, 'status');
  const statusText = status ? asText(status.column) : null;
  const gives = (row: number) =>
    (amounts !== null && amounts[row]! < 0) ||
    (statusText !== null &&
      present(statusText, row) &&
      /refund/.test(classifyStatus(textOfCode(statusText, statusText.codes[row]!))));
  const date = columnWithRole(source, 'date');
  const days = date ? daysOf(date.column) : null;
  const dayOf = (row: number) => (days !== null && present(date!.column, row) ? days[row]! : -Infinity);
  const rows = new RowList();
  const look = new Pairs();
  for (const group of byOrder.values()) {
    if (group.some(gives) || group.every((row) => first(row) === first(group[0]!))) continue;
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
