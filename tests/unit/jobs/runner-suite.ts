import { describe, expect, it } from 'vitest';
import { KithError, type Progress, type Steps } from '../../../src/domain';
import type { FromWorker, ToWorker } from '../../../src/jobs/protocol';
import { createRunner, type Handlers } from '../../../src/jobs/runner';
import { shortestWait } from './heard';

const step: Progress = { stage: 'churn', done: 1, total: null, unit: 'rounds' };

/** Keeps the thread busy for so many milliseconds, as training does. */
export function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Handlers of any shape under the kinds of the protocol, a runner over them, and all it posts, with the time. */
function start(handlers: Partial<Record<keyof Handlers, (request: never) => Steps<unknown>>>) {
  const posted: { readonly message: FromWorker; readonly at: number; readonly transfer: Transferable[] }[] = [];
  const runner = createRunner(handlers as unknown as Partial<Handlers>, (message, transfer) =>
    posted.push({ message, at: performance.now(), transfer }),
  );
  const send = (message: { id: number; kind?: string; request?: unknown }) =>
    runner.receive({ type: message.kind === undefined ? 'cancel' : 'run', request: null, ...message } as unknown as ToWorker);
  const answers = (id: number) =>
    posted.filter(({ message }) => 'id' in message && message.id === id && message.type !== 'progress');
  const answer = async (id: number) => {
    await expect.poll(() => answers(id).length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0);
    return answers(id)[0]!;
  };
  return { posted, send, answers, answer };
}

