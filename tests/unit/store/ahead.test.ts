import { expect, it } from 'vitest';
import { ahead } from '../../../src/store/ahead';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function* counting(log: string[], until: number) {
  try {
    for (let i = 1; i <= until; i++) {
      log.push(`made ${i}`);
      await later(1);
      yield i;
    }
    throw new RangeError('no more');
  } finally {
    log.push('closed');
  }
}

it('makes the next while the present one is worked on, and throws in its turn', async () => {
  const log: string[] = [];
  const seen = async () => {
    for await (const item of ahead(counting(log, 2))) {
      await later(5);
      log.push(`used ${item}`);
    }
  };
  await expect(seen()).rejects.toThrow(RangeError);
  expect(log).toEqual(['made 1', 'made 2', 'used 1', 'closed', 'used 2']);
});

it('closes the source where it is left early', async () => {
  const log: string[] = [];
  for await (const item of ahead(counting(log, 5))) if (item === 2) break;
  expect(log).toEqual(['made 1', 'made 2', 'made 3', 'closed']);
});
