import { finish, KithError, type Json } from '../domain';
import { createRandom } from '../kernels/random/random';
import { shuffle } from '../kernels/random/shuffle';
import type { Problem, Registered } from './registry';

/** One thing that every model must do. Throws an Error that says what went wrong. */
export interface Check {
  readonly name: string;
  run(model: Registered, numTensors: () => number): Promise<void>;
}

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

const seed = 7;
const random = () => createRandom(seed);
const numbers = (values: ArrayLike<number>) => Array.from(values);
const same = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 0) =>
  a.length === b.length && numbers(a).every((value, i) => Math.abs(value - b[i]!) <= tolerance);

/** The code of the KithError that `work` throws, or null; any other error goes on. */
async function refusal(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (thrown instanceof KithError) return thrown.code;
    throw thrown;
  }
}

const fitted = (problem: Problem) => finish(problem.fit(random()));

async function refuses(problem: Problem, what: string): Promise<void> {
  const code = await refusal(() => fitted(problem));
  demand(code === 'model/bad-input', `${what}: ${code ?? 'accepted'}`);
}

/** The common checks of style.md, after scikit-learn's estimator checks. */
export const checks: readonly Check[] = [
  {
    name: 'defaults work, and every number is finite',
    async run(model) {
      const problem = model.problem(random());
      const output = problem.predict(await fitted(problem), problem.rows);
      demand(output.length === problem.rows.rows, 'one number a row');
      demand(numbers(output).every(Number.isFinite), 'a number is not finite');
    },
  },
  {
    name: 'inputs are not changed',
    async run(model) {
      const problem = model.problem(random());
      const before = problem.buffers.map((buffer) => buffer.slice());
      problem.predict(await fitted(problem), problem.rows);
      demand(
        problem.buffers.every((buffer, i) => same(buffer, before[i]!)),
        'an input was changed',
      );
    },
  },
  {
    name: 'same seed, same answer; a second fit knows nothing of the first',
    async run(model) {
      const problem = model.problem(random());
      const first = JSON.stringify(problem.serialise(await fitted(problem)));
      await fitted(model.problem(createRandom(99), 61));
      demand(first === JSON.stringify(problem.serialise(await fitted(problem))), 'the second fit differs');
    },
  },
  {
    name: 'one row equals batch',
    async run(model) {
      const problem = model.problem(random());
      const model_ = await fitted(problem);
      const batch = problem.predict(model_, problem.rows);
      const { cols, values } = problem.rows;
      for (let i = 0; i < problem.rows.rows; i++) {
        const alone = { rows: 1, cols, values: values.slice(i * cols, (i + 1) * cols) };
        demand(problem.predict(model_, alone)[0] === batch[i], `row ${i} differs`);
      }
      demand(problem.predict(model_, { rows: 0, cols, values: new Float64Array() }).length === 0, 'no rows, no answers');
    },
  },
  {
    name: 'the order of rows is irrelevant',
    async run(model) {
      const problem = model.problem(random());
      const order = shuffle(
        Array.from({ length: problem.rows.rows }, (_, i) => i),
        random(),
      );
      const first = problem.predict(await fitted(problem), problem.rows);
      const second = problem.predict(await fitted(problem.reordered(order)), problem.rows);
      demand(same(first, second, 1e-6), 'another order, another answer');
    },
  },
  {
    name: 'empty, one-row and unusable inputs are refused with a code',
    async run(model) {
      const problem = model.problem(random());
      await refuses(problem.reordered([]), 'no rows');
      await refuses(problem.reordered([0]), 'one row');
      for (const value of [Number.NaN, Infinity]) {
        if (Number.isNaN(value) && problem.missing) continue;
        await refuses(
          problem.with((kept, at) => (at === 5 ? value : kept)),
          String(value),
        );
        const good = await fitted(problem);
        const row = { rows: 1, cols: problem.rows.cols, values: new Float64Array(problem.rows.cols).fill(value) };
        const code = await refusal(() => Promise.resolve().then(() => problem.predict(good, row)));
        demand(code === 'model/bad-input', `predicts for ${value}`);
      }
      const good = await fitted(problem);
      const wide = { rows: 1, cols: problem.rows.cols + 1, values: new Float64Array(problem.rows.cols + 1) };
      const code = await refusal(() => Promise.resolve().then(() => problem.predict(good, wide)));
      demand(code === 'model/bad-input', 'predicts for a column too many');
    },
  },
  {
    name: 'gaps are lived with, where the model says so',
    async run(model) {
      const problem = model.problem(random());
      if (!problem.missing) return;
      const holed = problem.with((kept, at) => (at % 7 === 5 ? Number.NaN : kept));
      const answers = numbers(holed.predict(await fitted(holed), holed.rows));
      demand(answers.every(Number.isFinite), 'an answer is not finite');
      demand(new Set(answers).size > 1, 'everybody gets the same answer');
    },
  },
  {
    name: 'constant columns are refused with a code, or answered',
    async run(model) {
      const problem = model.problem(random()).with(() => 3);
      if (problem.constant === 'refused') return refuses(problem, 'constant');
      const output = numbers(problem.predict(await fitted(problem), problem.rows));
      demand(
        output.every((value) => Number.isFinite(value) && value === output[0]),
        'constant rows, different answers',
      );
    },
  },
  {
    name: 'save, restore, predict: identical',
    async run(model) {
      const problem = model.problem(random());
      const before = await fitted(problem);
      const restored = problem.restore(JSON.parse(JSON.stringify(problem.serialise(before))) as Json);
      demand(restored.ok, 'not restored');
      demand(same(problem.predict(before, problem.rows), problem.predict(restored.value, problem.rows)), 'answers differ');
      demand(
        JSON.stringify(problem.serialise(restored.value)) === JSON.stringify(problem.serialise(before)),
        'saves differently',
      );
    },
  },
  {
    name: 'a saved model holds no rows',
    async run(model) {
      const size = async (rows: number) => {
        const problem = model.problem(random(), rows);
        return JSON.stringify(problem.serialise(await fitted(problem))).length;
      };
      if (model.problem(random()).grows !== 'not') return;
      demand((await size(1200)) < (await size(120)) + 200, 'grows with the rows');
    },
  },
  {
    name: 'a newer version and anything else is refused',
    async run(model) {
      const problem = model.problem(random());
      const saved = problem.serialise(await fitted(problem)) as Record<string, Json>;
      const newer = problem.restore({ ...saved, version: model.version + 1 });
      demand(!newer.ok && newer.error.code === 'model/newer', 'newer accepted');
      const broken: Json[] = [null, 3, 'x', [], {}, { ...saved, model: 'other' }, { ...saved, engine: 5 }];
      for (const name of Object.keys(saved)) broken.push({ ...saved, [name]: null });
      for (const json of broken) {
        const answer = problem.restore(json);
        demand(!answer.ok && answer.error.code === 'model/bad-input', `accepted ${JSON.stringify(json).slice(0, 80)}`);
      }
    },
  },
  {
    name: 'probabilities stay in [0, 1]',
    async run(model) {
      const problem = model.problem(random());
      if (!problem.probabilities) return;
      const model_ = await fitted(problem);
      for (const factor of [1, 1e3, 1e300, -1e300]) {
        const far = problem.with((value) => value * factor).rows;
        demand(
          numbers(problem.predict(model_, far)).every((value) => value >= 0 && value <= 1),
          `not at ${factor}`,
        );
      }
    },
  },
  {
    name: 'fit yields, and ending it anywhere leaves no tensor behind',
    async run(model, numTensors) {
      const problem = model.problem(random());
      await fitted(problem);
      const before = numTensors();
      let yields = 0;
      for (const steps = problem.fit(random()); !(await steps.next()).done;) yields++;
      demand(yields > 0, 'never yields');
      demand(numTensors() === before, `a finished fit leaves ${numTensors() - before} tensors`);
      for (let stop = 0; stop < Math.min(yields, 12); stop++) {
        const steps = problem.fit(random());
        for (let i = 0; i < stop; i++) await steps.next();
        await steps.return(undefined);
        demand(numTensors() === before, `ended after ${stop} steps, ${numTensors() - before} tensors are left`);
      }
    },
  },
  {
    name: 'describes itself',
    async run(model) {
      const problem = model.problem(random());
      const card = problem.describe(await fitted(problem));
      demand(card.id === model.id && card.version === model.version && card.n === problem.rows.rows, 'wrong card');
      demand(card.assumes.length > 0 && card.beware.length > 0, 'neither assumes nor warns');
    },
  },
];
