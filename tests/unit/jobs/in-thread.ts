import { KithError } from '../../../src/domain';
import { Cancelled, type FromWorker, type JobClient, type JobHandle, type ToWorker } from '../../../src/jobs/client';
import { createRunner, type Handlers } from '../../../src/jobs/runner';

/** A client whose jobs run in this very thread, through the same runner and the same messages, copied as between threads. */
export function inThread(handlers: Partial<Handlers>): JobClient {
  const waiting = new Map<number, (message: FromWorker) => void>();
  const runner = createRunner(handlers, (message, transfer) => {
    const copy = structuredClone(message, { transfer });
    queueMicrotask(() => {
      if ('id' in copy) waiting.get(copy.id)?.(copy);
    });
  });
  let lastId = 0;
  return {
    run(kind, request, onProgress) {
      const id = ++lastId;
      const promise = new Promise((resolve, reject) => {
        waiting.set(id, (message) => {
          if (message.type === 'progress') onProgress?.(message.progress);
          else if (message.type === 'done') resolve(message.response);
          else if (message.type === 'failed') reject(new KithError(message.error.code, message.error.values));
          else reject(new Cancelled());
        });
      });
      setTimeout(() => runner.receive({ type: 'run', id, kind, request } as ToWorker), 0);
      return {
        promise,
        cancel: () => setTimeout(() => runner.receive({ type: 'cancel', id }), 0),
      } as unknown as JobHandle<never>;
    },
    warm: () => undefined,
    refused: 0,
    onRefused: () => () => undefined,
    dispose: () => undefined,
  };
}
