import {
  toErrorReport,
  type Bounds,
  type CustomerPage,
  type CustomerQuery,
  type CustomerRow,
  type CustomerSort,
  type ErrorReport,
  type LifeStage,
} from '../../domain';
import type { ColumnId } from './list-columns';
import { listLayout, scrollTopFor } from '../screens/customers/window-layout';

type Ask = (query: CustomerQuery) => Promise<CustomerPage>;

/** Rows fetched beyond what is drawn, on either side: some scrolling before the next question. */
const ahead = 80;
const searchPauseMs = 200;

/** A newer question took this one's place in the worker: no error. */
export const isCancelled = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'Cancelled';

/** Wide columns that are most useful largest first. */
const fallsFirst: ReadonlySet<CustomerSort> = new Set(['orderCount', 'totalSpend', 'firstOrder', 'lastOrder', 'risk', 'value']);

/** What a list can be asked for. */
export type Wanted = Pick<
  CustomersList,
  'search' | 'segment' | 'stage' | 'risk' | 'tag' | 'spend' | 'value' | 'product' | 'from' | 'to' | 'sort' | 'descending'
>;

/**
 * The list of customers as one window of rows that the worker answers with. One question is under way at a time; an
 * answer to an older question is dropped. Only the window in view is held on the page's thread.
 */
export class CustomersList {
  search = $state('');
  segment = $state<number | null>(null);
  stage = $state<LifeStage | null>(null);
  risk = $state<CustomerQuery['risk']>('all');
  tag = $state<string | null>(null);
  spend = $state.raw<Bounds | null>(null);
  value = $state.raw<Bounds | null>(null);
  product = $state('');
  from = $state<number | null>(null);
  to = $state<number | null>(null);
  /** Columns the reader chose; null as usual. */
  columns = $state.raw<readonly ColumnId[] | null>(null);
  sort = $state<CustomerSort>('risk');
  descending = $state(true);
  /** Customers that fit; null before the first answer. */
  total = $state<number | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  /** Row that the keyboard is on. */
  active = $state(0);
  scrollTop = $state(0);
  rowHeight = $state(48);
  viewport = $state(480);
  #window = $state.raw<{ offset: number; rows: readonly CustomerRow[] }>({ offset: 0, rows: [] });
  readonly geometry = $derived({
    total: this.total ?? 0,
    rowHeight: this.rowHeight,
    viewport: this.viewport,
    scrollTop: this.scrollTop,
  });
  readonly layout = $derived(listLayout(this.geometry));
  /** The rows to draw, null where the answer is still on its way. */
  readonly drawn: readonly { readonly at: number; readonly row: CustomerRow | null }[] = $derived.by(() => {
    const { first, end } = this.layout;
    const { offset, rows } = this.#window;
    return Array.from({ length: Math.max(end - first, 0) }, (_, i) => ({ at: first + i, row: rows[first + i - offset] ?? null }));
  });
  /** The answer in view is to a question about some customers only. */
  filtered = $state(false);
  #ask: Ask;
  #question = 0;
  #asking = false;
  #typing: ReturnType<typeof setTimeout> | undefined;

  /** Called before another question is asked. */
  onasked: () => void = () => undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** The question of the list as it stands, for all that fit. */
  get query(): CustomerQuery {
    const { search, segment, stage, risk, tag, spend, value, product, from, to, sort, descending } = this;
    const columns = (this.columns ?? []).filter((column) => column === 'due' || column.startsWith('fact:'));
    const more = { tag, spend, value, product: product.trim(), from, to, columns };
    return { search: search.trim(), segment, stage, risk, ...more, sort, descending, offset: 0, limit: 0 };
  }

  /** Whether anything beyond search, group, stage and risk is asked for. */
  get narrowed(): boolean {
    const { tag, spend, value, product, from, to } = this;
    return tag !== null || spend !== null || value !== null || product.trim() !== '' || from !== null || to !== null;
  }

