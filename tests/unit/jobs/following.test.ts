import { describe, expect, it } from 'vitest';
import { finish, type Progress } from '../../../src/domain';
import { following } from '../../../src/jobs/following';

const at = (done: number): Progress => ({ stage: 'store', done, total: 10, unit: 'chunks' });
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('work that tells of itself, as steps', () => {
  it('gives what it said, then what it made', async () => {
    const seen: number[] = [];
    const steps = following(async (tell) => {
      for (let i = 1; i <= 3; i++) {
        tell(at(i));
        await later(5);
      }
      return 'made';
    });
    let next = await steps.next();
    while (next.done !== true) {
      seen.push(next.value.done);
      next = await steps.next();
    }
    expect(next.value).toBe('made');
    expect(seen).toEqual([1, 2, 3]);
  });

  it('throws what the work throws', async () => {
    const steps = following(async () => {
      await later(1);
      throw new RangeError('no');
    });
    await expect(finish(steps)).rejects.toThrow(RangeError);
  });

  it('stops the work at its next word, and is over only when the work is', async () => {
    const events: string[] = [];
    const steps = following(async (tell) => {
      try {
        for (let i = 0; ; i++) {
          tell(at(i));
          events.push(`step ${i}`);
          await later(5);
        }
      } finally {
        await later(20);
        events.push('undone');
      }
    });
    await steps.next();
    await steps.return(undefined as never);
    expect(events.at(-1)).toBe('undone');
    const count = events.length;
    await later(30);
    expect(events).toHaveLength(count);
  });
});
