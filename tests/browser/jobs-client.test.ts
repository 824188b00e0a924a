import { afterEach, describe, expect, it } from 'vitest';
import { Cancelled, createClient, type ClientOptions, type FromWorker, type JobClient } from '../../src/jobs/client';
import { codeOf } from '../unit/jobs/jobs-suite';
import { runnerSuite } from '../unit/jobs/runner-suite';

runnerSuite('a page');

const clients: JobClient[] = [];
function client(options: ClientOptions): JobClient {
  const made = createClient(options);
  clients.push(made);
  return made;
}
afterEach(() => {
  for (const made of clients.splice(0)) made.dispose();
});

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A real worker of a few lines. */
function workerOf(code: string): Worker {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/** Answers 'engine' with the number of workers started before it, and dies of 'resume'. */
const fragile = (life: number) => `
  onmessage = ({ data: { id, kind } }) => {
    if (kind === 'resume') throw new Error('dead');
    if (kind === 'engine') postMessage({ type: 'done', id, response: ${life} });
  };
  postMessage({ type: 'ready' });`;

describe('the page’s end of the workers', () => {
  it('rejects what ran in a worker that dies, and works again with a fresh one', async () => {
    let lives = 0;
    const made = client({ start: () => Promise.resolve(workerOf(fragile(lives++))) });
    expect(await made.run('engine', null).promise).toBe(0);
    const waiting = made.run('customer', { key: 'x' });
    const deadly = made.run('resume', { workspace: 'own' });
    const codes = await Promise.all([codeOf(waiting.promise), codeOf(deadly.promise)]);
    expect(codes).toEqual(['job/crashed', 'job/crashed']);
    await expect(deadly.promise).rejects.toMatchObject({ values: { reason: expect.stringContaining('dead') as string } });
    expect(await made.run('engine', null).promise).toBe(1);
    expect(await made.run('engine', null).promise).toBe(1);
  });

  it('leaves the other worker alone', async () => {
    const started: string[] = [];
    const made = client({
      start: (name) => {
        started.push(name);
        return Promise.resolve(
          workerOf(fragile(0).replace("kind === 'resume'", "kind === 'read'").replace("'engine'", "'resume'")),
        );
      },
    });
    const waiting = made.run('customer', { key: 'x' });
    expect(await codeOf(made.run('read', { file: new Blob(), name: '', options: {} }).promise)).toBe('job/crashed');
    expect(await made.run('resume', { workspace: 'own' }).promise).toBe(0);
    expect(started).toEqual(['analysis', 'ingest']);
    waiting.cancel();
    waiting.promise.catch(() => undefined);
  });

  it('gives up on a worker that never says that it is there', async () => {
    let lives = 0;
    const made = client({
      readyMs: 100,
      start: () => Promise.resolve(workerOf(lives++ === 0 ? '' : fragile(7))),
    });
    expect(await codeOf(made.run('engine', null).promise)).toBe('job/crashed');
    expect(await made.run('engine', null).promise).toBe(7);
  });

  it('says so where a worker cannot be made at all', async () => {
    const made = client({ start: () => Promise.reject(new Error('refused')) });
    expect(await codeOf(made.run('engine', null).promise)).toBe('job/crashed');
    const broken = client({ start: () => Promise.resolve(workerOf('this is no program')) });
    expect(await codeOf(broken.run('engine', null).promise)).toBe('job/crashed');
  });

  it('cancels what has not begun, and starts one worker only', async () => {
    let lives = 0;
    const made = client({
      start: async () => {
        await later(50);
        return workerOf(fragile(lives++));
      },
    });
    const first = made.run('engine', null);
    first.cancel();
    expect(await codeOf(first.promise)).toBe('cancelled');
    expect(await Promise.all([made.run('engine', null).promise, made.run('engine', null).promise])).toEqual([0, 0]);
    expect(lives).toBe(1);
  });

  it('cancels everything when disposed, and what an old worker says later is not heard', async () => {
    let lives = 0;
    const made = client({ start: () => Promise.resolve(workerOf(fragile(lives++))) });
    await made.run('engine', null).promise;
    const waiting = made.run('customer', { key: 'x' });
    made.dispose();
    await expect(waiting.promise).rejects.toBeInstanceOf(Cancelled);
    expect(await made.run('engine', null).promise).toBe(1);
  });

  it('refuses a request that cannot cross, and goes on', async () => {
    const made = client({ start: () => Promise.resolve(workerOf(fragile(3))) });
    const odd = { key: (() => 'a function') as unknown as string };
    expect(await codeOf(made.run('customer', odd).promise)).toBe('job/unexpected');
    expect(await made.run('engine', null).promise).toBe(3);
    expect(await codeOf(made.run('customer', odd).promise)).toBe('job/unexpected');
  });

  it('counts what the policy refused in the workers', async () => {
    const refusals: FromWorker[] = [
      { type: 'refused', count: 1 },
      { type: 'refused', count: 2 },
    ];
    const made = client({
      start: () => Promise.resolve(workerOf(`${fragile(0)}; for (const m of ${JSON.stringify(refusals)}) postMessage(m);`)),
    });
    const heard: number[] = [];
    const stop = made.onRefused((count) => heard.push(count));
    await made.run('engine', null).promise;
    expect(made.refused).toBe(3);
    expect(heard).toEqual([1, 3]);
    stop();
  });
});
