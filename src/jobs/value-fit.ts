import {
  KithError,
  valueModelIds,
  type FittedModel,
  type FittedParameter,
  type Note,
  type Progress,
  type ValueModelId,
  type ValueSettings,
} from '../domain';
import type { PurchaseHistories } from '../features/purchases';
import { distinctHistories } from '../kernels/btyd/histories';
import type { Matrix } from '../kernels/linalg/matrix';
import { takeRows } from '../kernels/linalg/take-rows';
import { createRandom } from '../kernels/random/random';
import { sampleIndices } from '../kernels/random/sample';
import { bgNbd, mbgNbd, paretoNbd, type BuyTillYouDie, type LikelihoodFitted } from '../models/btyd';

/** Fewer buyers, or fewer who bought again, teach no rates. */
export const leastBuyers = 20;
export const leastRepeaters = 5;
/** From this share of one-time buyers on, a model in which one may leave after the first purchase. */
const mostlyOnce = 0.7;
/** The other of the two is taken where its log-likelihood is greater by this: as many parameters, so that is all it takes. */
const clearlyBetter = 10;
/** Beyond so many different histories Pareto/NBD is fitted only where it is asked for: it costs fifty times as much. */
const paretoAtMost = 5_000;

/**
 * Parameters are learned from so many customers at most. Errors fall with the root of their number: five times as many take
 * seconds more and halve errors that are about one part in a hundred. Everybody is scored.
 */
export const mostToLearnFrom = 20_000;

/** As they are called in every language. */
const names: Readonly<Record<ValueModelId, string>> = {
  'bg-nbd': 'BG/NBD',
  'mbg-nbd': 'MBG/NBD',
  'pareto-nbd': 'Pareto/NBD',
};

const models: Readonly<Record<ValueModelId, BuyTillYouDie>> = {
  'bg-nbd': bgNbd,
  'mbg-nbd': mbgNbd,
  'pareto-nbd': paretoNbd,
};

export interface Fit {
  readonly model: BuyTillYouDie;
  readonly fitted: LikelihoodFitted;
}

export interface Chosen extends Fit {
  readonly others: readonly Fit[];
  readonly notes: readonly Note[];
}

/** x, tx, T of each customer in the unit, as the models take them. */
export function matrixOf(histories: PurchaseHistories, unitDays: number): Matrix {
  const n = histories.x.length;
  const values = new Float64Array(n * 3);
  for (let i = 0; i < n; i++) {
    values[i * 3] = histories.x[i]!;
    values[i * 3 + 1] = histories.txDays[i]! / unitDays;
    values[i * 3 + 2] = histories.TDays[i]! / unitDays;
  }
  return { rows: n, cols: 3, values };
}

/** A sample of the customers where there are more than it takes: the same ones each time. */
export function learnFrom(rows: Matrix): Matrix {
  if (rows.rows <= mostToLearnFrom) return rows;
  return takeRows(rows, sampleIndices(rows.rows, mostToLearnFrom, createRandom(1)));
}

export async function* fitOne(model: BuyTillYouDie, rows: Matrix): AsyncGenerator<Progress, Fit | null, void> {
  try {
    return { model, fitted: yield* model.fit(learnFrom(rows), model.defaults, createRandom(1)) };
  } catch (thrown) {
    if (thrown instanceof KithError && thrown.code === 'model/bad-input' && thrown.values['reason'] === 'no-maximum') return null;
    throw thrown;
  }
}

/**
 * The model to go by. Left to the rule: MBG/NBD where at least 70 % bought once, else BG/NBD; the other of the two where it
 * fits clearly better, or where only its parameters are decided by the data. Throws value/no-fit where none has a maximum.
 */
export async function* chooseModel(
  rows: Matrix,
  histories: PurchaseHistories,
  wanted: ValueSettings['model'],
): AsyncGenerator<Progress, Chosen, void> {
  const once = 1 - histories.repeaters / rows.rows;
  const preferred: ValueModelId = wanted === 'auto' ? (once >= mostlyOnce ? 'mbg-nbd' : 'bg-nbd') : wanted;
  const small = rows.rows <= 4 * paretoAtMost && distinctHistories(rows.values, rows.rows, 3).rows <= paretoAtMost;
  const tried: Fit[] = [];
  for (const id of valueModelIds) {
    const needed = id === preferred || id !== 'pareto-nbd' || small;
    const fit = needed ? yield* fitOne(models[id], rows) : null;
    if (fit) tried.push(fit);
  }
  const notes: Note[] = [];
  const own = tried.find(({ model }) => model.id === preferred);
  let best = own;
  if (wanted === 'auto') {
    const other = tried.find(({ model }) => model.id !== preferred && model.id !== 'pareto-nbd');
    const gain = own && other ? other.fitted.logLikelihood - own.fitted.logLikelihood : 0;
    if (!own || (other && own.fitted.held && !other.fitted.held)) {
      best = other;
      if (other) notes.push({ code: 'value-other-model', values: told(preferred, other) });
    } else if (other && gain > clearlyBetter && !other.fitted.held) {
      best = other;
      notes.push({ code: 'value-better-fit', values: told(preferred, other) });
    } else if (preferred === 'mbg-nbd') {
      notes.push({ code: 'value-mostly-once', values: { share: once } });
    }
  }
  if (!best) throw new KithError('value/no-fit');
  if (rows.rows > mostToLearnFrom) notes.push({ code: 'value-sampled', values: { learned: mostToLearnFrom, n: rows.rows } });
  if (best.fitted.held) notes.push({ code: 'value-held', values: { model: names[best.model.id as ValueModelId] } });
  return { ...best, others: tried.filter((fit) => fit !== best), notes };
}

const told = (wanted: ValueModelId, used: Fit) => ({ wanted: names[wanted], used: names[used.model.id as ValueModelId] });

export const parametersOf = (letters: readonly string[], { parameters, standardErrors }: LikelihoodFitted): FittedParameter[] =>
  letters.map((letter, i) => ({ letter, value: parameters[i]!, standardError: standardErrors[i]! }));

export const fittedModel = ({ model, fitted }: Fit): FittedModel => ({
  id: model.id as ValueModelId,
  parameters: parametersOf(model.process.letters, fitted),
  logLikelihood: fitted.logLikelihood,
  held: fitted.held,
});

/** Throws value/too-few-customers, value/too-few-repeats. */
export function requireHistories(histories: PurchaseHistories): void {
  const n = histories.x.length;
  if (n < leastBuyers) throw new KithError('value/too-few-customers', { n, needed: leastBuyers });
  if (histories.repeaters < leastRepeaters) {
    throw new KithError('value/too-few-repeats', { n: histories.repeaters, needed: leastRepeaters });
  }
}
