import type { Progress, Steps } from '../domain';

/**
 * Work that tells of itself by callback, as steps. Ended early, its next `tell` throws inside the work, so that the work
 * can undo what it did; the steps are over only when the work is. A signal that aborts does the same, and the steps end
 * as the work ends: with what it made, where it was past being undone.
 */
export async function* following<T>(
  work: (tell: (progress: Progress) => void) => Promise<T>,
  signal?: AbortSignal,
): AsyncGenerator<Progress, T, void> {
  let latest: Progress | null = null;
  let wake: () => void = () => undefined;
  let stopped = false;
  let settled = false;
  const running = work((progress) => {
    if (stopped || signal?.aborted === true) throw new Error('stopped');
    latest = progress;
    wake();
  }).finally(() => {
    settled = true;
    wake();
  });
  // Its failure is thrown below, by the one await that matters.
  running.catch(() => undefined);
  try {
    for (;;) {
      const progress = latest as Progress | null;
      if (progress !== null) {
        latest = null;
        yield progress;
      } else if (settled) {
        return await running;
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  } finally {
    stopped = true;
    await running.catch(() => undefined);
  }
}

/** Either kind of steps, typed as what `yield*` in an async generator makes of both. */
export function asynchronous<T>(steps: Steps<T>): AsyncGenerator<Progress, T, void> {
  return steps as AsyncGenerator<Progress, T, void>;
}
