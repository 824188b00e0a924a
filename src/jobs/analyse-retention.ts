import {
  KithError,
  toErrorReport,
  type AnalysisSettings,
  type Note,
  type Part,
  type Progress,
  type RetentionModel,
  type RetentionMonth,
  type RetentionPart,
} from '../domain';
import { labelOutcome } from '../features/churn-data';
import { lifetimes, type Lifetimes } from '../features/lifetimes';
import { normal } from '../kernels/random/normal';
import { createRandom, type Random } from '../kernels/random/random';
import { kaplanMeier, type SurvivalStep } from '../kernels/survival/kaplan-meier';
import {
  shiftedBetaGeometricResidual,
  shiftedBetaGeometricRetention,
  shiftedBetaGeometricSurvival,
} from '../kernels/survival/shifted-beta-geometric';
import type { LikelihoodFitted } from '../models/btyd';
import { shiftedBetaGeometric } from '../models/sbg';
import type { Prepared } from './analyse-prepare';
import { parametersOf } from './value-fit';

/** Looked ahead past what was seen, and at most in all. */
const monthsAhead = 24;
const mostMonths = 240;
/** Ages at which the months still to come are told. */
const ages = [0, 1, 3, 6, 12, 24, 36, 60];
const draws = 400;
/** The model and the curve differ by more than this somewhere: worth a word. */
const tellingGap = 0.05;

const step = (done: number): Progress => ({ stage: 'value', done, total: 4, unit: 'rounds' });

/**
 * How long subscriptions last: the Kaplan–Meier curve by month with log-log intervals, and the shifted-beta-geometric model fitted to
 * the same lives beside "one chance a month for all". Throws retention/no-label where no column says who left, retention/no-time,
 * retention/too-few.
 */
export async function* findRetention(
  prepared: Prepared,
  settings: AnalysisSettings,
): AsyncGenerator<Progress, RetentionPart, void> {
  const began = performance.now();
  yield step(0);
  const { sources, identity, asOf } = prepared;
  const outcome = labelOutcome(sources, identity.rowCustomer, identity.customers, settings.churn.label);
  if (outcome === null) throw new KithError('retention/no-label');
  const lives = lifetimes(sources, outcome, asOf);
  yield step(1);
  const steps = kaplanMeier(lives.months, lives.ended);
  const curve = byMonth(steps, lives);
  yield step(2);
  const random = createRandom(settings.seed).fork('retention');
  const model = yield* refusable(fitModel(lives, curve.length - 1, settings.value.discountRate, random));
  const notes: Note[] = [];
  if (lives.skipped > 0) notes.push({ code: 'retention-skipped', values: { n: lives.skipped } });
  if (model.ok) {
    const gap = curve.reduce((most, { month, retained, atRisk }) => {
      // Where a handful are left the curve itself is not sure.
      return atRisk < 30 ? most : Math.max(most, Math.abs(retained - model.projected[month]!.retained));
    }, 0);
    if (gap > tellingGap) notes.push({ code: 'retention-off', values: { share: gap } });
    if (model.held) notes.push({ code: 'retention-held', values: {} });
  }
  const { source, label, column, endColumn, tenureUnit, until, skipped } = lives;
  return {
    source,
    label,
    column,
    endColumn,
    tenureUnit,
    until,
    n: lives.months.length,
    left: lives.ended.reduce((a, b) => a + b, 0),
    skipped,
    curve,
    median: steps.find(({ survival }) => survival <= 0.5)?.time ?? null,
    model,
    notes,
    ms: performance.now() - began,
  };
}

/** The curve at the ends of months, up to the last in which somebody was watched. */
function byMonth(steps: readonly SurvivalStep[], { months }: Lifetimes): RetentionMonth[] {
  const last = Math.min(mostMonths, Math.ceil(months.reduce((a, b) => Math.max(a, b), 0)));
  const curve: RetentionMonth[] = [];
  let at = 0;
  let now: SurvivalStep | null = null;
  for (let month = 0; month <= last; month++) {
    const atRisk = steps[at]?.atRisk ?? 0;
    let left = 0;
    for (; at < steps.length && steps[at]!.time <= month + 1e-9; at++) {
      now = steps[at]!;
      left += now.ended;
    }
    curve.push({ month, atRisk, left, retained: now?.survival ?? 1, interval: [now?.low ?? 1, now?.high ?? 1] });
  }
  return curve;
}

