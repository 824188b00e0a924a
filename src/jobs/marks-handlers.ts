import {
  KithError,
  mostTasks,
  type CustomerQuery,
  type MarkChange,
  type MarksView,
  type NoteRecord,
  type PlacedNote,
  type Progress,
  type Selection,
} from '../domain';
import type { StoredTable } from '../store';
import { loadTables } from './analysis-handlers';
import type { Current, Desk, DeskParts, PlacedMarks } from './desk';
import { editFor } from './marks-edit';
import type { Handlers } from './runner';

/** Members of a tag that are in no file, named one by one. */
const orphansShown = 20;

/** The tables behind the figures in force; null where the imports have changed since. */
export async function* tablesNow(
  { openStore, keeper }: Pick<DeskParts, 'openStore' | 'keeper'>,
  now: Current,
): AsyncGenerator<Progress, readonly StoredTable[] | null, void> {
  if (now.tables !== null) return now.tables;
  const store = await openStore(now.workspace, { key: now.key });
  try {
    const { tables, revision } = yield* loadTables(store, keeper);
    if (revision !== now.revision) return null;
    return (now.tables = tables);
  } finally {
    store.close();
  }
}

/**
 * The marks, placed. Where all are about customers of the list no file is looked into; else the keys of the files find whom
 * they mean now. `anew`: what is stored may have changed since it was last read.
 */
export async function* marksNow(
  parts: DeskParts,
  desk: Desk,
  now: Current,
  anew: boolean,
  deep: boolean,
): AsyncGenerator<Progress, PlacedMarks, void> {
  const known = anew ? null : desk.marks(now);
  if (known !== null) return known;
  const store = await parts.openStore(now.workspace, { key: now.key });
  try {
    const marks = await store.marks();
    const keys = now.tables === null ? null : yield* parts.knownKeys(now.tables, now.output);
    const placed = desk.put(now, marks, desk.placer(now, keys));
    if (!deep || keys !== null || !isLost(placed)) return placed;
    const tables = yield* tablesNow(parts, now);
    if (tables === null) return placed;
    return desk.put(now, marks, desk.placer(now, yield* parts.knownKeys(tables, now.output)));
  } finally {
    store.close();
  }
}

const isLost = ({ noteAt, tags }: PlacedMarks): boolean => noteAt.includes(-1) || tags.some(({ placed }) => placed.includes(-1));

/** Customers that a selection means. */
export type Chosen = (selection: Selection) => AsyncGenerator<Progress, ArrayLike<number>, void>;

/** The owner's notes, tasks and tags: what there is, and changes to it. */
export function createMarksHandlers(
  parts: DeskParts,
  desk: Desk,
  chosenBy: (now: Current, query: CustomerQuery) => AsyncGenerator<Progress, Uint32Array, void>,
): Handlers<'marks' | 'mark'> {
  const inForce = (): Current => {
    if (desk.current === null) throw new KithError('analysis/no-data');
    return desk.current;
  };

  return {
    async *marks({ customer }) {
      const now = inForce();
      const placed = yield* marksNow(parts, desk, now, true, true);
      return viewOf(now, placed, customer === null ? -1 : desk.placer(now, null).place([[customer]])[0]!);
    },

    async *mark({ workspace, key, change }) {
      const now = inForce();
      yield* marksNow(parts, desk, now, false, true);
      const placer = desk.placer(now, null);
      const chosen = yield* chosenIn(change, now, placer);
      const store = await parts.openStore(workspace, { key });
      try {
        let changed: ReturnType<typeof editFor> | null = null;
        await store.editMarks((marks) => {
          const named = change.kind === 'notes' ? { ...change, put: change.put.map(withWhole) } : change;
          const ground = { place: placer.place, whoOf: placer.whoOf, chosen: () => chosen, newId };
          return (changed = editFor(marks, named, ground));
        });
        const { n, undo } = changed!;
        desk.put(now, await store.marks(), placer);
        return { n, undo };
      } finally {
        store.close();
      }

      /** A new note is about somebody of whom the page knows the key only. */
      function withWhole(note: NoteRecord): NoteRecord {
        const at = note.who.length === 1 ? placer.place([note.who])[0]! : -1;
        return at < 0 ? note : { ...note, who: placer.whoOf([at])[0]! };
      }
    },
  };

  async function* chosenIn(
    change: MarkChange,
    now: Current,
    placer: ReturnType<Desk['placer']>,
  ): AsyncGenerator<Progress, ArrayLike<number>, void> {
    if (change.kind !== 'tag') return [];
    return yield* chosenOf(change.of, now, placer, (query) => chosenBy(now, query));
  }
}

/** Indices of the customers of a selection. */
export async function* chosenOf(
  of: Selection,
  now: Current,
  placer: ReturnType<Desk['placer']>,
  list: (query: CustomerQuery) => AsyncGenerator<Progress, Uint32Array, void>,
): AsyncGenerator<Progress, ArrayLike<number>, void> {
  if ('keys' in of) return placer.place(of.keys.map((key) => [key])).filter((index) => index >= 0);
  const without = new Set(placer.place(of.without.map((key) => [key])));
  return (yield* list(of.query)).filter((index) => !without.has(index));
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function viewOf({ output }: Current, { notes, noteAt, tags }: PlacedMarks, customer: number): MarksView {
  const { keys, labels } = output.customers;
  const tasks: PlacedNote[] = [];
  let done = 0;
  for (const [at, note] of notes.entries()) {
    if (note.kind !== 'task') continue;
    if (note.done !== null) done++;
    else if (noteAt[at]! >= 0) tasks.push({ note, key: keys[noteAt[at]!]!, label: labels[noteAt[at]!]! });
  }
  const dueOf = ({ note }: PlacedNote) => note.day ?? Number.POSITIVE_INFINITY;
  tasks.sort((a, b) => dueOf(a) - dueOf(b) || a.note.at - b.note.at);
  return {
    tags: tags.map(({ tag, customers }) => ({ id: tag.id, name: tag.name, customers })),
    notes: customer < 0 ? [] : notes.filter((_, at) => noteAt[at] === customer).sort(newestFirst),
    own: customer < 0 ? [] : tags.filter(({ has }) => has[customer] === 1).map(({ tag }) => tag.name),
    tasks: tasks.slice(0, mostTasks),
    openTasks: tasks.length,
    doneTasks: done,
    writtenNotes: notes.reduce((sum, { kind }) => sum + (kind === 'note' ? 1 : 0), 0),
    orphans: notes.filter((_, at) => noteAt[at]! < 0).sort(newestFirst),
    orphanTags: tags.flatMap(({ tag, placed }) => {
      const lost = tag.members.filter((_, at) => placed[at]! < 0);
      const who = lost.slice(0, orphansShown).map(([key = '']) => key);
      return lost.length === 0 ? [] : [{ name: tag.name, who, n: lost.length }];
    }),
  };
}

const newestFirst = (a: NoteRecord, b: NoteRecord) => (b.day ?? 0) - (a.day ?? 0) || b.at - a.at;
