import {
  NO_DAY,
  never,
  type DayNumber,
  type NumberFacts,
  type NumberId,
  type NumberPeriod,
  type NumberRowColumn,
} from '../../domain';
import type { Spells } from './spells';
import { placesOf, type Asked } from './sums';

export interface RowsInput {
  readonly facts: NumberFacts;
  readonly asked: Asked;
  readonly spells: Spells | null;
  /** Customers by whether a column says that they left (1), did not (0) or does not say (255); null without such a column. */
  readonly said: Uint8Array | null;
  /** The number of the order that a line belongs to, as the file writes it; null where it has none. */
  readonly orderId: (line: number) => string | null;
}

type Cell = string | number | null;

/** The rows that a figure counts, newest first: `at(i)` makes the i-th, so that nobody makes those that are not shown. */
export interface RowsBehind {
  readonly columns: readonly NumberRowColumn[];
  readonly total: number;
  readonly at: (i: number) => { readonly customer: number; readonly cells: readonly Cell[] };
}

const column = (id: string, kind: NumberRowColumn['kind']): NumberRowColumn => ({ id, kind });
const shownDay = (day: DayNumber): number | null => (day === NO_DAY || day === never ? null : day);

/** The rows behind a figure of a period. None where the figure has none. */
export function rowsBehind(id: NumberId, input: RowsInput, period: NumberPeriod): RowsBehind {
  switch (id) {
    case 'revenue':
    case 'grossRevenue':
    case 'refunds':
      return moneyRows(id, input, period);
    case 'orders':
    case 'aov':
      return orderRows(id === 'aov', input, period);
    case 'buyers':
    case 'newShare':
    case 'repeatRate':
    case 'arpc':
      return buyerRows(input.facts, period);
    case 'churnRate':
    case 'retention':
    case 'retainedRevenue':
      return leaverRows(input, period);
    case 'csat':
    case 'loyaltyIndex':
    case 'nps':
      return answerRows(id === 'nps', input.asked, period);
    case 'engagement':
      return interactionRows(input.facts, period);
    case 'conversion':
      return prospectRows(input.facts, period);
  }
}

function moneyRows(id: NumberId, { facts: { money }, orderId }: RowsInput, period: NumberPeriod): RowsBehind {
  const [from, to] = placesOf(money.day, period);
  const picked: number[] = [];
  for (let i = to - 1; i >= from; i--) {
    if (id === 'refunds' ? money.givenBack[i] !== 0 : id === 'revenue' || money.ordered[i] !== 0) picked.push(i);
  }
  const columns = [column('day', 'day'), column('order', 'text')];
  if (id !== 'refunds') columns.push(column('ordered', 'money'));
  if (id !== 'grossRevenue') columns.push(column('givenBack', 'money'));
  return {
    columns,
    total: picked.length,
    at: (k) => {
      const i = picked[k]!;
      const cells: Cell[] = [shownDay(money.day[i]!), orderId(money.line[i]!)];
      if (id !== 'refunds') cells.push(money.ordered[i]!);
      if (id !== 'grossRevenue') cells.push(money.givenBack[i]!);
      return { customer: money.customer[i]!, cells };
    },
  };
}

function orderRows(own: boolean, { facts: { orders }, orderId }: RowsInput, period: NumberPeriod): RowsBehind {
  const [from, to] = placesOf(orders.day, period);
  const picked: number[] = [];
  for (let e = to - 1; e >= from; e--) if (orders.counts[e] === 1 && (!own || orders.own[e] === 1)) picked.push(e);
  return {
    columns: [column('day', 'day'), column('order', 'text'), column('ordered', 'money')],
    total: picked.length,
    at: (k) => {
      const e = picked[k]!;
      return {
        customer: orders.customer[e]!,
        cells: [shownDay(orders.day[e]!), orderId(orders.line[e]!), orders.own[e] === 1 ? orders.ordered[e]! : null],
      };
    },
  };
}

