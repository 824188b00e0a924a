import type { AnalysisResult, Bounds, CustomerQuery, CustomerSort, LifeStage } from '../../domain';
import type { ColumnId } from './list-columns';
import type { CustomersList } from './customers-list.svelte';
import type { Session } from './session.svelte';

const viewsKey = 'customer-views';
const columnsKey = 'customer-columns';

/** A question to the list with its columns, under a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly search: string;
  /** The group's name as its code and values: groups have other numbers after another analysis. */
  readonly segment: string | null;
  readonly stage: LifeStage | null;
  readonly risk: CustomerQuery['risk'];
  readonly tag: string | null;
  readonly spend: Bounds | null;
  readonly value: Bounds | null;
  readonly product: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly sort: CustomerSort;
  readonly descending: boolean;
  readonly columns: readonly ColumnId[];
}

const groupsOf = (result: AnalysisResult): string[] =>
  result.segments.ok ? result.segments.segments.map(({ name }) => JSON.stringify([name.code, name.values])) : [];

/** Saved views of the list and the columns chosen last, kept with the workspace. */
export class ListViews {
  views = $state.raw<readonly SavedView[]>([]);
  /** The view that was opened or saved last; null where none is. */
  current = $state<string | null>(null);
  /** What was there before the last change, for taking it back; null where nothing was changed. */
  before = $state.raw<{ readonly views: readonly SavedView[]; readonly name: string } | null>(null);
  #session: Session;
  #list: CustomersList;

  constructor(session: Session, list: CustomersList) {
    this.#session = session;
    this.#list = list;
    session.whenForgotten(() => {
      this.views = [];
      this.current = null;
      this.before = null;
    });
  }

  /** Reads what is kept; the columns chosen last are put into the list. */
  async load(): Promise<void> {
    try {
      const store = await this.#session.store();
      this.views = (await store.getSetting<readonly SavedView[]>(viewsKey)) ?? [];
      const columns = await store.getSetting<readonly ColumnId[]>(columnsKey);
      if (columns !== undefined && this.#list.columns === null) this.#list.showColumns(columns);
    } catch (thrown) {
      this.#session.report(thrown);
    }
  }

  /** Keeps what the list shows now under a name; a view of that name is written over. */
  async save(name: string, result: AnalysisResult, columns: readonly ColumnId[]): Promise<void> {
    const { search, segment, stage, risk, tag, spend, value, product, from, to, sort, descending } = this.#list;
    const same = this.views.find((view) => view.name === name);
    const id = same?.id ?? String(1 + Math.max(0, ...this.views.map((view) => Number(view.id))));
    const group = segment === null ? null : (groupsOf(result)[segment] ?? null);
    const filters = { search, segment: group, stage, risk, tag, spend, value, product, from, to };
    const view = { id, name, ...filters, sort, descending, columns };
    await this.#keep([...this.views.filter((known) => known !== same), view], name);
    this.current = id;
  }

  /** Shows what a view asks for. A group or tag that there is no more is left out. */
  open(id: string, result: AnalysisResult, tags: ReadonlySet<string>): void {
    const view = this.views.find((known) => known.id === id);
    if (!view) return;
    this.current = id;
    const at = view.segment === null ? -1 : groupsOf(result).indexOf(view.segment);
    const tag = view.tag !== null && tags.has(view.tag) ? view.tag : null;
    this.#list.show({ ...view, segment: at < 0 ? null : at, tag });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.#keep(
      this.views.map((view) => (view.id === id ? { ...view, name } : view)),
      name,
    );
  }

  async remove(id: string): Promise<void> {
    const gone = this.views.find((view) => view.id === id);
    if (!gone) return;
    if (this.current === id) this.current = null;
    await this.#keep(
      this.views.filter((view) => view !== gone),
      gone.name,
    );
  }

  async undo(): Promise<void> {
    if (this.before === null) return;
    await this.#keep(this.before.views, '');
    this.before = null;
  }

  async keepColumns(columns: readonly ColumnId[] | null): Promise<void> {
    this.#list.showColumns(columns);
    await this.#write(columnsKey, columns ?? undefined);
  }

  async #keep(views: readonly SavedView[], name: string): Promise<void> {
    const before = this.views;
    if (!(await this.#write(viewsKey, views))) return;
    this.views = views;
    this.before = { views: before, name };
  }

  async #write(key: string, value: unknown): Promise<boolean> {
    try {
      await (await this.#session.store()).setSetting(key, value);
      return true;
    } catch (thrown) {
      this.#session.report(thrown);
      return false;
    }
  }
}
