import { isSalesKind, type Column, type Progress } from '../../domain';
import { classifyStatus } from '../order-status';
import { asNumbers, asText, columnWithRole, daysOf, present, type SourceColumn, type SourceTable } from '../source';
import { RowList, type Found, type QualityTable } from './found';
import { qualityStep, slice } from './steps';

/** Nothing a shop of today sold, or a customer did, is older: it is an empty or a zero date that a program wrote as a day. */
const firstDay = 1;
/** Fewer digits than any telephone number has. */
const leastDigits = 5;
const oldest = 120;

/** A rule over one column: whether the cell in a row cannot be. */
interface Rule {
  readonly rule: string;
  readonly repair: 'leave-out' | 'blank';
  readonly values?: Readonly<Record<string, string | number>>;
  readonly bad: (row: number) => boolean;
}

/** Cells that cannot be, by what their column means. */
export function* findImpossible(table: QualityTable): Generator<Progress, Found[], void> {
  const { source } = table;
  const found: Found[] = [];
  for (const column of source.columns) {
    for (const { rule, repair, values, bad } of rulesOf(table, column)) {
      const rows = new RowList();
      let of = 0;
      for (let i = 0; i < source.rows; i++) {
        if (i % slice === slice - 1) yield qualityStep(i, source.rows);
        if (!present(column.column, i)) continue;
        of++;
        if (bad(i)) rows.add(i);
      }
      if (rows.length === 0) continue;
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

function rulesOf(table: QualityTable, source: SourceColumn): Rule[] {
  const { column, role } = source;
  const sales = isSalesKind(table.source.kind);
  const numbers = asNumbers(column);
  switch (role) {
    case 'date': {
      const days = daysOf(column);
      if (days === null) return [];
      const last = table.day + 1;
      return [
        { rule: 'future', repair: 'blank', values: { day: table.day }, bad: (row) => days[row]! > last },
        { rule: 'before', repair: 'blank', bad: (row) => days[row]! < firstDay },
      ];
    }
    case 'quantity': {
      if (numbers === null || !sales) return [];
      const back = takenBack(table.source);
      return [
        { rule: 'negative-quantity', repair: 'leave-out', bad: (row) => numbers[row]! < 0 && !back(row) },
        { rule: 'zero-quantity', repair: 'leave-out', bad: (row) => numbers[row] === 0 },
      ];
    }
    case 'price': {
      if (numbers === null) return [];
      // A refund may be written with a negative price; a list of prices has none.
      const back = sales ? takenBack(table.source) : () => false;
      return [
        { rule: 'negative-price', repair: 'leave-out', bad: (row) => numbers[row]! < 0 && !back(row) },
        { rule: 'zero-price', repair: 'leave-out', bad: forgotten(table.source, numbers) },
      ];
    }
    case 'refund': {
      const amounts = columnWithRole(table.source, 'amount');
      const paid = amounts ? asNumbers(amounts.column) : null;
      if (numbers === null || paid === null || !sales) return [];
      // Half a cent of rounding is no mistake.
      const over = (row: number) => paid[row]! >= 0 && Math.abs(numbers[row]!) > paid[row]! + 0.005;
      return [{ rule: 'refund-over', repair: 'blank', values: { amount: amounts!.name }, bad: over }];
    }
    case 'rating': {
      const scale = table.notes.get(source.name)?.scale;
      if (numbers === null || !scale) return [];
      const [low, high] = scale;
      const outside = (row: number) => numbers[row]! < low || numbers[row]! > high;
      return [{ rule: 'off-scale', repair: 'blank', values: { low, high }, bad: outside }];
    }
    case 'email':
      return wordRule('no-email', column, (word) => !/^[^@\s]+@[^@\s]+$/.test(word));
    case 'phone':
      return wordRule('short-phone', column, (word) => digitsIn(word) < leastDigits);
    case 'number':
      if (numbers === null || !/(^|[\s_])(age|alter|edad|edat|âge|età|idade|leeftijd)([\s_]|$)|年龄|年齡|年齢/i.test(source.name))
        return [];
      return [{ rule: 'age', repair: 'blank', values: { oldest }, bad: (row) => numbers[row]! < 0 || numbers[row]! > oldest }];
    default:
      return [];
  }
}

/** Whether a row gives away for nothing what most rows of the same product have a price for. What is always free is a sample. */
function forgotten(source: SourceTable, prices: Float64Array): (row: number) => boolean {
  const product = columnWithRole(source, 'product');
  if (!product) return () => false;
  const text = asText(product.column);
  let priced: Int32Array | null = null;
  const count = () => {
    const paid = new Int32Array(text.packed?.ends.length ?? text.dictionary.length);
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

function wordRule(rule: string, column: Column, bad: (word: string) => boolean): Rule[] {
  const text = asText(column);
  // Each different word is judged once, and only when a row is asked for it.
  const known = new Uint8Array(text.packed?.ends.length ?? text.dictionary.length);
  const judge = (row: number) => {
    const code = text.codes[row]!;
    if (known[code] === 0) {
      const word = text.dictionary[code]!.trim();
      known[code] = word !== '' && bad(word) ? 2 : 1;
    }
    return known[code] === 2;
  };
  return [{ rule, repair: 'blank', bad: judge }];
}

/**
 * Whether a row gives something back: by a negative amount, by its status, or by the order's number (`C536379` among numbers
 * of digits, as one of the commonest teaching files has it).
 */
function takenBack(source: SourceTable): (row: number) => boolean {
  const amount = columnWithRole(source, 'amount');
  const amounts = amount ? asNumbers(amount.column) : null;
  const status = columnWithRole(source, 'status');
  const statusText = status ? asText(status.column) : null;
  const back = statusText?.dictionary.map((word) => /refund|cancel/.test(classifyStatus(word)));
  const order = columnWithRole(source, 'orderId');
  const orderText = order ? asText(order.column) : null;
  const marked = orderText ? new Uint8Array(orderText.packed?.ends.length ?? orderText.dictionary.length) : null;
  return (row) => {
    if (amounts !== null && amounts[row]! < 0) return true;
    if (statusText && present(statusText, row) && back![statusText.codes[row]!]) return true;
    if (!orderText || !present(orderText, row)) return false;
    const code = orderText.codes[row]!;
    if (marked![code] === 0) marked![code] = /^C\d+$/i.test(orderText.dictionary[code]!.trim()) ? 2 : 1;
    return marked![code] === 2;
  };
}