function buyerRows(facts: NumberFacts, period: NumberPeriod): RowsBehind {
  const { orders, money, firstOrder } = facts;
  const count = new Int32Array(facts.customers);
  const net = new Float64Array(facts.customers);
  const who: number[] = [];
  const [from, to] = placesOf(orders.day, period);
  for (let e = to - 1; e >= from; e--) {
    const c = orders.customer[e]!;
    if (c >= 0 && count[c]!++ === 0) who.push(c);
  }
  const [first, last] = placesOf(money.day, period);
  for (let i = first; i < last; i++) {
    const c = money.customer[i]!;
    if (c >= 0) net[c]! += money.ordered[i]! - money.givenBack[i]!;
  }
  return {
    columns: [column('orders', 'count'), column('net', 'money'), column('firstOrder', 'day'), column('standing', 'word')],
    total: who.length,
    at: (k) => {
      const c = who[k]!;
      const fresh = firstOrder[c]! >= period.from;
      return { customer: c, cells: [count[c]!, net[c]!, shownDay(firstOrder[c]!), fresh ? 'new' : 'returning'] };
    },
  };
}

function leaverRows({ spells, said }: RowsInput, { from, to }: NumberPeriod): RowsBehind {
  const who: number[] = [];
  const gone: number[] = [];
  const words: string[] = [];
  if (said) {
    for (let c = 0; c < said.length; c++) {
      if (said[c] === 255) continue;
      who.push(c);
      gone.push(NO_DAY);
      words.push(said[c] === 1 ? 'left' : 'stayed');
    }
  } else if (spells && from !== NO_DAY) {
    for (let s = 0; s < spells.start.length; s++) {
      const [start, end] = [spells.start[s]!, spells.end[s]!];
      const c = spells.customer[s]!;
      if (start < from && end >= from) {
        who.push(c);
        gone.push(end <= to ? end : NO_DAY);
        words.push(end > to ? 'stayed' : 'left');
      } else if (who[who.length - 1] === c && start <= to && end > to) {
        gone[gone.length - 1] = NO_DAY;
        words[words.length - 1] = 'stayed';
      }
    }
  }
  // Those who left first: they are what the reader came for.
  const order = [...who.keys()].sort((a, b) => gone[b]! - gone[a]! || a - b);
  return {
    columns: [...(said ? [] : [column('gone', 'day')]), column('standing', 'word')],
    total: who.length,
    at: (k) => {
      const at = order[k]!;
      return { customer: who[at]!, cells: [...(said ? [] : [shownDay(gone[at]!)]), words[at]!] };
    },
  };
}

function answerRows(nps: boolean, asked: Asked, period: NumberPeriod): RowsBehind {
  const answers = nps ? asked.nps : (asked.csat?.answers ?? null);
  const top = asked.csat?.top ?? 0;
  const [from, to] = answers ? placesOf(answers.days, period) : [0, 0];
  return {
    columns: [column('day', 'day'), column('rating', 'number'), column('counts', 'word')],
    total: to - from,
    at: (k) => {
      const i = to - 1 - k;
      const value = answers!.values[i]!;
      const word = nps
        ? value >= 9
          ? 'promoter'
          : value <= 6
            ? 'detractor'
            : 'passive'
        : value >= top - 1
          ? 'satisfied'
          : 'unsatisfied';
      return { customer: answers!.customer[i]!, cells: [shownDay(answers!.days[i]!), value, word] };
    },
  };
}

function interactionRows({ interactions: { day, customer } }: NumberFacts, period: NumberPeriod): RowsBehind {
  const [from, to] = placesOf(day, period);
  return {
    columns: [column('day', 'day')],
    total: to - from,
    at: (k) => ({ customer: customer[to - 1 - k]!, cells: [shownDay(day[to - 1 - k]!)] }),
  };
}

function prospectRows({ knownSince, firstOrder, customers }: NumberFacts, { from, to }: NumberPeriod): RowsBehind {
  const who: number[] = [];
  for (let c = 0; c < customers; c++) if (knownSince[c]! <= to && firstOrder[c]! >= from) who.push(c);
  return {
    columns: [column('since', 'day'), column('firstOrder', 'day'), column('standing', 'word')],
    total: who.length,
    at: (k) => {
      const c = who[k]!;
      const bought = firstOrder[c]! <= to;
      return {
        customer: c,
        cells: [shownDay(knownSince[c]!), bought ? shownDay(firstOrder[c]!) : null, bought ? 'bought' : 'not-yet'],
      };
    },
  };
}
