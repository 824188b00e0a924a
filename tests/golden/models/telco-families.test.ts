import { beforeAll, describe, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { crossValidate, scoreModel, stratifiedSplits } from '../../../src/evaluation';
import { takeRows } from '../../../src/kernels/linalg/take-rows';
import { createRandom } from '../../../src/kernels/random/random';
import { classifiers, type Classifier, type ModelId } from '../../../src/models/classifiers';
import { startEngine } from '../../../src/models/engine';
import { readShared, sharedDir } from '../../shared';
import { readTelco, standardise } from './telco-data';

/** All 15 folds of the reference's protocol with `npm run test:full`, else the first five. */
const repeats = process.env.KITH_FULL ? 3 : 1;

/** Our families with their own settings, and the reference that stands nearest. */
const references: readonly (readonly [ModelId, string])[] = [
  ['logistic', 'logistic (L2, C=1)'],
  ['svm', 'linear SVM + Platt'],
  ['tree', 'decision tree (depth 5)'],
  ['forest', 'random forest (300, leaf 5)'],
  ['boosting', 'gradient boosting (hist, lr .05, 150, leaf 15)'],
  ['neural', 'MLP (32,16), early stop'],
  // The reference has no neighbours: they are held to what the weakest of its families reaches.
  ['knn', 'decision tree (depth 5)'],
];

async function score(family: Classifier, telco: ReturnType<typeof readTelco>) {
  const { x, y } = telco;
  const began = performance.now();
  const validated = await finish(
    crossValidate(y, stratifiedSplits(y, 5, repeats, createRandom(1)), async function* (train, test) {
      const learn = takeRows(x, train);
      const input = { x: standardise(learn, learn), y: Uint8Array.from(train, (row) => y[row]!) };
      const fitted = yield* family.fit(input, createRandom(1));
      return family.predict(fitted, standardise(takeRows(x, test), learn));
    }),
  );
  return scoreModel(validated, { id: family.id, engine: '', threshold: 0.5, ms: performance.now() - began });
}

describe.skipIf(sharedDir === null)('every family on Telco churn (shared data; skipped where there is none)', () => {
  let telco: ReturnType<typeof readTelco>;
  let expected: Record<string, Record<string, [number, number]>>;
  beforeAll(async () => {
    await startEngine();
    telco = readTelco();
    const open = JSON.parse(new TextDecoder().decode(readShared('reference/open.json'))) as {
      telco_cv: { models: typeof expected };
    };
    expected = open.telco_cv.models;
  });

  // Better than the reference is no fault: only below it counts, and whether the probabilities mean what they say.
  it.each(references)(
    '%s: AUC at most .005 below the reference, Brier at most .003 above, ECE at most .03',
    async (id, reference) => {
      const found = await score(classifiers[id](), telco);
      const { auc, brier } = expected[reference]!;
      expect(found.auc.mean).toBeGreaterThan(auc![0] - 0.005);
      expect(found.brier.mean).toBeLessThan(brier![0] + 0.003);
      expect(found.ece.mean).toBeLessThan(0.03);
    },
    600_000,
  );
});
