import {
  KithError,
  type CalibratedBy,
  type Judged,
  type JudgedScore,
  type JudgeReport,
  type JudgeTarget,
  type Progress,
  type Subgroup,
  type Unfitted,
} from '../domain';
import {
  auc,
  aucInterval,
  calibrated,
  chooseCalibrator,
  crossValidate,
  judge,
  labelsAt,
  placementsOf,
  scoreOver,
  standings,
  tested,
  type CrossValidated,
} from '../evaluation';
import { applyDesign, fitDesign, type Design } from '../features/design';
import type { FeatureColumn, Frame } from '../features/frame';
import { rhythmOf } from '../features/rhythm';
import { createRandom, type Random } from '../kernels/random/random';
import { shuffle } from '../kernels/random/shuffle';
import { quantiles } from '../kernels/stats/quantile';
import { classifiers, type Classifier, type ClassifierFitted, type ModelId } from '../models/classifiers';
import { skewedFeatures, type Prepared } from './analyse-prepare';
import { asynchronous } from './following';
import { judgeData, type JudgeData } from './judge-data';
import { targetData } from './judge-targets';
import type { JudgeAbout } from './protocol';

/** A share of the training rows is kept from the model to see whether its chances need bending. */
const calibrationShare = 4;
/** Fewer rows than this say nothing about how chances should be bent. */
const leastToCalibrate = 200;
const shuffles = 2;
const importanceRows = 4000;
/** Smaller groups than this say nothing. */
const leastInGroup = 50;
const groupFeatures = 6;
const levelsShown = 6;

export const designOptions = { scale: 'standard' as const, dropFirst: true, logged: skewedFeatures };

/** Models that can be compared here, of those asked for. */
export function availableModels(asked: 'all' | readonly string[]): ModelId[] {
  const here = Object.keys(classifiers) as ModelId[];
  return asked === 'all' ? here : here.filter((id) => asked.includes(id));
}

export const classifierOf = (id: ModelId): Classifier => (classifiers as Partial<Record<ModelId, () => Classifier>>)[id]!();

/** A model that learned from some rows, with the design it sees them by. */
export interface Learned {
  readonly design: Design;
  readonly fitted: ClassifierFitted;
}

/** Learns the design and the model from the rows `train` alone. */
export async function* learnFrom(
  model: Classifier,
  frame: Frame,
  y: Uint8Array,
  train: Int32Array,
  random: Random,
): AsyncGenerator<Progress, Learned, void> {
  const design = fitDesign(frame, train, designOptions);
  const x = applyDesign(design, frame, train);
  const fitted = yield* asynchronous(model.fit({ x, y: labelsAt(y, train) }, random));
  return { design, fitted };
}

export const chancesOf = (model: Classifier, { design, fitted }: Learned, frame: Frame, rows: Int32Array): Float64Array =>
  model.predict(fitted, applyDesign(design, frame, rows));

/** A quarter of each class for calibration, the rest to learn from. Null where that is too few. */
function setAside(y: Uint8Array, train: Int32Array, random: Random): { learn: Int32Array; keep: Int32Array } | null {
  if (train.length < leastToCalibrate) return null;
  const keep: number[] = [];
  for (const label of [0, 1]) {
    const own = shuffle(
      train.filter((row) => y[row] === label),
      random,
    );
    keep.push(...own.slice(0, Math.floor(own.length / calibrationShare)));
  }
  const kept = new Set(keep);
  const learn = train.filter((row) => !kept.has(row));
  const positives = learn.reduce((sum, row) => sum + y[row]!, 0);
  return positives < 5 || learn.length - positives < 5 ? null : { learn, keep: Int32Array.from(keep).sort() };
}

/** Held-out chances of a model over all splits; calibration is chosen inside each training set. */
async function* validate(
  model: Classifier,
  { frame, y, splits }: JudgeData,
  random: Random,
): AsyncGenerator<
  Progress,
  { validated: CrossValidated; raw: CrossValidated; calibratedBy: CalibratedBy; engine: string },
  void
> {
  const by = { none: 0, platt: 0, isotonic: 0 };
  const raw: Float64Array[] = [];
  let engine = '';
  async function* fitPredict(train: Int32Array, test: Int32Array): AsyncGenerator<Progress, Float64Array, void> {
    const fitting = random.fork(`fit ${by.none + by.platt + by.isotonic}`);
    const apart = setAside(y, train, fitting.fork('aside'));
    const curve = apart
      ? chooseCalibrator(
          chancesOf(model, yield* learnFrom(model, frame, y, apart.learn, fitting), frame, apart.keep),
          labelsAt(y, apart.keep),
        )
      : ({ method: 'none' } as const);
    const learned = yield* learnFrom(model, frame, y, train, fitting);
    engine = learned.fitted.engine;
    by[curve.method]++;
    const own = chancesOf(model, learned, frame, test);
    raw.push(own);
    return calibrated(curve, own);
  }
  const validated = yield* crossValidate(y, splits, fitPredict);
  return { validated, raw: { ...validated, predictions: raw }, calibratedBy: by, engine };
}