/** What the runner promises, in whatever thread it runs. */
export function runnerSuite(where: string): void {
  describe(`runner (${where})`, () => {
    it('answers once, with progress at most ten times a second', async () => {
      const { posted, send, answer, answers } = start({
        *analyse() {
          for (let i = 0; i < 100; i++) {
            work(5);
            yield { ...step, done: i };
          }
          return 'answer';
        },
      });
      send({ id: 1, kind: 'analyse' });
      expect((await answer(1)).message).toEqual({ type: 'done', id: 1, response: 'answer' });
      const told = posted.filter(({ message }) => message.type === 'progress');
      expect(told.length).toBeGreaterThanOrEqual(3);
      for (let i = 1; i < told.length; i++) expect(told[i]!.at - told[i - 1]!.at).toBeGreaterThanOrEqual(99);
      await later(20);
      expect(answers(1)).toHaveLength(1);
    });

    it('hears a cancel within 100 ms in the middle of hard work, and leaves nothing open', async () => {
      let open = 0;
      let steps = 0;
      const { send, answer, answers } = start({
        *analyse() {
          open++;
          try {
            for (;;) {
              work(5);
              steps++;
              yield step;
            }
          } finally {
            open--;
          }
        },
      });
      let id = 0;
      const wait = async () => {
        send({ id: ++id, kind: 'analyse' });
        await later(120);
        const at = performance.now();
        // A message is a task like this one: it runs when the worker breathes.
        send({ id });
        const { message, at: heard } = await answer(id);
        expect(message.type).toBe('cancelled');
        return heard - at;
      };
      expect(await shortestWait(wait)).toBeLessThan(100);
      expect(open).toBe(0);
      const before = steps;
      await later(80);
      expect(steps).toBe(before);
      expect(answers(id)).toHaveLength(1);
    });

    it('breathes at least every 100 ms, however long the work', async () => {
      const { send, answer } = start({
        *analyse() {
          for (let i = 0; i < 100; i++) {
            work(5);
            yield step;
          }
          return null;
        },
        async *resume() {
          for (let i = 0; i < 60; i++) {
            work(5);
            await Promise.resolve();
            yield step;
          }
          return null;
        },
      });
      let id = 0;
      const longestBreath = async () => {
        let longest = 0;
        let last = performance.now();
        const timer = setInterval(() => {
          longest = Math.max(longest, performance.now() - last);
          last = performance.now();
        }, 1);
        send({ id: ++id, kind: 'analyse' });
        send({ id: ++id, kind: 'resume' });
        await Promise.all([answer(id - 1), answer(id)]);
        clearInterval(timer);
        return longest;
      };
      expect(await shortestWait(longestBreath)).toBeLessThan(100);
    });

    it('cancels work that waits at once, and lets it wind up in its own time', async () => {
      const events: string[] = [];
      const { send, answer } = start({
        async *analyse() {
          try {
            await later(400);
            events.push('waited');
            yield step;
            return 1;
          } finally {
            events.push('wound up');
          }
        },
      });
      send({ id: 1, kind: 'analyse' });
      await later(10);
      const at = performance.now();
      send({ id: 1 });
      expect((await answer(1)).message.type).toBe('cancelled');
      expect(performance.now() - at).toBeLessThan(300);
      expect(events).toEqual([]);
      await expect.poll(() => events, { timeout: 2000 }).toEqual(['waited', 'wound up']);
    });

    it('answers the cancel of a job that decides only when it is over, and by what came of it', async () => {
      const events: string[] = [];
      const { send, answer, answers } = start({
        commit: async function* (request: never, { signal }: { signal: AbortSignal }) {
          await later(60);
          yield step;
          // Past being undone: what is asked then comes too late.
          if (request === 'early') signal.throwIfAborted();
          await later(30);
          events.push('kept');
          return 'receipts';
        } as never,
      });
      send({ id: 1, kind: 'commit', request: 'early' });
      await later(10);
      send({ id: 1 });
      await later(10);
      expect(answers(1)).toEqual([]);
      expect((await answer(1)).message).toEqual({ type: 'cancelled', id: 1 });
      expect(events).toEqual([]);
      send({ id: 2, kind: 'commit', request: 'late' });
      await later(75);
      send({ id: 2 });
      expect((await answer(2)).message).toEqual({ type: 'done', id: 2, response: 'receipts' });
      expect(events).toEqual(['kept']);
      await later(20);
      expect([answers(1).length, answers(2).length]).toEqual([1, 1]);
    });

    it('lets the newest analysis win, and starts it only when the older has let go', async () => {
      let alive = 0;
      let most = 0;
      const { send, answer } = start({
        async *analyse(request: never) {
          alive++;
          most = Math.max(most, alive);
          try {
            for (let i = 0; i < 5; i++) {
              await later(10);
              yield step;
            }
            return request;
          } finally {
            await later(15);
            alive--;
          }
        },
      });
      for (let id = 1; id <= 4; id++) {
        send({ id, kind: 'analyse', request: `request ${id}` });
        await later(id === 3 ? 0 : 12);
      }
      for (const id of [1, 2, 3]) expect((await answer(id)).message.type).toBe('cancelled');
      expect((await answer(4)).message).toEqual({ type: 'done', id: 4, response: 'request 4' });
      expect(most).toBe(1);
      expect(alive).toBe(0);
    });

    it('supersedes a rereading of the same file only, and no reading', async () => {
      const slow = async function* (request: never) {
        await later(30);
        yield step;
        return request;
      };
      const { send, answer } = start({ read: slow, reread: slow, customers: slow });
      send({ id: 1, kind: 'reread', request: { stagedId: 'a' } });
      send({ id: 2, kind: 'reread', request: { stagedId: 'b' } });
      send({ id: 3, kind: 'reread', request: { stagedId: 'a' } });
      send({ id: 4, kind: 'read', request: 'x' });
      send({ id: 5, kind: 'read', request: 'y' });
      send({ id: 6, kind: 'customers' });
      send({ id: 7, kind: 'customers' });
      const types = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(async (id) => (await answer(id)).message.type));
      expect(types).toEqual(['cancelled', 'done', 'done', 'done', 'done', 'cancelled', 'done']);
    });

    it('answers a short question in the middle of long work', async () => {
      const { send, answer, answers } = start({
        *analyse() {
          for (let i = 0; i < 200; i++) {
            work(5);
            yield step;
          }
          return null;
        },
        *customers() {
          yield step;
          return 'page';
        },
      });
      send({ id: 1, kind: 'analyse' });
      await later(30);
      send({ id: 2, kind: 'customers' });
      expect((await answer(2)).message).toMatchObject({ type: 'done', response: 'page' });
      expect(answers(1)).toHaveLength(0);
      send({ id: 1 });
      await answer(1);
    });

    it('sends errors as code and values', async () => {
      const { send, answer } = start({
        *analyse() {
          yield step;
          throw new KithError('analysis/too-few-customers', { n: 3, needed: 20 });
        },
        async *resume() {
          yield step;
          await later(1);
          throw new TypeError('odd');
        },
        *engine(): Steps<unknown> {
          throw new RangeError('at once');
        },
      });
      send({ id: 1, kind: 'analyse' });
      send({ id: 2, kind: 'resume' });
      send({ id: 3, kind: 'engine' });
      send({ id: 4, kind: 'customer' });
      const failed = async (id: number) => (await answer(id)).message;
      expect(await failed(1)).toEqual({
        type: 'failed',
        id: 1,
        error: { code: 'analysis/too-few-customers', values: { n: 3, needed: 20 } },
      });
      expect(await failed(2)).toMatchObject({ error: { code: 'job/unexpected', values: { reason: 'TypeError: odd' } } });
      expect(await failed(3)).toMatchObject({ error: { code: 'job/unexpected', values: { reason: 'RangeError: at once' } } });
      expect(await failed(4)).toMatchObject({ error: { code: 'job/unexpected' } });
    });

    it('tells of an error while winding up, instead of hiding it', async () => {
      const { send, answer, answers } = start({
        *analyse() {
          try {
            for (;;) {
              work(5);
              yield step;
            }
          } finally {
            // As a dispose that fails would throw.
            JSON.parse('{');
          }
        },
      });
      send({ id: 1, kind: 'analyse' });
      await later(50);
      send({ id: 1 });
      expect((await answer(1)).message).toMatchObject({ type: 'failed', error: { code: 'job/unexpected' } });
      await later(50);
      expect(answers(1)).toHaveLength(1);
    });

    it('hands buffers over only where the handler lets go of them', async () => {
      const numbers = new Float64Array([1, 2, 3]);
      const runner = start({
        *analyse(): Steps<unknown> {
          return { numbers };
        },
        resume: function* (_: never, context: { handOver(): void }): Steps<unknown> {
          context.handOver();
          return { numbers };
        } as never,
      });
      runner.send({ id: 1, kind: 'analyse' });
      expect((await runner.answer(1)).transfer).toEqual([]);
      runner.send({ id: 2, kind: 'resume' });
      expect((await runner.answer(2)).transfer).toEqual([numbers.buffer]);
    });

    it('ignores a cancel of what is over or never was', async () => {
      const { send, answer, answers } = start({
        *analyse(): Steps<unknown> {
          return 1;
        },
      });
      send({ id: 1, kind: 'analyse' });
      await answer(1);
      send({ id: 1 });
      send({ id: 99 });
      await later(20);
      expect(answers(1)).toHaveLength(1);
      expect(answers(99)).toHaveLength(0);
    });
  });
}
