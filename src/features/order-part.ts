import { NO_DAY, yesOrNo, type Note, type Progress, type TextColumn } from '../domain';
import { fillDaysFromIds } from './day-in-id';
import { listedGoods, type Listed } from './order-goods';
import { lineKind, type OrderCodes, type WritableLines } from './order-lines';
import { classifyDeal, classifyFlag, classifyStatus, isPaidAt, refundInStatus, type StatusClass } from './order-status';
import { ownMoneyRows } from './own-money';
import { asNumbers, asText, columnWithRole, daysOf, present, type SourceColumn, type SourceTable } from './source';
import { featureStep, slice } from './steps';

const { sale, cancellation, refund, pending, failed } = lineKind;

const statusCodes: readonly StatusClass[] = [
  'unknown',
  'sale',
  'refunded',
  'part-refunded',
  'refund',
  'pending',
  'failed',
  'cancelled',
];
const statusCode = (status: StatusClass): number => statusCodes.indexOf(status);
const refundedStatus = statusCode('refunded');
const refundStatus = statusCode('refund');
const pendingStatus = statusCode('pending');
const failedStatus = statusCode('failed');
const cancelledStatus = statusCode('cancelled');
/** Share of an order's rows that must agree before an amount counts as the order's. */
const orderLevelShare = 0.95;
/** One order table on its way into the common columns. */
export class OrderPart {
  constructor(
    private readonly source: SourceTable,
    private readonly customers: Int32Array,
    private readonly order: OrderCodes,
  ) {}

  private numbers(role: SourceColumn['role']): { values: Float64Array; column: SourceColumn } | null {
    for (const column of this.source.columns) {
      if (column.role !== role) continue;
      const values = asNumbers(column.column);
      if (values) return { values, column };
    }
    return null;
  }

  /** Customer, order, day and currency, each filled from the other rows of the order where blank. */
  identityColumns(lines: WritableLines, offset: number): void {
    const { rows } = this.source;
    const { codes, count, hasIds } = this.order;
    const firstOrder = lines.orders;
    const dateColumn = this.source.columns.find((column) => column.role === 'date' && daysOf(column.column) !== null);
    const days = dateColumn ? daysOf(dateColumn.column) : null;
    if (days) lines.has.days = true;
    for (let i = 0; i < rows; i++) {
      lines.row[offset + i] = i;
      lines.order[offset + i] = firstOrder + codes[i]!;
      lines.customer[offset + i] = this.customers[i]!;
      lines.day[offset + i] = days !== null && present(dateColumn!.column, i) ? days[i]! : NO_DAY;
    }
    this.currency(lines, offset);
    if (!hasIds) return;
    const { ids } = this.order;
    if (days?.length && dateColumn!.column.nulls !== null) {
      fillDaysFromIds(lines.day, offset, rows, (row) => ids[codes[row]!] ?? null);
    }
    const dayGaps = days !== null && dateColumn!.column.nulls !== null;
    const customerGaps = this.customers.includes(-1);
    if (!dayGaps && !customerGaps) return;
    const customer = new Int32Array(count).fill(-1);
    const day = new Int32Array(count).fill(NO_DAY);
    for (let i = 0; i < rows; i++) {
      const order = codes[i]!;
      const owner = lines.customer[offset + i]!;
      if (owner >= 0 && (customer[order]! < 0 || owner < customer[order]!)) customer[order] = owner;
      const at = lines.day[offset + i]!;
      if (at !== NO_DAY && (day[order] === NO_DAY || at < day[order]!)) day[order] = at;
    }
    for (let i = 0; i < rows; i++) {
      const order = codes[i]!;
      if (lines.customer[offset + i]! < 0) lines.customer[offset + i] = customer[order]!;
      if (lines.day[offset + i] === NO_DAY) lines.day[offset + i] = day[order]!;
    }
  }

