import { toErrorReport, type CustomerDetail, type ErrorReport } from '../../domain';
import { isCancelled } from './customers-list.svelte';

/** One customer's page: waiting, found, not there, or an error. An answer that comes after another was asked for is dropped. */
export class CustomerPageState {
  status = $state<'waiting' | 'found' | 'missing' | 'failed'>('waiting');
  detail = $state.raw<CustomerDetail | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  #ask: (key: string) => Promise<CustomerDetail | null>;
  #question = 0;

  constructor(ask: (key: string) => Promise<CustomerDetail | null>) {
    this.#ask = ask;
  }

  async open(key: string): Promise<void> {
    const question = ++this.#question;
    this.status = 'waiting';
    try {
      const detail = await this.#ask(key);
      if (question !== this.#question) return;
      this.detail = detail;
      this.status = detail ? 'found' : 'missing';
    } catch (thrown) {
      if (question !== this.#question || isCancelled(thrown)) return;
      this.error = toErrorReport(thrown);
      this.status = 'failed';
    }
  }
}
