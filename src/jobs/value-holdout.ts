import { KithError, type DayNumber, type HoldOut, type Progress } from '../domain';
import { countScores } from '../evaluation';
import { historiesOf, purchasesAfter, type Purchases } from '../features/purchases';
import type { BuyTillYouDie } from '../models/btyd';
import { fitOne, fittedModel, matrixOf, requireHistories } from './value-fit';

const leastHoldOut = 28;
const longestHoldOut = 365;
/** Rows of the hold-out by repeats: 0 to 5 and "6 or more". */
const mostRepeats = 6;

/** The forecast on orders that the model has not seen, beside "each goes on at the rate so far". */
export async function* testOn(
  purchases: Purchases,
  before: Purchases,
  tested: BuyTillYouDie,
  unitDays: number,
): AsyncGenerator<Progress, HoldOut, void> {
  const histories = historiesOf(before);
  requireHistories(histories);
  const rows = matrixOf(histories, unitDays);
  const fit = yield* fitOne(tested, rows);
  if (!fit) throw new KithError('value/no-fit');
  const { process } = fit.model;
  const days = purchases.asOf - before.asOf;
  const actual = purchasesAfter(purchases, histories.customers, before.asOf);
  const n = rows.rows;
  const model = new Float64Array(n);
  const naive = new Float64Array(n);
  const { parameters } = fit.fitted;
  const known = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    if (i % 2048 === 2047) yield { stage: 'value', done: i, total: n, unit: 'rows' };
    const [x, tx, T] = [rows.values[i * 3]!, rows.values[i * 3 + 1]!, rows.values[i * 3 + 2]!];
    const key = x * 1e6 + histories.TDays[i]!;
    let future = known.get(key);
    if (future === undefined) known.set(key, (future = process.future(parameters, x, T, days / unitDays)));
    model[i] = process.alive(parameters, x, tx, T) * future;
    naive[i] = T > 0 ? (x / T) * (days / unitDays) : 0;
  }
  const groups = Array.from({ length: mostRepeats + 1 }, () => ({ n: 0, actual: 0, model: 0, naive: 0 }));
  let came = 0;
  for (let i = 0; i < n; i++) {
    const group = groups[Math.min(histories.x[i]!, mostRepeats)]!;
    group.n++;
    group.actual += actual[i]!;
    group.model += model[i]!;
    group.naive += naive[i]!;
    came += actual[i]!;
  }
  return {
    cutoff: before.asOf,
    end: purchases.asOf,
    n,
    model: fittedModel(fit),
    actual: came,
    methods: [
      { id: 'model', ...countScores(actual, model) },
      { id: 'naive', ...countScores(actual, naive) },
    ],
    byRepeats: groups
      .map((group, from) => ({
        from,
        more: from === mostRepeats,
        n: group.n,
        actual: group.actual / group.n,
        model: group.model / group.n,
        naive: group.naive / group.n,
      }))
      .filter((group) => group.n > 0),
  };
}

/** Day that parts what is learned from and what is tested on; throws value/no-holdout. */
export function cutoffOf(firstDay: DayNumber, asOf: DayNumber, wanted: DayNumber | null): DayNumber {
  const history = asOf - firstDay;
  const length = wanted === null ? Math.min(Math.floor(history / 3), longestHoldOut) : asOf - wanted;
  if (length < leastHoldOut || history - length < leastHoldOut) {
    throw new KithError('value/no-holdout', { days: Math.max(Math.min(length, history - length), 0), needed: leastHoldOut });
  }
  return asOf - length;
}