  private currency(lines: WritableLines, offset: number): void {
    const { rows } = this.source;
    const index = (currency: string | null): number => {
      const at = lines.currencies.indexOf(currency);
      if (at >= 0) return at;
      // 255 different currencies is beyond any shop; the rest share the last place rather than wrap around.
      return lines.currencies.length < 255 ? lines.currencies.push(currency) - 1 : 254;
    };
    const column = columnWithRole(this.source, 'currency');
    if (!column) {
      const money = columnWithRole(this.source, 'amount') ?? columnWithRole(this.source, 'price');
      lines.currency.fill(index(money?.currency ?? null), offset, offset + rows);
      return;
    }
    const text = asText(column.column);
    const indices = text.dictionary.map((word) => index(word.trim() === '' ? null : word.trim().toUpperCase()));
    const ofOrder = new Uint8Array(this.order.count).fill(255);
    for (let i = 0; i < rows; i++) if (present(text, i)) ofOrder[this.order.codes[i]!] = indices[text.codes[i]!]!;
    for (let i = 0; i < rows; i++) {
      const own = present(text, i) ? indices[text.codes[i]!]! : ofOrder[this.order.codes[i]!]!;
      lines.currency[offset + i] = own === 255 ? index(null) : own;
    }
  }

  /** Status class of each row: its own word, else that of its order; null where nothing says it. */
  private statuses(unknown: Set<string>, amounts: Float64Array | null, notes: Note[]): Uint8Array | null {
    const column = columnWithRole(this.source, 'status');
    if (!column) return this.unpaid(amounts);
    const text = asText(column.column);
    if (this.source.kind === 'deals') return this.deals(text, notes);
    const classes = text.dictionary.map((word) => {
      const yes = yesOrNo(word);
      const flag = yes === null ? null : classifyFlag(column.name, yes);
      const said = refundInStatus(word) === null ? classifyStatus(word) : 'part-refunded';
      const found = flag ?? (word.trim() === '' ? 'unknown' : said);
      if (found === 'unknown' && word.trim() !== '') unknown.add(word.trim().slice(0, 40));
      return statusCode(found);
    });
    const { rows } = this.source;
    const own = new Uint8Array(rows).fill(255);
    const ofOrder = new Uint8Array(this.order.count).fill(255);
    for (let i = 0; i < rows; i++) {
      if (!present(text, i)) continue;
      const found = classes[text.codes[i]!]!;
      own[i] = found;
      const order = this.order.codes[i]!;
      if (ofOrder[order] === 255 || found > ofOrder[order]!) ofOrder[order] = found;
    }
    for (let i = 0; i < rows; i++) if (own[i] === 255) own[i] = ofOrder[this.order.codes[i]!]!;
    return own;
  }

  /** Without a status: an order that nothing was paid for and that has no day of payment waits for it. */
  private unpaid(amounts: Float64Array | null): Uint8Array | null {
    const paidAt = this.source.columns.find(({ name, column }) => isPaidAt(name) && column.nulls !== null);
    if (!paidAt || !amounts) return null;
    return Uint8Array.from(amounts, (amount, i) => (present(paidAt.column, i) || amount !== 0 ? 255 : pendingStatus));
  }

  private deals(text: TextColumn, notes: Note[]): Uint8Array {
    const classes = text.dictionary.map(classifyDeal);
    const found = new Uint8Array(this.source.rows).fill(failedStatus);
    let [open, lost] = [0, 0];
    for (let i = 0; i < found.length; i++) {
      const stage = present(text, i) ? classes[text.codes[i]!]! : 'open';
      if (stage === 'sale') found[i] = statusCode('sale');
      else if (stage === 'failed') lost++;
      else open++;
    }
    const { name } = this.source;
    if (open > 0) notes.push({ code: 'deals-open', values: { file: name, n: open } });
    if (lost > 0) notes.push({ code: 'deals-lost', values: { file: name, n: lost } });
    return found;
  }

