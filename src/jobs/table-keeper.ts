import type { Progress, Table } from '../domain';
import { checkFor } from '../features/quality/check-table';
import type { Found, QualityTable } from '../features/quality/found';
import type { StoredTable, Workspace } from '../store';

/**
 * The tables that some job of this worker still holds, so that the next one need not read them from the database again. They are
 * held weakly: this alone keeps nothing in memory.
 */
export class TableKeeper {
  #kept: {
    workspace: Workspace;
    revision: string;
    list: WeakRef<readonly StoredTable[]>;
    tables: WeakRef<StoredTable>[];
  } | null = null;

  /** The tables of that revision, in the list that is known already where somebody holds it; null where they are gone. */
  of(workspace: string, revision: string): readonly StoredTable[] | null {
    if (this.#kept?.workspace !== workspace || this.#kept.revision !== revision) return null;
    const list = this.#kept.list.deref();
    if (list) return list;
    const tables = this.#kept.tables.flatMap((ref) => ref.deref() ?? []);
    return tables.length === this.#kept.tables.length ? tables : null;
  }

  keep(workspace: string, revision: string, tables: readonly StoredTable[]): void {
    const refs = tables.map((table) => new WeakRef(table));
    this.#kept = { workspace: workspace as Workspace, revision, list: new WeakRef(tables), tables: refs };
  }

  forget(workspace: Workspace): void {
    if (this.#kept?.workspace === workspace) this.#kept = null;
  }
}

/** What checks found in a table, as long as the table is held: a table never changes, so neither does what is found. */
const foundIn = new WeakMap<Table, Map<string, readonly Found[]>>();

function knownOf(table: Table): Map<string, readonly Found[]> {
  let known = foundIn.get(table);
  if (!known) foundIn.set(table, (known = new Map<string, readonly Found[]>()));
  return known;
}

/** Remembers all that was found in a table by the checks. Spellings hang on the other tables too, and are left out. */
export function rememberFound({ table }: StoredTable, checks: readonly string[], found: readonly Found[]): void {
  const known = knownOf(table);
  for (const check of checks) if (check !== 'spellings') known.set(check, found.filter((one) => one.check === check)); // prettier-ignore
}

/** checkFor, looking only where nobody has looked before. */
export function checkOnce(stored: StoredTable): typeof checkFor {
  return function* (table: QualityTable, checks: ReadonlySet<string>): Generator<Progress, Found[], void> {
    const known = knownOf(stored.table);
    const wanted = [...checks].filter((check) => !known.has(check));
    if (wanted.length > 0) rememberFound(stored, wanted, yield* checkFor(table, new Set(wanted)));
    return [...checks].flatMap((check) => known.get(check) ?? []);
  };
}
