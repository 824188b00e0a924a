/** What a long piece of work says of itself between two steps. `done` and `total` count rows, rounds or folds. */
export interface Progress {
  readonly stage: StageId;
  readonly done: number;
  readonly total: number | null;
  readonly unit: 'rows' | 'rounds' | 'folds' | 'bytes' | 'chunks';
}

export const stageIds = [
  'read',
  'store',
  'load',
  'features',
  'segments',
  'churn',
  'value',
  'standing',
  'insight',
  'map',
  'numbers',
  'quality',
  'backup',
  'verify',
  'restore',
  'lock',
] as const;
export type StageId = (typeof stageIds)[number];

/**
 * Long work as a generator: it yields often (every few milliseconds), returns its result, and holds nothing that a
 * `return()` at any yield would leave behind (tensors in `try … finally`).
 */
export type Steps<T> = Generator<Progress, T, void> | AsyncGenerator<Progress, T, void>;

/** Runs steps to their end in one go, for tests and short work. */
export async function finish<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const next = await steps.next();
    if (next.done) return next.value;
  }
}
