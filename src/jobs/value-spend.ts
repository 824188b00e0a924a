import { KithError, type Note, type Progress, type SpendFit } from '../domain';
import type { PurchaseHistories, Purchases } from '../features/purchases';
import { createRandom } from '../kernels/random/random';
import { correlation } from '../kernels/stats/correlation';
import { gammaGamma, gammaGammaSpendModel, plainSpendModel, type LikelihoodFitted, type SpendModel } from '../models/btyd';
import { learnFrom, parametersOf } from './value-fit';

/** Fewer repeat buyers with a spend teach no spread of spend. */
const leastSpenders = 10;
/** A correlation of how often and how much beyond this is worth a word: the spend model takes it for none. */
const tellingCorrelation = 0.3;

export interface FoundSpend {
  readonly spend: SpendModel;
  readonly fit: SpendFit;
  readonly fitted: LikelihoodFitted | null;
  readonly notes: readonly Note[];
}

/** What an order comes to: Gamma-Gamma where it can be had, else a mean that says so. Null without money. */
export async function* learnSpend(
  histories: PurchaseHistories,
  purchases: Purchases,
): AsyncGenerator<Progress, FoundSpend | null, void> {
  const { x, repeatSpend, meanSpend } = histories;
  if (!(meanSpend > 0)) return null;
  const spenders = Int32Array.from(x.keys()).filter((i) => repeatSpend[i]! > 0);
  const notes: Note[] = [];
  const values = new Float64Array(spenders.length * 2);
  for (const [at, i] of spenders.entries()) {
    values[at * 2] = x[i]!;
    values[at * 2 + 1] = repeatSpend[i]!;
  }
  const related = correlation(
    Float64Array.from(spenders, (i) => x[i]!),
    Float64Array.from(spenders, (i) => repeatSpend[i]!),
  );
  if (Math.abs(related) >= tellingCorrelation) {
    notes.push({ code: related > 0 ? 'value-often-more' : 'value-often-less', values: { correlation: related } });
  }
  let fitted: LikelihoodFitted | null = null;
  if (spenders.length >= leastSpenders) {
    try {
      fitted = yield* gammaGamma.fit(learnFrom({ rows: spenders.length, cols: 2, values }), gammaGamma.defaults, createRandom(1));
    } catch (thrown) {
      if (!(thrown instanceof KithError && thrown.code === 'model/bad-input')) throw thrown;
    }
  }
  const q = fitted?.parameters[1] ?? Number.NaN;
  if (fitted && q > 1) {
    if (fitted.held) notes.push({ code: 'value-spend-held', values: {} });
    const spend = gammaGammaSpendModel(fitted);
    const fit: SpendFit = {
      method: 'gamma-gamma',
      n: spenders.length,
      parameters: parametersOf(['p', 'q', 'v'], fitted),
      logLikelihood: fitted.logLikelihood,
      mean: spend.of(spend.parameters, 0, 0),
      correlation: related,
    };
    return { spend, fit, fitted, notes };
  }
  notes.push(
    spenders.length < leastSpenders
      ? { code: 'value-spend-few', values: { n: spenders.length, needed: leastSpenders } }
      : fitted
        ? { code: 'value-spend-heavy', values: { q } }
        : { code: 'value-spend-no-fit', values: {} },
  );
  const spend = plainSpendModel(meanSpend, variationOf(purchases, meanSpend));
  const fit: SpendFit = {
    method: 'own-mean',
    n: spenders.length,
    parameters: [],
    logLikelihood: null,
    mean: meanSpend,
    correlation: related,
  };
  return { spend, fit, fitted: null, notes };
}

/** Standard deviation of single purchases by their mean; 1 where there is one only. */
function variationOf({ net }: Purchases, mean: number): number {
  if (net.length < 2) return 1;
  let squares = 0;
  for (const amount of net) squares += (amount - mean) ** 2;
  return Math.sqrt(squares / (net.length - 1)) / mean;
}