  /** Sums given back that stand in the status itself. */
  private refundsInStatus(): Float64Array | null {
    const column = columnWithRole(this.source, 'status');
    if (!column) return null;
    const text = asText(column.column);
    const sums = text.dictionary.map(refundInStatus);
    if (sums.every((sum) => sum === null)) return null;
    return Float64Array.from(text.codes, (code, i) => (present(text, i) ? (sums[code] ?? Number.NaN) : Number.NaN));
  }

  /** Which order ids are cancellations by their form: `C` and digits, where most ids are digits (as in the UCI retail file). */
  private cancelledIds(): Uint8Array | null {
    const { ids, hasIds } = this.order;
    if (!hasIds) return null;
    let digits = 0;
    let marked = 0;
    const cancelled = new Uint8Array(this.order.count);
    for (let code = 0; code < ids.length; code++) {
      const id = ids[code]!;
      if (/^\d+$/.test(id)) digits++;
      else if (/^C\d+$/i.test(id)) {
        cancelled[code] = 1;
        marked++;
      }
    }
    return marked > 0 && digits * 2 >= ids.length ? cancelled : null;
  }

  /** Amounts, refunds, units and what each row is. */
  *money(lines: WritableLines, offset: number, unknown: Set<string>, notes: Note[]): Generator<Progress, void, void> {
    const { rows } = this.source;
    const { codes, count, hasIds } = this.order;
    const amounts = this.numbers('amount')?.values ?? null;
    const prices = this.numbers('price')?.values ?? null;
    const quantities = this.numbers('quantity')?.values ?? null;
    const refundColumn = this.numbers('refund')?.values ?? null;
    const statuses = this.statuses(unknown, amounts, notes);
    const refundsSaid = this.refundsInStatus();
    const cancelled = this.cancelledIds();
    const ownMoneyRow = ownMoneyRows(this.source);
    if (ownMoneyRow) {
      const n = ownMoneyRow.reduce((sum, own) => sum + own, 0);
      notes.push({ code: 'own-money', values: { file: this.source.name, n } });
    }
    if (amounts || prices) lines.has.money = true;
    else notes.push({ code: 'no-money', values: { file: this.source.name } });
    if (quantities) lines.has.units = true;
    if (!hasIds) notes.push({ code: 'row-is-order', values: { file: this.source.name } });

    const repeated = amounts !== null && hasIds && prices !== null && amountOfOrder(this.order, amounts, prices, quantities);
    if (repeated) notes.push({ code: 'amount-per-order', values: { file: this.source.name } });
    // Orders that have an amount somewhere: their blank rows are rows of the same money.
    const priced = amounts !== null && hasIds ? new Uint8Array(count) : null;
    if (priced) for (let i = 0; i < rows; i++) if (!Number.isNaN(amounts![i]!)) priced[codes[i]!] = 1;
    const counted = repeated ? new Uint8Array(count) : null;
    const sold = new Uint8Array(count);

    for (let i = 0; i < rows; i++) {
      if (i % slice === slice - 1) yield featureStep(offset + i, lines.rows);
      const at = offset + i;
      const order = codes[i]!;
      const quantity = quantities ? quantities[i]! : Number.NaN;
      const units = Number.isNaN(quantity) ? 1 : quantity;
      let amount = 0;
      let given = refundColumn ? Math.abs(refundColumn[i]!) : 0;
      if (Number.isNaN(given)) given = 0;
      if (given === 0 && refundsSaid !== null && refundsSaid[i]! > 0) given = refundsSaid[i]!;
      const own = amounts ? amounts[i]! : Number.NaN;
      if (!Number.isNaN(own)) amount = own;
      else if (prices && (priced === null || priced[order] === 0)) amount = prices[i]! * units;
      if (Number.isNaN(amount)) amount = 0;
      if (counted !== null && !Number.isNaN(own)) {
        if (counted[order] === 1) amount = given = 0;
        counted[order] = 1;
      }

      const status = statuses === null || statuses[i] === 255 ? 0 : statuses[i]!;
      let kind: number = sale;
      if (status === cancelledStatus || status === failedStatus || ownMoneyRow?.[i] === 1) kind = failed;
      else if (amount < 0 || (units < 0 && amount <= 0)) kind = status === pendingStatus ? failed : refund;
      else if (cancelled !== null && cancelled[order] === 1) kind = refund;
      else if (status === refundStatus) kind = refund;
      else if (status === pendingStatus) kind = pending;

      if (kind === refund) {
        // A row that is a refund by its word tells how much in its column for refunds, where it has one.
        amount = status === refundStatus && given > 0 ? -given : -Math.abs(amount);
        given = 0;
      } else if (kind === failed) {
        given = 0;
        // An order called off by its shop is a cancellation; a payment that failed never was an order.
        if (status === cancelledStatus) kind = cancellation;
        amount = 0;
      } else {
        if (status === refundedStatus && given === 0) given = amount;
        if (kind === pending) given = 0;
        sold[order] = 1;
      }
      lines.kind[at] = kind;
      lines.amount[at] = amount;
      lines.refunded[at] = given;
      lines.units[at] = units;
    }
    // Negative rows of an order that also sold something are refunds of it; alone, they are a cancellation of their own.
    for (let i = 0; i < rows; i++) {
      if (lines.kind[offset + i] === refund && sold[codes[i]!] === 0) lines.kind[offset + i] = cancellation;
    }
  }