async function* fitModel(
  { periods, ended }: Lifetimes,
  seen: number,
  discountRate: number,
  random: Random,
): AsyncGenerator<Progress, RetentionModel, void> {
  const n = periods.length;
  const values = new Float64Array(n * 2);
  for (let i = 0; i < n; i++) values.set([periods[i]!, ended[i]!], i * 2);
  const fitted = yield* shiftedBetaGeometric.fit(
    { rows: n, cols: 2, values },
    shiftedBetaGeometric.defaults,
    random,
  ) as AsyncGenerator<Progress, LikelihoodFitted, void>;
  yield step(3);
  const [alpha, beta] = fitted.parameters as unknown as readonly [number, number];
  const possible = drawn(fitted, random);
  const between = (of: (alpha: number, beta: number) => number): readonly [number, number] => {
    const sorted = Float64Array.from(possible, ([a, b]) => of(a, b)).sort();
    return [sorted[Math.floor(draws * 0.025)]!, sorted[Math.ceil(draws * 0.975) - 1]!];
  };
  const rate = Math.pow(1 + discountRate, 1 / 12) - 1;
  const last = Math.min(mostMonths, seen + monthsAhead);
  const projected: RetentionModel['projected'][number][] = [];
  for (let month = 0; month <= last; month++) {
    projected.push({
      month,
      retained: shiftedBetaGeometricSurvival(alpha, beta, month),
      interval: between((a, b) => shiftedBetaGeometricSurvival(a, b, month)),
    });
    if (month % 12 === 11) yield step(3);
  }
  let [lived, left] = [0, 0];
  for (let i = 0; i < n; i++) {
    lived += periods[i]!;
    left += ended[i]!;
  }
  const churn = left / lived;
  return {
    parameters: parametersOf(['alpha', 'beta'], fitted),
    logLikelihood: fitted.logLikelihood,
    held: fitted.held,
    constant: { churn, logLikelihood: left * Math.log(churn) + (lived - left) * Math.log1p(-churn) },
    projected,
    byAge: ages
      .map((from, i) => {
        const until = ages[i + 1] ?? Number.POSITIVE_INFINITY;
        return { from, n: periods.reduce((sum, t, at) => sum + (ended[at] === 0 && t >= from && t < until ? 1 : 0), 0) };
      })
      .filter((age) => age.n > 0)
      .map((age) => ({
        ...age,
        renews: shiftedBetaGeometricRetention(alpha, beta, age.from),
        residualMonths: shiftedBetaGeometricResidual(alpha, beta, age.from, rate),
        interval: between((a, b) => shiftedBetaGeometricResidual(a, b, age.from, rate)),
      })),
    discountRate,
  };
}

/** Parameters that may be the true ones: normal in their logarithms. */
function drawn({ parameters, covariance }: LikelihoodFitted, random: Random): (readonly [number, number])[] {
  const [variance, shared, own] = [covariance[0]!, covariance[1]!, covariance[3]!];
  const a = Math.sqrt(variance);
  const b = variance > 0 ? shared / a : 0;
  const c = Math.sqrt(Math.max(own - b * b, 0));
  return Array.from({ length: draws }, () => {
    const [x, y] = [normal(random), normal(random)];
    return [parameters[0]! * Math.exp(a * x), parameters[1]! * Math.exp(b * x + c * y)] as const;
  });
}

async function* refusable<T extends object>(steps: AsyncGenerator<Progress, T, void>): AsyncGenerator<Progress, Part<T>, void> {
  try {
    return { ok: true, ...(yield* steps) };
  } catch (thrown) {
    if (thrown instanceof KithError) return { ok: false, error: toErrorReport(thrown) };
    throw thrown;
  }
}