  /** Asks for something else altogether. */
  show({ columns, ...wanted }: Wanted & { readonly columns: readonly ColumnId[] }): void {
    const { search, segment, stage, risk, tag, spend, value, product, from, to, sort, descending } = wanted;
    Object.assign(this, { search, segment, stage, risk, tag, spend, value, product, from, to, sort, descending, columns });
    void this.restart();
  }

  showColumns(columns: readonly ColumnId[] | null): void {
    this.columns = columns;
    void this.refresh();
  }

  /** Asks again for what is in view: the answer may be another, the question is not. */
  async refresh(): Promise<void> {
    // What is on its way is the answer to another question: the columns may have changed since.
    if (this.total === null && !this.#asking) return;
    await this.#fetch(++this.#question);
  }

  /** Asks anew from the top: after a change of what is wanted, or of the data. */
  async restart(): Promise<void> {
    clearTimeout(this.#typing);
    this.onasked();
    this.#question++;
    this.active = 0;
    this.scrollTop = 0;
    this.#window = { offset: 0, rows: [] };
    await this.#fetch(this.#question);
  }

  /** The data are others now: what was wanted of the old means nothing. */
  async reset(sort: CustomerSort = this.sort): Promise<void> {
    this.sort = sort;
    this.descending = fallsFirst.has(sort);
    this.search = '';
    this.segment = null;
    this.stage = null;
    this.risk = 'all';
    this.tag = null;
    this.spend = null;
    this.value = null;
    this.product = '';
    this.from = null;
    this.to = null;
    this.total = null;
    await this.restart();
  }

  /** Takes what is typed and asks once there is a pause. */
  type(text: string): void {
    this.search = text;
    this.soon();
  }

  /** Asks once there is a pause. */
  soon(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.restart(), searchPauseMs);
  }

  sortBy(sort: CustomerSort): void {
    this.descending = sort === this.sort ? !this.descending : fallsFirst.has(sort);
    this.sort = sort;
    void this.restart();
  }

  scrolled(scrollTop: number): void {
    this.scrollTop = scrollTop;
    void this.#fill();
  }

  resized(viewport: number, rowHeight: number): void {
    this.viewport = viewport;
    this.rowHeight = rowHeight;
    void this.#fill();
  }

  /** Moves the active row by a key; the new scroll position, or null where the key is not ours. */
  move(key: string): number | null {
    const page = Math.max(Math.floor(this.viewport / this.rowHeight) - 1, 1);
    const last = (this.total ?? 0) - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.active,
      End: last - this.active,
    };
    const step = steps[key];
    if (step === undefined || last < 0) return null;
    this.active = Math.min(Math.max(this.active + step, 0), last);
    return scrollTopFor(this.active, this.geometry);
  }

  /** The customer the keyboard is on, where its row is here. */
  get activeKey(): string | null {
    return this.drawn.find(({ at }) => at === this.active)?.row?.key ?? null;
  }

  /** Fetches until what is drawn is here; the last position wins, those in between are passed over. */
  async #fill(): Promise<void> {
    if (this.#asking) return;
    const question = this.#question;
    while (question === this.#question && this.drawn.some(({ row }) => row === null)) {
      if (!(await this.#fetch(question))) return;
    }
  }

  async #fetch(question: number): Promise<boolean> {
    this.#asking = true;
    const offset = Math.max(this.layout.first - ahead, 0);
    const limit = Math.max(this.layout.end - offset, 20) + ahead;
    const { query, narrowed } = this;
    const { search, segment, stage, risk } = query;
    try {
      const page = await this.#ask({ ...query, offset, limit });
      if (question !== this.#question) return false;
      this.error = null;
      this.total = page.total;
      this.filtered = search !== '' || segment !== null || stage !== null || risk !== 'all' || narrowed;
      this.#window = { offset: page.offset, rows: page.rows };
      return page.rows.length > 0;
    } catch (thrown) {
      if (question === this.#question && !isCancelled(thrown)) this.error = toErrorReport(thrown);
      return false;
    } finally {
      if (question === this.#question) this.#asking = false;
    }
  }
}
