import { beforeAll, expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { createRandom } from '../../../src/kernels/random/random';
import { badInputReasons } from '../../../src/models/bad-input';
import { startEngine } from '../../../src/models/engine';
import { families, registry } from '../../../src/models/registry';
import { isMessageKey } from '../../../src/text';

beforeAll(async () => {
  await startEngine({ prefer: 'cpu' });
});

it.each([...registry, ...families].map((model) => [model.id, model] as const))(
  'every code that %s says of itself has a sentence',
  async (id, model) => {
    const problem = model.problem(createRandom(1));
    const { assumes, beware } = problem.describe(await finish(problem.fit(createRandom(1))));
    for (const code of [`name.${id}`, ...assumes, ...beware]) expect(isMessageKey(`model.${code}`), code).toBe(true);
  },
);

it('every reason for a refusal has one', () => {
  for (const code of [...badInputReasons, 'cpu-did-not-start', 'wrong-known-answer']) {
    expect(isMessageKey(`reason.${code}`), code).toBe(true);
  }
});