  /** The product of each row; what is given back are the goods of rows that list several. */
  products(lines: WritableLines, offset: number, shared: Map<string, number> | null): Listed | null {
    const { rows } = this.source;
    const column = columnWithRole(this.source, 'product');
    if (!column) {
      lines.product.fill(-1, offset, offset + rows);
      return null;
    }
    lines.has.products = true;
    const named = shared ?? new Map<string, number>();
    const listed = listedGoods(this.source, offset, (name) => {
      let code = named.get(name);
      if (code === undefined) named.set(name, (code = named.size));
      lines.products = named.size;
      return code;
    });
    if (listed) {
      lines.product.fill(-1, offset, offset + rows);
      return listed;
    }
    const text = asText(column.column);
    const codes = new Int32Array(text.dictionary.length);
    for (let code = 0; code < codes.length; code++) {
      if (shared === null) codes[code] = code;
      else {
        const name = text.dictionary[code]!;
        let known = shared.get(name);
        if (known === undefined) shared.set(name, (known = shared.size));
        codes[code] = known;
      }
    }
    for (let i = 0; i < rows; i++) lines.product[offset + i] = present(text, i) ? codes[text.codes[i]!]! : -1;
    lines.products = shared === null ? codes.length : shared.size;
    return null;
  }
}

/**
 * Whether a file repeats the order's total on each of its rows: in at least 95 % of the orders with several rows all
 * amounts are filled and the same, although price × quantity varies within orders.
 */
function amountOfOrder(order: OrderCodes, amounts: Float64Array, prices: Float64Array, quantities: Float64Array | null): boolean {
  const { codes, count } = order;
  const rows = new Int32Array(count);
  const first = new Float64Array(count);
  const firstLine = new Float64Array(count);
  const differs = new Uint8Array(count);
  const varies = new Uint8Array(count);
  for (let i = 0; i < codes.length; i++) {
    const at = codes[i]!;
    const line = prices[i]! * (quantities ? quantities[i]! : 1);
    if (rows[at]!++ === 0) {
      first[at] = amounts[i]!;
      firstLine[at] = line;
      if (Number.isNaN(amounts[i]!)) differs[at] = 1;
    } else {
      if (amounts[i] !== first[at]) differs[at] = 1;
      if (line !== firstLine[at]) varies[at] = 1;
    }
  }
  let several = 0;
  let same = 0;
  let varied = 0;
  for (let at = 0; at < count; at++) {
    if (rows[at]! < 2) continue;
    several++;
    if (differs[at] === 0) {
      same++;
      varied += varies[at]!;
    }
  }
  return several > 0 && same >= orderLevelShare * several && varied > 0;
}
