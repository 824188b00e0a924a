import type { PromiseExtended } from 'dexie';
import { write, type Database, type Tables } from './schema';
import type { ImportRow } from './versions/v1';

/**
 * A stored import as it may stand since imports can be undone. `state` may also be 'undone': hidden, but not swept, until the
 * next import. `turn` counts up with each import that was made visible: of two readings of one file, the later hides the
 * earlier, which shows again when the later is undone. Rows written before have no turn, and no other reading beside them.
 */
export type KeptImportRow = Omit<ImportRow, 'state'> & { readonly state: ImportRow['state'] | 'undone'; readonly turn?: number };

const turnOf = (row: ImportRow | KeptImportRow): number => (row as KeptImportRow).turn ?? 0;

/** Complete imports that no later reading of the same file hides, oldest first. */
export function visibleImports(tables: Tables): PromiseExtended<ImportRow[]> {
  // Dexie's own promise: inside a transaction, one native await more would let it commit too early.
  return tables.imports
    .where('state')
    .equals('complete')
    .toArray()
    .then((rows) => {
      const latest = new Map<string, number>();
      for (const row of rows) if (row.hash !== '') latest.set(row.hash, Math.max(latest.get(row.hash) ?? 0, turnOf(row)));
      return rows
        .filter((row) => row.hash === '' || turnOf(row) === latest.get(row.hash))
        .sort((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1));
    });
}

/** The turn that the next import gets. Inside a transaction over `imports`. */
export function nextTurn(tables: Tables): PromiseExtended<number> {
  return tables.imports.toArray().then((rows) => 1 + rows.reduce((last, row) => Math.max(last, turnOf(row)), 0));
}

/** An import and the earlier readings of its file, which nobody could see again once it is gone for good. */
export async function withHidden(tables: Tables, id: string): Promise<string[]> {
  const row = await tables.imports.get(id);
  if (row === undefined || row.hash === '') return [id];
  const same = await tables.imports.where('hash').equals(row.hash).toArray();
  return [id, ...same.filter((other) => other.state === 'complete' && turnOf(other) < turnOf(row)).map((other) => other.id)];
}

/** Hides imports, all in one go, in such a way that they can be brought back. */
export async function setAside({ dexie, tables }: Database, ids: readonly string[]): Promise<void> {
  await write(dexie, [tables.imports], async () => change(tables, ids, 'complete', 'undone'));
}

/** Shows imports again that were set aside. Those that are gone by now are no error. */
export async function bringBack({ dexie, tables }: Database, ids: readonly string[]): Promise<void> {
  await write(dexie, [tables.imports], async () => change(tables, ids, 'undone', 'complete'));
}

function change(tables: Tables, ids: readonly string[], from: string, to: string): PromiseExtended<number> {
  return tables.imports
    .where('id')
    .anyOf([...ids])
    .filter((row) => row.state === from)
    .modify({ state: to as ImportRow['state'] });
}

/** Imports that were set aside, as they stood. */
export function asideImports(tables: Tables): Promise<ImportRow[]> {
  return tables.imports.where('state').equals('undone').toArray();
}

/** What was set aside goes for good. Inside a transaction over `imports`. */
export function dropAside(tables: Tables): PromiseExtended<number> {
  return tables.imports.where('state').equals('undone').modify({ state: 'removed' });
}
