import { countNulls, countTexts, isSalesKind, textOfCode, type Column, type Progress, type TextColumn } from '../../domain';
import { classifyStatus } from '../order-status';
import { asNumbers, asText, columnWithRole, daysOf, present, type SourceColumn, type SourceTable } from '../source';
import { RowList, type Found, type QualityTable } from './found';
import { qualityStep, slice } from './steps';

/** Nothing a shop of today sold, or a customer did, is older: it is an empty or a zero date that a program wrote as a day. */
const firstDay = 1;
/** Fewer digits than any telephone number has. */
const leastDigits = 5;
const oldest = 120;
/** Words that are judged between two yields. */
const wordsAtOnce = 1 << 15;

/** A rule over one column: whether the cell in a row, which is filled, cannot be. */
interface Rule {
  readonly rule: string;
  readonly repair: 'leave-out' | 'blank';
  readonly values?: Readonly<Record<string, string | number>>;
  readonly bad: (row: number) => boolean;
  /** Rows that may be bad, by a quicker look; all others are not. */
  readonly suspects: (from: number, to: number, add: (row: number) => void) => void;
}

/** Cells that cannot be, by what their column means. */
export function* findImpossible(table: QualityTable): Generator<Progress, Found[], void> {
  const { source } = table;
  const found: Found[] = [];
  for (const column of source.columns) {
    let of: number | null = null;
    for (const { rule, repair, values, bad, suspects } of yield* rulesOf(table, column)) {
      const rows = new RowList();
      const add = (row: number) => {
        if (present(column.column, row) && bad(row)) rows.add(row);
      };
      for (let from = 0; from < source.rows; from += slice) {
        suspects(from, Math.min(from + slice, source.rows), add);
        yield qualityStep(from, source.rows);
      }
      if (rows.length === 0) continue;
      of ??= source.rows - countNulls(column.column);
      found.push({
        check: 'impossible',
        rule,
        column: column.name,
        values: { column: column.name, ...values },
        of,
        rows: rows.rows,
        repair,
      });
    }
  }
  return found;
}

/** Values outside bounds are suspects; missing ones of days are 0, so that a look at the mask has the last word. */
function outside(values: Float64Array | Int32Array, low: number, high: number): Rule['suspects'] {
  return (from, to, add) => {
    for (let i = from; i < to; i++) if (values[i]! < low || values[i]! > high) add(i);
  };
}

function equal(values: Float64Array, value: number): Rule['suspects'] {
  return (from, to, add) => {
    for (let i = from; i < to; i++) if (values[i] === value) add(i);
  };
}

const surely = () => true;

function* rulesOf(table: QualityTable, source: SourceColumn): Generator<Progress, Rule[], void> {
  const { column, role } = source;
  const sales = isSalesKind(table.source.kind);
  switch (role) {
    case 'date': {
      const days = daysOf(column);
      if (days === null) return [];
      const last = table.day + 1;
      const [future, before] = [outside(days, -Infinity, last), outside(days, firstDay, Infinity)];
      return [
        { rule: 'future', repair: 'blank', values: { day: table.day }, bad: surely, suspects: future },
        { rule: 'before', repair: 'blank', bad: surely, suspects: before },
      ];
    }
    case 'quantity': {
      const numbers = asNumbers(column);
      if (numbers === null || !sales) return [];
      const back = takenBack(table.source);
      const [negative, zero] = [outside(numbers, 0, Infinity), equal(numbers, 0)];
      return [
        { rule: 'negative-quantity', repair: 'leave-out', bad: (row) => !back(row), suspects: negative },
        { rule: 'zero-quantity', repair: 'leave-out', bad: surely, suspects: zero },
      ];
    }
    case 'price': {
      const numbers = asNumbers(column);
      if (numbers === null) return [];
      // A refund may be written with a negative price; a list of prices has none.
      const back = sales ? takenBack(table.source) : () => false;
      const [negative, zero] = [outside(numbers, 0, Infinity), equal(numbers, 0)];
      return [
        { rule: 'negative-price', repair: 'leave-out', bad: (row) => !back(row), suspects: negative },
        { rule: 'zero-price', repair: 'leave-out', bad: forgotten(table.source, numbers), suspects: zero },
      ];
    }
    case 'refund': {
      const numbers = asNumbers(column);
      const amounts = columnWithRole(table.source, 'amount');
      const paid = amounts ? asNumbers(amounts.column) : null;
      if (numbers === null || paid === null || !sales) return [];
      const given: Rule['suspects'] = (from, to, add) => {
        // Half a cent of rounding is no mistake.
        for (let i = from; i < to; i++) if (paid[i]! >= 0 && Math.abs(numbers[i]!) > paid[i]! + 0.005) add(i);
      };
      return [{ rule: 'refund-over', repair: 'blank', values: { amount: amounts!.name }, bad: surely, suspects: given }];
    }
    case 'rating': {
      const numbers = asNumbers(column);
      const scale = table.notes.get(source.name)?.scale;
      if (numbers === null || !scale) return [];
      const [low, high] = scale;
      const suspects = outside(numbers, low, high);
      return [{ rule: 'off-scale', repair: 'blank', values: { low, high }, bad: surely, suspects }];
    }
    case 'email':
      return yield* wordRule('no-email', column, isAddress, (word) => !/^[^@\s]+@[^@\s]+$/.test(word));
    case 'phone':
      return yield* wordRule('short-phone', column, hasDigits, (word) => digitsIn(word) < leastDigits);
    case 'number': {
      const numbers = asNumbers(column);
      if (numbers === null || !/(^|[\s_])(age|alter|edad|edat|âge|età|idade|leeftijd)([\s_]|$)|年龄|年齡|年齢/i.test(source.name))
        return [];
      const suspects = outside(numbers, 0, oldest);
      return [{ rule: 'age', repair: 'blank', values: { oldest }, bad: surely, suspects }];
    }
    default:
      return [];
  }
}

