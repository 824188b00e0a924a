import type { Store, StoreChange, StoreKey } from '../../store';
import type { Ports, WorkspaceId } from './ports';

/** Which workspace is in force, with what opens it. */
export interface Place {
  readonly workspace: WorkspaceId;
  readonly key?: StoreKey;
}

/** The database of the workspace in force: opened when first needed, kept open, and watched for what other tabs do to it. */
export class Shelf {
  #ports: Ports;
  #place: () => Place;
  #store: Promise<Store> | null = null;
  #unwatch: (() => void) | null = null;

  constructor(ports: Ports, place: () => Place) {
    this.#ports = ports;
    this.#place = place;
  }

  /** The open database. Throws what opening throws; the next one tries again, as the other tab may have let go. */
  async store(): Promise<Store> {
    const { workspace, ...opener } = this.#place();
    const opening = (this.#store ??= this.#ports.store(workspace, opener));
    try {
      return await opening;
    } catch (thrown) {
      if (this.#store === opening) this.#store = null;
      throw thrown;
    }
  }

  /** Lets go of the database, and calls back for what other tabs do to that of the workspace now in force. */
  turnTo(workspace: WorkspaceId, changed: (change: StoreChange) => void): void {
    void this.#store?.then((store) => store.close()).catch(() => null);
    this.#store = null;
    this.#unwatch?.();
    this.#unwatch = this.#ports.watch(workspace, changed);
  }

  /** Imports, rows and bytes of a workspace, the other one's too. */
  async contentsOf(workspace: WorkspaceId): Promise<{ imports: number; rows: number; bytes: number }> {
    if (workspace === this.#place().workspace) return await (await this.store()).contents();
    const other = await this.#ports.store(workspace);
    try {
      return await other.contents();
    } finally {
      other.close();
    }
  }

  /** Deletes both databases; `locked`: that of the owner, which is wiped without its key. */
  async wipeAll(locked: boolean): Promise<void> {
    for (const workspace of ['own', 'made-up'] as const) {
      const here = workspace === this.#place().workspace && !locked;
      const store = here ? await this.store() : await this.#ports.store(workspace, { unopened: true });
      await store.wipe();
      store.close();
    }
  }
}
