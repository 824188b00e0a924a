import { flushSync } from 'svelte';
import { inTurn } from '../state/turns';

const nameKey = 'kith.report-name';

/** Whether the page is being printed, and how it gets ready for it. */
class Printing {
  /** Charts are there as they are printed, beside the canvases on screen. */
  ready = $state(false);
  /** What the report is headed with, as the owner wrote it; remembered. */
  name = $state(localStorage.getItem(nameKey) ?? '');

  constructor() {
    // By the browser's own menu there is no time: everything is drawn at once, before the browser looks at the page.
    addEventListener('beforeprint', () => flushSync(() => (this.ready = true)));
    addEventListener('afterprint', () => (this.ready = false));
  }

  rename(name: string): void {
    this.name = name.trim();
    if (this.name === '') localStorage.removeItem(nameKey);
    else localStorage.setItem(nameKey, this.name);
  }

  /** Gets everything drawn, one chart a task, and opens the browser's own print dialog. */
  async print(): Promise<void> {
    this.ready = true;
    flushSync();
    // After whatever waits for its turn.
    await new Promise<void>((resolve) => inTurn(resolve));
    print();
  }
}

export const printing = new Printing();