const saysBack = (word: string) => /refund|cancel/.test(classifyStatus(word));

/** Whether a row gives away for nothing what most rows of the same product have a price for. What is always free is a sample. */
function forgotten(source: SourceTable, prices: Float64Array): (row: number) => boolean {
  const product = columnWithRole(source, 'product');
  if (!product) return () => false;
  const text = asText(product.column);
  let priced: Int32Array | null = null;
  const count = () => {
    const paid = new Int32Array(countTexts(text));
    for (let i = 0; i < source.rows; i++) {
      if (present(text, i) && !Number.isNaN(prices[i]!)) paid[text.codes[i]!]! += prices[i]! > 0 ? 1 : -1;
    }
    return paid;
  };
  return (row) => {
    if (prices[row] !== 0 || !present(text, row)) return false;
    priced ??= count();
    return priced[text.codes[row]!]! > 0;
  };
}

/** Digits, and signs that stand for digits which were hidden. */
function digitsIn(word: string): number {
  let n = 0;
  for (const sign of word) if (/[\d*xX•#]/.test(sign)) n++;
  return n;
}

/** Whether bytes are an address for certain: ASCII, no blank, and one @ between two texts. */
function isAddress(bytes: Uint8Array, from: number, to: number): boolean {
  let at = -1;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte <= 32 || byte >= 0x7f) return false;
    if (byte !== 64) continue;
    if (at >= 0) return false;
    at = i;
  }
  return at > from && at < to - 1;
}

/** Whether bytes hold enough digits for certain. */
function hasDigits(bytes: Uint8Array, from: number, to: number): boolean {
  let n = 0;
  for (let i = from; i < to; i++) if (bytes[i]! >= 48 && bytes[i]! <= 57) n++;
  return n >= leastDigits;
}

/** Each different word is judged once, by its bytes where these are at hand and say enough. */
function* wordRule(
  rule: string,
  column: Column,
  good: (bytes: Uint8Array, from: number, to: number) => boolean,
  isBad: (word: string) => boolean,
): Generator<Progress, Rule[], void> {
  const text = asText(column);
  const { packed, codes } = text;
  const size = countTexts(text);
  let bad: Uint8Array | null = null;
  for (let code = 0, from = 0; code < size; from = packed?.ends[code] ?? 0, code++) {
    if (code % wordsAtOnce === wordsAtOnce - 1) yield qualityStep(code, size);
    if (packed && good(packed.bytes, from, packed.ends[code]!)) continue;
    const word = textOfCode(text, code).trim();
    if (word !== '' && isBad(word)) (bad ??= new Uint8Array(size))[code] = 1;
  }
  if (bad === null) return [];
  const marked = bad;
  const suspects: Rule['suspects'] = (from, to, add) => {
    for (let i = from; i < to; i++) if (marked[codes[i]!] === 1) add(i);
  };
  return [{ rule, repair: 'blank', bad: surely, suspects }];
}

/**
 * Whether a row gives something back: by a negative amount, by its status, or by the order's number (`C536379` among numbers
 * of digits, as one of the commonest teaching files has it).
 */
function takenBack(source: SourceTable): (row: number) => boolean {
  let own: ((row: number) => boolean) | null = null;
  return (row) => (own ??= backReader(source))(row);
}

function backReader(source: SourceTable): (row: number) => boolean {
  const amount = columnWithRole(source, 'amount');
  const amounts = amount ? asNumbers(amount.column) : null;
  const status = columnWithRole(source, 'status');
  const statusText = status ? asText(status.column) : null;
  const back = statusText ? new Uint8Array(countTexts(statusText)) : null;
  const order = columnWithRole(source, 'orderId');
  const orderText = order ? asText(order.column) : null;
  const marked = orderText ? new Uint8Array(countTexts(orderText)) : null;
  // Each word is judged once, and only when a row is asked for it.
  const judge = (judged: Uint8Array, text: TextColumn, code: number, rule: (word: string) => boolean) => {
    if (judged[code] === 0) judged[code] = rule(textOfCode(text, code)) ? 2 : 1;
    return judged[code] === 2;
  };
  return (row) => {
    if (amounts !== null && amounts[row]! < 0) return true;
    if (statusText && present(statusText, row) && judge(back!, statusText, statusText.codes[row]!, saysBack)) return true;
    if (!orderText || !present(orderText, row)) return false;
    return judge(marked!, orderText, orderText.codes[row]!, (word) => /^C\d+$/i.test(word.trim()));
  };
}
