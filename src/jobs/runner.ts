import { toErrorReport, type Progress, type Steps } from '../domain';
import { breathe } from './breathe';
import type { FromWorker, JobKind, Jobs, ToWorker } from './protocol';
import { transferablesOf } from './transfer';

/** What a handler can say besides its steps. */
export interface JobContext {
  /** The response's buffers may be handed over instead of copied: the worker keeps none of them. */
  handOver(): void;
  /** Aborts when a job that decides something is asked to stop: see `decisive`. */
  readonly signal: AbortSignal;
}

export type Handlers<K extends JobKind = JobKind> = {
  readonly [P in K]: (request: Jobs[P]['request'], context: JobContext) => Steps<Jobs[P]['response']>;
};

export type Post = (message: FromWorker, transfer: Transferable[]) => void;

/** Work between two breaths: cancel is heard after one of these, or after one step where that is longer. */
const sliceMs = 30;
/** At most ten progress messages a second. */
const progressMs = 100;

/**
 * Jobs that change what is kept. Asked to stop, they are not answered for: they end as their work ends, 'cancelled' where
 * nothing stays of it, 'done' where it was past being undone. The page and the store then always agree.
 */
const decisive: ReadonlySet<JobKind> = new Set(['commit', 'restore', 'changeLock']);

interface Job {
  readonly id: number;
  readonly decides: boolean;
  readonly steps: () => Steps<unknown>;
  readonly context: { handsOver: boolean; readonly stop: AbortController };
  running: Steps<unknown> | null;
  /** Answered, one way or another: whatever its steps still do is not told. */
  ended: boolean;
  /** Resolves when the runner has let go of it. */
  pumped: Promise<void>;
  /** Resolves when its steps, ended early, have wound up. */
  wound: Promise<void>;
}

/** Jobs of which only the newest counts, by what they are about; null where each is worth its own answer. */
function supersedeKey(message: ToWorker & { type: 'run' }): string | null {
  switch (message.kind) {
    case 'analyse':
    case 'customers':
    case 'compare':
    case 'people':
    case 'judge':
    case 'foretell':
    case 'money':
    case 'backtest':
    case 'numberDraft':
    case 'numberRows':
      return message.kind;
    case 'reread':
      return `reread ${message.request.stagedId}`;
    default:
      return null;
  }
}

/** Ends a job that is not answered yet; sync steps wind up at once, async ones after what they are waiting for. */
function wind(job: Job, post: Post): void {
  if (job.decides) {
    job.context.stop.abort();
    return;
  }
  job.ended = true;
  try {
    const winding = job.running?.return(undefined);
    if (winding instanceof Promise) {
      job.wound = winding.then(
        () => undefined,
        (thrown: unknown) => post({ type: 'failed', id: job.id, error: toErrorReport(thrown) }, []),
      );
    }
    post({ type: 'cancelled', id: job.id }, []);
  } catch (thrown) {
    post({ type: 'failed', id: job.id, error: toErrorReport(thrown) }, []);
  }
}

async function pump(job: Job, post: Post): Promise<void> {
  const steps = (job.running = job.steps());
  let sliceStart = performance.now();
  let toldAt = -Infinity;
  for (;;) {
    const step = steps.next();
    const next: IteratorResult<Progress, unknown> = step instanceof Promise ? await step : step;
    if (job.ended) return;
    if (next.done === true) {
      const transfer = job.context.handsOver ? transferablesOf(next.value) : [];
      post({ type: 'done', id: job.id, response: next.value }, transfer);
      job.ended = true;
      return;
    }
    const at = performance.now();
    if (at - toldAt >= progressMs) {
      toldAt = at;
      post({ type: 'progress', id: job.id, progress: next.value }, []);
    }
    if (at - sliceStart >= sliceMs) {
      await breathe();
      if (job.ended) return;
      sliceStart = performance.now();
    }
  }
}

async function run(job: Job, older: Job | undefined, post: Post): Promise<void> {
  // What it supersedes may hold tensors or a lock until it has wound up.
  if (older !== undefined) await Promise.all([older.pumped, older.wound]);
  if (job.ended) return;
  try {
    await pump(job, post);
  } catch (thrown) {
    // What a job throws that was told to stop is no news.
    if (job.ended) return;
    job.ended = true;
    if (job.context.stop.signal.aborted) post({ type: 'cancelled', id: job.id }, []);
    else post({ type: 'failed', id: job.id, error: toErrorReport(thrown) }, []);
  }
}

/**
 * The worker's end of the protocol: runs jobs side by side, each in slices of some 30 ms, answers each exactly once
 * (done, failed or cancelled), and hears a cancel between two slices. A job that decides answers a cancel when it is over.
 */
export function createRunner(handlers: Partial<Handlers>, post: Post): { receive(message: ToWorker): void } {
  const jobs = new Map<number, Job>();
  const newest = new Map<string, Job>();

  function start(message: ToWorker & { type: 'run' }): void {
    const { id, kind } = message;
    const context = { handsOver: false, stop: new AbortController() };
    const handler = handlers[kind] as ((request: unknown, context: JobContext) => Steps<unknown>) | undefined;
    const job: Job = {
      id,
      decides: decisive.has(kind),
      steps: () => {
        if (handler === undefined) throw new Error(`nobody here does ${kind}`);
        return handler(message.request, { handOver: () => (context.handsOver = true), signal: context.stop.signal });
      },
      context,
      running: null,
      ended: false,
      pumped: Promise.resolve(),
      wound: Promise.resolve(),
    };
    jobs.set(id, job);
    const key = supersedeKey(message);
    const older = key === null ? undefined : newest.get(key);
    if (older !== undefined && !older.ended) wind(older, post);
    if (key !== null) newest.set(key, job);
    job.pumped = run(job, older, post);
    void job.pumped
      .then(() => job.wound)
      .then(() => {
        jobs.delete(id);
        if (key !== null && newest.get(key) === job) newest.delete(key);
      });
  }

  return {
    receive(message) {
      if (message.type === 'run') {
        start(message);
        return;
      }
      const job = jobs.get(message.id);
      if (job !== undefined && !job.ended) wind(job, post);
    },
  };
}
