/** The part of `scheduler` that is used, where the browser has it. */
interface Scheduler {
  postTask(task: () => void, options: { priority: 'background' }): Promise<void>;
}

const { scheduler } = globalThis as { scheduler?: Scheduler };

/**
 * Lets everything else that waits go first, a cancel above all: with MessageChannel, scheduler.yield or a task of common
 * priority it was not heard before the work had ended. A timer does it too, but browsers let it take 4 ms and more each time.
 */
export const breathe = (): Promise<void> =>
  scheduler ? scheduler.postTask(() => undefined, { priority: 'background' }) : new Promise((resolve) => setTimeout(resolve, 0));
