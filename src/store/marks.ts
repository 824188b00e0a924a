import type { Marks, MarksEdit } from '../domain';
import { sameLock, write, type Database } from './schema';
import { openRows, sealRows } from './vault';

/** All notes, tasks and tags, in no particular order. */
export async function readMarks({ dexie, tables, vault }: Database): Promise<Marks> {
  const [notes, tags] = await dexie.transaction('r', [tables.notes, tables.tags], () =>
    Promise.all([tables.notes.toArray(), tables.tags.toArray()]),
  );
  return { notes: await openRows(vault, 'notes', notes), tags: await openRows(vault, 'tags', tags) };
}

/** Writes one edit, all or none. The write lock must be held. Errors: store/locked, store/full, store/failed. */
export async function writeMarks(database: Database, edit: MarksEdit): Promise<void> {
  const { dexie, tables, vault } = database;
  const notes = await sealRows(vault, 'notes', edit.notes);
  const tags = await sealRows(vault, 'tags', edit.tags);
  await write(dexie, [tables.notes, tables.tags, tables.lock], async () => {
    await sameLock(database);
    await tables.notes.bulkDelete([...edit.dropNotes]);
    await tables.tags.bulkDelete([...edit.dropTags]);
    await tables.notes.bulkPut(notes);
    await tables.tags.bulkPut(tags);
  });
}
