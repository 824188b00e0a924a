import { KithError, type Progress } from '../domain';
import { tabId } from '../store/tab';
import type { FromWorker, JobKind, Jobs, ToWorker } from './protocol';

export type * from './protocol';

/** What a job's promise is rejected with that was cancelled, or that a newer one took the place of. No error. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

export interface JobHandle<T> {
  /** Rejects with KithError, or with Cancelled. */
  readonly promise: Promise<T>;
  /** Asks the worker to stop; the promise then rejects with Cancelled, unless the job was faster. */
  cancel(): void;
}

export interface JobClient {
  run<K extends JobKind>(
    kind: K,
    request: Jobs[K]['request'],
    onProgress?: (progress: Progress) => void,
  ): JobHandle<Jobs[K]['response']>;
  /** Starts a worker that will soon be wanted; the first job then need not wait for it. */
  warm(name: WorkerName): void;
  /** What the policy refused in the workers so far. */
  readonly refused: number;
  /** Called with the new count whenever it grows. Returns how to stop. */
  onRefused(callback: (refused: number) => void): () => void;
  /** Ends the workers; what runs is cancelled. A later run starts them anew. */
  dispose(): void;
}

export type WorkerName = 'ingest' | 'analysis' | 'layout';

const homeOf: Readonly<Record<JobKind, WorkerName>> = {
  unpack: 'ingest',
  read: 'ingest',
  reread: 'ingest',
  compare: 'ingest',
  discard: 'ingest',
  commit: 'ingest',
  backup: 'ingest',
  rescue: 'ingest',
  inspectBackup: 'ingest',
  restore: 'ingest',
  changeLock: 'ingest',
  analyse: 'analysis',
  resume: 'analysis',
  segmentsCheck: 'analysis',
  customers: 'analysis',
  customer: 'analysis',
  cohortsBy: 'analysis',
  flow: 'analysis',
  retention: 'analysis',
  customersCsv: 'analysis',
  customerKeys: 'analysis',
  productNames: 'analysis',
  marks: 'analysis',
  mark: 'analysis',
  receipt: 'analysis',
  people: 'analysis',
  quality: 'analysis',
  qualityRows: 'analysis',
  judge: 'analysis',
  foretell: 'analysis',
  money: 'analysis',
  backtest: 'analysis',
  map: 'analysis',
  mapSample: 'analysis',
  mapPlace: 'analysis',
  who: 'analysis',
  spreads: 'analysis',
  layOut: 'layout',
  numbers: 'analysis',
  numberDraft: 'analysis',
  numberRows: 'analysis',
  numberRowsCsv: 'analysis',
  engine: 'analysis',
};

/**
 * A worker is a blob of one line, so that it inherits the page's policy. What that line imports is a file of ours, which
 * goes straight to the worker's thread: as a text inlined in the page's bundle it held up the page, twice. The files are
 * asked for late, so that the page opens without them.
 */
async function startWorker(name: WorkerName): Promise<Worker> {
  const file =
    name === 'ingest'
      ? await import('./ingest.worker.ts?worker&url')
      : name === 'analysis'
        ? await import('./analysis.worker.ts?worker&url')
        : await import('./layout.worker.ts?worker&url');
  // The development server's workers are modules, and its page has no policy that they could escape.
  if (import.meta.env.DEV) return new Worker(file.default, { name: tabId, type: 'module' });
  const { href } = new URL(file.default, location.href);
  const shell = new Blob([`URL.revokeObjectURL(location.href);importScripts(${JSON.stringify(href)})`], {
    type: 'text/javascript',
  });
  return new Worker(URL.createObjectURL(shell), { name: tabId });
}

interface Pending {
  readonly message: ToWorker & { type: 'run' };
  resolve(response: unknown): void;
  reject(reason: Error): void;
  progress(progress: Progress): void;
}

/** One worker at a time, started when first needed, and anew after it died. */
class Host {
  readonly #start: () => Promise<Worker>;
  readonly #readyMs: number;
  readonly #refused: (count: number) => void;
  readonly #mortal: boolean;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #state: 'none' | 'opening' | 'ready' = 'none';
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts workers, so that what an old one still says is not heard. */
  #life = 0;

  /** `mortal`: its work has long stretches that hear nothing, and it keeps nothing; a cancel ends the worker. */
  constructor(start: () => Promise<Worker>, readyMs: number, refused: (count: number) => void, mortal = false) {
    this.#mortal = mortal;
    this.#start = start;
    this.#readyMs = readyMs;
    this.#refused = refused;
  }

