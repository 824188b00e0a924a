import { isElsewhere } from './elsewhere';

/** What the page sees of itself: connections made and refused, and how long it was ever blocked. */
class Health {
  connections = $state(0);
  /** Refused by the policy on the page itself. */
  refusedHere = $state(0);
  /** Refused in the workers, as they tell it. */
  refusedInWorkers = $state(0);
  readonly refused: number = $derived(this.refusedHere + this.refusedInWorkers);
  /** Milliseconds; tasks that began before the first paint are left out. */
  longestTaskMs = $state(0);
  /** Whether this browser tells of long tasks at all. */
  readonly measuresTasks = PerformanceObserver.supportedEntryTypes.includes('longtask');

  /** Starts looking; called once, first of all. */
  watch(): void {
    addEventListener('securitypolicyviolation', () => this.refusedHere++);
    this.#observe('resource', (entry) => {
      if (isElsewhere(entry.name, location.origin) && !this.#wasRefused(entry)) this.connections++;
    });
    let firstPaint = Number.POSITIVE_INFINITY;
    const before: PerformanceEntry[] = [];
    const count = (entry: PerformanceEntry) => {
      if (entry.startTime > firstPaint) this.longestTaskMs = Math.max(this.longestTaskMs, Math.round(entry.duration));
    };
    this.#observe('paint', (entry) => {
      if (entry.name !== 'first-contentful-paint') return;
      firstPaint = entry.startTime;
      for (const task of before.splice(0)) count(task);
    });
    this.#observe('longtask', (entry) => {
      if (firstPaint === Number.POSITIVE_INFINITY) before.push(entry);
      else count(entry);
    });
  }

  /** A request that never got an answer has no bytes and no status: it was refused, and is counted as such. */
  #wasRefused(entry: PerformanceEntry): boolean {
    const { responseStatus, transferSize, responseStart } = entry as PerformanceResourceTiming & { responseStatus?: number };
    return responseStatus === 0 && transferSize === 0 && responseStart === 0;
  }

  #observe(type: string, see: (entry: PerformanceEntry) => void): void {
    if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  }
}

export const health = new Health();