/** The held-out chances behind a report: what the money and the groups are counted on. */
export interface JudgeWork {
  readonly data: JudgeData;
  readonly report: JudgeReport;
  readonly chances: ReadonlyMap<string, CrossValidated>;
  /** The same before calibration, models only: what a model fitted anew would say. */
  readonly raw: ReadonlyMap<string, CrossValidated>;
}

/**
 * Fits every model asked for beside the simple rules, on the same splits, and says which is best and whether that means
 * anything. A model that cannot be fitted is named with its reason; the others stand. Stopping at any step leaves nothing.
 */
export async function* judgeModels(
  prepared: Prepared,
  about: JudgeAbout,
  asked: 'all' | readonly string[],
  clock: () => number,
  target: JudgeTarget | null = null,
): AsyncGenerator<Progress, JudgeWork, void> {
  const began = clock();
  const data = target === null ? yield* judgeData(prepared, about) : yield* targetData(prepared, about, target);
  const { threshold } = about.settings.churn;
  // Logistic regression is the one in force: it always stands beside the others.
  const ids = [...new Set<ModelId>(['logistic', ...availableModels(asked)])];
  const total = (ids.length + 1) * data.splits.length;
  const random = createRandom(about.seed).fork('judge');
  const told = { threshold, testToTrain: data.testToTrain };
  const judged: Judged[] = [];
  const unfitted: Unfitted[] = [];
  const chances = new Map<string, CrossValidated>();
  const raw = new Map<string, CrossValidated>();

  for (const rule of data.rules) {
    const start = clock();
    const votes = new Map<string, number>();
    const predictions: Float64Array[] = [];
    for (const { train, test } of data.splits) {
      const found = rule.predict(data.y, train, test);
      predictions.push(found.chances);
      if (found.column !== null) votes.set(found.column, (votes.get(found.column) ?? 0) + 1);
      yield step(0, total);
    }
    const validated = { y: data.y, splits: data.splits, predictions };
    chances.set(rule.id, validated);
    const column = [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
    judged.push(
      judge(validated, { id: rule.id, kind: 'rule', column, engine: '', calibratedBy: null, ...told, ms: clock() - start }),
    );
    yield step(0, total);
  }
  for (const [at, id] of ids.entries()) {
    const start = clock();
    try {
      const found = yield* counted(validate(classifierOf(id), data, random.fork(id)), at * data.splits.length, total);
      chances.set(id, found.validated);
      raw.set(id, found.raw);
      judged.push(
        judge(found.validated, {
          id,
          kind: 'model',
          column: null,
          engine: found.engine,
          calibratedBy: found.calibratedBy,
          ...told,
          ms: clock() - start,
        }),
      );
    } catch (thrown) {
      if (!(thrown instanceof KithError) || id === 'logistic') throw thrown;
      unfitted.push({ id, code: thrown.code, values: thrown.values });
    }
    yield step((at + 1) * data.splits.length, total);
  }
  const standing = standings(judged, data.testToTrain);
  const importance = yield* counted(
    importanceOf(classifierOf(standing.best as ModelId), data, random.fork('importance')),
    ids.length * data.splits.length,
    total,
  );
  const groups = subgroupsOf(data, chances.get(standing.best)!);
  const report: JudgeReport = {
    ...standing,
    judged: standing.judged.map((one) => (one.id === standing.best ? { ...one, importance } : one)),
    split: data.split,
    trainCutoff: data.trainCutoff,
    testCutoff: data.testCutoff,
    horizonDays: data.horizonDays,
    rhythmDays: data.testCutoff === null ? null : rhythmOf(prepared.grouped, data.testCutoff),
    n: data.n,
    positives: data.positives,
    folds: data.folds,
    repeats: data.repeats,
    threshold,
    sampledFrom: data.sampledFrom,
    unfitted,
    subgroups: groups,
    ms: clock() - began,
  };
  return { data, report, chances, raw };
}

const step = (done: number, total: number | null): Progress => ({ stage: 'churn', done, total, unit: 'folds' });

/** Steps of a part as steps of the whole. */
async function* counted<T>(
  steps: AsyncGenerator<Progress, T, void>,
  from: number,
  total: number,
): AsyncGenerator<Progress, T, void> {
  let ended = false;
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done === true) {
        ended = true;
        return next.value;
      }
      yield step(from + next.value.done, total);
    }
  } finally {
    if (!ended) await steps.return(undefined as never);
  }
}

