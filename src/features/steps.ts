import type { Progress } from '../domain';

/** Rows (or customers) between two yields: some ten milliseconds of work. */
export const slice = 1 << 17;

/** What feature work says of itself between two steps. */
export const featureStep = (done: number, total: number): Progress => ({ stage: 'features', done, total, unit: 'rows' });

/** Runs steps to their end in one go: for tests, and where nobody waits. */
export function runAll<T>(steps: Generator<Progress, T, void>): T {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}
