import type { FromWorker, ToWorker } from './protocol';
import { createRunner, type Handlers } from './runner';

/** Makes this worker answer jobs, and say so when the policy refuses something in it. */
export function serve(handlers: Partial<Handlers>): void {
  const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
  const post = (message: FromWorker, transfer: Transferable[] = []) => scope.postMessage(message, transfer);
  const runner = createRunner(handlers, post);
  scope.addEventListener('securitypolicyviolation', () => post({ type: 'refused', count: 1 }));
  scope.onmessage = (event: MessageEvent<ToWorker>) => runner.receive(event.data);
  post({ type: 'ready' });
}
