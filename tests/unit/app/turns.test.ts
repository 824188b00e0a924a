import { expect, test } from 'vitest';
import { inTurn } from '../../../src/app/state/turns';

/** Everything up to the next microtask is one task. */
function tasks() {
  let task = 0;
  return () => {
    void Promise.resolve().then(() => task++);
    return task;
  };
}

test('pieces of work are done in order, each in a task of its own, also those that come from a piece', async () => {
  const now = tasks();
  const done: [string, number][] = [];
  const began = now();
  await new Promise<void>((resolve) => {
    inTurn(() => {
      done.push(['a', now()]);
      inTurn(() => {
        done.push(['from a', now()]);
        resolve();
      });
    });
    inTurn(() => done.push(['b', now()]));
    inTurn(() => done.push(['c', now()]));
  });
  expect(done.map(([name]) => name)).toEqual(['a', 'b', 'c', 'from a']);
  expect(new Set([began, ...done.map(([, task]) => task)]).size).toBe(5);
});

test('what is called off is not done, and the others are', async () => {
  const done: string[] = [];
  const callOff = inTurn(() => done.push('a'));
  const last = new Promise<void>((resolve) => {
    inTurn(() => {
      done.push('b');
      resolve();
    });
  });
  callOff();
  await last;
  callOff();
  expect(done).toEqual(['b']);
});

test('one that throws does not keep the others waiting for ever', async () => {
  const heard: unknown[] = [];
  const hear = (thrown: unknown) => void heard.push(thrown);
  process.once('uncaughtException', hear);
  inTurn(() => {
    throw new Error('broken');
  });
  await new Promise<void>((resolve) => inTurn(resolve));
  process.off('uncaughtException', hear);
  expect(heard).toEqual([new Error('broken')]);
});