  run(job: Pending): void {
    this.#pending.set(job.message.id, job);
    if (this.#state === 'ready') this.#send(job.message);
    else if (this.#state === 'none') void this.#open();
  }

  warm(): void {
    if (this.#state === 'none') void this.#open();
  }

  cancel(id: number): void {
    const job = this.#pending.get(id);
    if (job === undefined) return;
    if (this.#mortal) {
      this.end(() => new Cancelled());
      return;
    }
    if (this.#state === 'ready') {
      this.#worker?.postMessage({ type: 'cancel', id } satisfies ToWorker);
      return;
    }
    this.#pending.delete(id);
    job.reject(new Cancelled());
  }

  /** Ends the worker and everything it was doing. */
  end(reason: () => Error): void {
    this.#life++;
    this.#worker?.terminate();
    this.#worker = null;
    this.#state = 'none';
    clearTimeout(this.#timer);
    const ended = [...this.#pending.values()];
    this.#pending.clear();
    for (const job of ended) job.reject(reason());
  }

  #send(message: ToWorker): void {
    try {
      this.#worker?.postMessage(message);
    } catch (thrown) {
      // A request that cannot be copied is a defect of the page, not of the worker.
      if (message.type === 'cancel') throw thrown;
      const job = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      job?.reject(new KithError('job/unexpected', { reason: String(thrown) }));
    }
  }

  async #open(): Promise<void> {
    const life = ++this.#life;
    const crash = (reason: string) => {
      if (life === this.#life) this.end(() => new KithError('job/crashed', { reason }));
    };
    this.#state = 'opening';
    this.#timer = setTimeout(() => crash('the worker did not start'), this.#readyMs);
    try {
      const worker = await this.#start();
      if (life !== this.#life) {
        worker.terminate();
        return;
      }
      this.#worker = worker;
      worker.onerror = (event) => {
        // Told to whoever waits; with nobody waiting, the page's own error handling is left to speak.
        if (this.#pending.size > 0) event.preventDefault();
        crash(event.message || 'the worker stopped');
      };
      worker.onmessageerror = () => crash('a message could not be read');
      worker.onmessage = (event: MessageEvent<FromWorker>) => {
        if (life === this.#life) this.#hear(event.data);
      };
    } catch (thrown) {
      crash(String(thrown));
    }
  }

  #hear(message: FromWorker): void {
    if (message.type === 'ready') {
      this.#state = 'ready';
      clearTimeout(this.#timer);
      for (const job of this.#pending.values()) this.#send(job.message);
      return;
    }
    if (message.type === 'refused') {
      this.#refused(message.count);
      return;
    }
    const job = this.#pending.get(message.id);
    if (job === undefined) return;
    if (message.type === 'progress') {
      job.progress(message.progress);
      return;
    }
    this.#pending.delete(message.id);
    if (message.type === 'done') job.resolve(message.response);
    else if (message.type === 'failed') job.reject(new KithError(message.error.code, message.error.values));
    else job.reject(new Cancelled());
  }
}

/** What tests put in place of the real workers. */
export interface ClientOptions {
  readonly start?: (name: WorkerName) => Promise<Worker>;
  /** How long a worker may take to say that it is there. */
  readonly readyMs?: number;
}

/**
 * The page's end of the workers. Each worker starts with its first job. When one dies (an error outside every job, or no
 * sign of life within 20 s) its jobs are rejected with job/crashed and the next run starts a fresh one, which knows
 * nothing of staged files or of a resumed analysis.
 */
export function createClient({ start = startWorker, readyMs = 20_000 }: ClientOptions = {}): JobClient {
  let refused = 0;
  let lastId = 0;
  const listeners = new Set<(refused: number) => void>();
  const count = (more: number) => {
    refused += more;
    for (const listener of listeners) listener(refused);
  };
  const hosts: Readonly<Record<WorkerName, Host>> = {
    ingest: new Host(() => start('ingest'), readyMs, count),
    analysis: new Host(() => start('analysis'), readyMs, count),
    layout: new Host(() => start('layout'), readyMs, count, true),
  };
  return {
    run<K extends JobKind>(kind: K, request: Jobs[K]['request'], onProgress?: (progress: Progress) => void) {
      const id = ++lastId;
      const host = hosts[homeOf[kind]];
      const promise = new Promise<Jobs[K]['response']>((resolve, reject) => {
        host.run({
          message: { type: 'run', id, kind, request } as ToWorker & { type: 'run' },
          resolve: (response) => resolve(response as Jobs[K]['response']),
          reject,
          progress: (progress) => onProgress?.(progress),
        });
      });
      return { promise, cancel: () => host.cancel(id) };
    },
    warm: (name) => hosts[name].warm(),
    get refused() {
      return refused;
    },
    onRefused(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    dispose() {
      for (const host of Object.values(hosts)) host.end(() => new Cancelled());
    },
  };
}
