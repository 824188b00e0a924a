import {
  toErrorReport,
  type CustomerRow,
  type ErrorReport,
  type MapMethod,
  type MapPlaces,
  type MapSummary,
  type MapPoints,
  type Progress,
} from '../../domain';
import type { JobHandle, JobKind, Jobs } from './ports';
import { session, type Session } from './session.svelte';

type Asked = Pick<Session, 'begin' | 'ask' | 'result'>;

/** The map of one analysis: worked out when it is looked at, kept for as long as the analysis is. */
export class MapState {
  points = $state.raw<MapPoints | null>(null);
  /** Everybody's place by likeness; null until asked for. */
  alike = $state.raw<MapPlaces | null>(null);
  method = $state<MapMethod>('pca');
  waitsFor = $state<MapMethod | null>(null);
  progress = $state.raw<Progress | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  stopped = $state(false);
  readonly places: MapPlaces | null = $derived(this.method === 'umap' ? this.alike : (this.points?.pca ?? null));
  #session: Asked;
  #of: unknown = null;
  #job: JobHandle<unknown> | null = null;
  #turn = 0;
  #halted = false;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- asked, not followed
  #known = new Map<number, CustomerRow>();

  constructor(session: Asked) {
    this.#session = session;
  }

  /** What the export says of the map; null before it is worked out. */
  get summary(): MapSummary | null {
    if (this.points === null) return null;
    const { engine, rows, ratios, pca } = this.points;
    return { method: 'pca', engine, n: rows.length, explainedVarianceRatio: ratios, silhouette: pca.silhouette };
  }

  /** Works the map out, unless it is of this very analysis already. */
  async look(): Promise<void> {
    const { result } = this.#session;
    if (result === null || this.#of === result) return;
    this.forget();
    this.#of = result;
    await this.#run('pca', async (turn) => {
      const points = await this.#begin(turn, 'map', null);
      if (turn === this.#turn) this.points = points;
    });
    // What was not finished is asked anew the next time.
    if (this.points === null) this.#of = null;
  }

  /** Lays everybody out by the other method, worked out the first time. */
  async show(method: MapMethod): Promise<void> {
    this.stopped = false;
    if (method === 'umap' && this.alike === null && this.points !== null) {
      await this.#run('umap', async (turn) => {
        const sample = await this.#begin(turn, 'mapSample', null);
        const began = performance.now();
        const layout = await this.#begin(turn, 'layOut', sample);
        const places = await this.#begin(turn, 'mapPlace', { layout, ms: performance.now() - began });
        if (turn === this.#turn) this.alike = places;
      });
      if (this.alike === null) return;
    }
    this.method = method;
  }

  /** Stops what is being worked out; what was there stays. */
  stop(): void {
    this.#halted = true;
    this.#job?.cancel();
  }

  forget(): void {
    this.#turn++;
    this.stop();
    this.#of = null;
    this.points = null;
    this.alike = null;
    this.method = 'pca';
    this.waitsFor = null;
    this.progress = null;
    this.error = null;
    this.stopped = false;
    this.#known.clear();
  }

  /** Who stands at these places of the map, by the order of its points. */
  async who(at: readonly number[]): Promise<readonly CustomerRow[]> {
    const rows = at.map((i) => this.points?.rows[i] ?? -1);
    const missing = rows.filter((row, index) => row >= 0 && rows.indexOf(row) === index && !this.#known.has(row));
    if (missing.length > 0) {
      const turn = this.#turn;
      const found = await this.#session.ask('who', { rows: missing });
      if (turn !== this.#turn) return [];
      if (this.#known.size > 5000) this.#known.clear();
      for (const row of found) this.#known.set(row.index, row);
    }
    return rows.flatMap((row) => this.#known.get(row) ?? []);
  }

  /** Who stands there, if it is known already. */
  known(at: number): CustomerRow | null {
    return this.#known.get(this.points?.rows[at] ?? -1) ?? null;
  }

  async #run(method: MapMethod, work: (turn: number) => Promise<void>): Promise<void> {
    const turn = ++this.#turn;
    this.waitsFor = method;
    this.error = null;
    this.stopped = false;
    this.#halted = false;
    try {
      await work(turn);
    } catch (thrown) {
      if (turn !== this.#turn) return;
      if (thrown instanceof Error && thrown.name === 'Cancelled') this.stopped = true;
      else this.error = toErrorReport(thrown);
    } finally {
      if (turn === this.#turn) {
        this.waitsFor = null;
        this.progress = null;
        this.#job = null;
      }
    }
  }

  async #begin<K extends JobKind>(turn: number, kind: K, request: Jobs[K]['request']): Promise<Jobs[K]['response']> {
    const job = await this.#session.begin(kind, request, (progress) => {
      if (turn === this.#turn) this.progress = progress;
    });
    if (turn === this.#turn) this.#job = job;
    // Stopped between two jobs.
    if (turn !== this.#turn || this.#halted) job.cancel();
    return await job.promise;
  }
}

/** The page's one map. */
export const map = new MapState(session);
session.whenForgotten(() => map.forget());