/**
 * What a feature is worth to a model (Breiman 2001; Fisher, Rudin & Dominici 2019): how much AUC on held-out customers falls
 * when its values are dealt out anew among them. Over the folds of the first repeat, with their interval. Features that say
 * the same share their worth: either may look like nothing.
 */
async function* importanceOf(
  model: Classifier,
  { frame, y, splits, testToTrain }: JudgeData,
  random: Random,
): AsyncGenerator<Progress, { feature: string; drop: JudgedScore }[], void> {
  const first = splits.filter(({ repeat }) => repeat === 0);
  const drops = frame.columns.map((): number[] => []);
  for (const [at, { train, test }] of first.entries()) {
    const learned = yield* learnFrom(model, frame, y, train, random.fork(`fit ${at}`));
    const rows = test.length > importanceRows ? shuffle(test.slice(), random).slice(0, importanceRows) : test;
    const labels = labelsAt(y, rows);
    const own: Frame = { rows: rows.length, columns: frame.columns.map((column) => taken(column, rows)) };
    const every = Int32Array.from({ length: rows.length }, (_, i) => i);
    const whole = auc(labels, chancesOf(model, learned, own, every));
    for (const [j, column] of own.columns.entries()) {
      let sum = 0;
      for (let round = 0; round < shuffles; round++) {
        const dealt = { ...column, values: taken(column, shuffle(every.slice(), random)).values };
        const columns = own.columns.map((other, k) => (k === j ? dealt : other));
        sum += auc(labels, chancesOf(model, learned, { rows: own.rows, columns }, every));
        yield step(at, first.length);
      }
      drops[j]!.push(whole - sum / shuffles);
    }
  }
  return frame.columns
    .map((column, j) => ({ feature: column.info.id, drop: scoreOver(drops[j]!, testToTrain) }))
    .sort((a, b) => b.drop.mean - a.drop.mean || (a.feature < b.feature ? -1 : 1));
}

const taken = (column: FeatureColumn, rows: Int32Array): FeatureColumn => ({
  ...column,
  values: Float64Array.from(rows, (row) => column.values[row]!),
});

/** How well groups of customers are foretold: by level of each category, by halves of each number; the largest gaps first. */
function subgroupsOf(data: JudgeData, validated: CrossValidated): Subgroup[] {
  const { rows, y, p } = tested(validated);
  const groups: (Subgroup & { gap: number })[] = [];
  const add = (feature: string, level: string | null, from: number | null, to: number | null, at: number[]) => {
    if (at.length < leastInGroup) return;
    const labels = Uint8Array.from(at, (i) => y[i]!);
    const own = Float64Array.from(at, (i) => p[i]!);
    const left = labels.reduce((sum, one) => sum + one, 0);
    const predicted = own.reduce((sum, one) => sum + one, 0) / at.length;
    const placed = left > 1 && at.length - left > 1 ? placementsOf(labels, own) : null;
    groups.push({
      feature,
      level,
      from,
      to,
      n: at.length,
      left,
      predicted,
      auc: placed?.auc ?? null,
      interval: placed ? aucInterval(placed) : null,
      gap: Math.abs(left / at.length - predicted) * Math.sqrt(at.length),
    });
  };
  for (const { info, levels, values } of data.frame.columns) {
    const own = Float64Array.from(rows, (row) => values[row]!);
    const where = (wanted: (value: number) => boolean) => [...own.keys()].filter((i) => wanted(own[i]!));
    if (levels !== null) {
      if (levels.length <= levelsShown)
        levels.forEach((level, code) =>
          add(
            info.id,
            level,
            null,
            null,
            where((v) => v === code),
          ),
        );
    } else if (info.kind === 'binary') {
      for (const value of [0, 1])
        add(
          info.id,
          String(value),
          null,
          null,
          where((v) => v === value),
        );
    } else {
      const [middle] = quantiles(own, [0.5]);
      if (middle === undefined || Number.isNaN(middle)) continue;
      add(
        info.id,
        null,
        null,
        middle,
        where((v) => v < middle),
      );
      add(
        info.id,
        null,
        middle,
        null,
        where((v) => v >= middle),
      );
    }
  }
  const worst = new Map<string, number>();
  for (const { feature, gap } of groups) worst.set(feature, Math.max(worst.get(feature) ?? 0, gap));
  const shown = [...worst].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, groupFeatures);
  return shown.flatMap(([feature]) => groups.filter((one) => one.feature === feature).map(({ gap: _gap, ...group }) => group));
}
