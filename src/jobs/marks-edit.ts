import { foldTag, tidyTag, type MarkChange, type MarkChanged, type Marks, type MarksEdit, type Who } from '../domain';

/** What a change needs of the house: who is meant, which customers are chosen, and names for new records. */
export interface MarkGround {
  readonly place: (whos: readonly Who[]) => Int32Array;
  /** Indices of the customers chosen by a selection. */
  readonly chosen: () => ArrayLike<number>;
  readonly whoOf: (indices: ArrayLike<number>) => Who[];
  readonly newId: () => string;
}

const noEdit: MarksEdit = { notes: [], tags: [], dropNotes: [], dropTags: [] };

/** What a change comes to, given what is there, and what takes it back. Nothing is written here. */
export function editFor(marks: Marks, change: MarkChange, ground: MarkGround): MarksEdit & MarkChanged {
  if (change.kind === 'notes') {
    const before = new Map(marks.notes.map((note) => [note.id, note]));
    const put = change.put.map((note) => (note.id === '' ? { ...note, id: ground.newId() } : note));
    const gone = change.drop.flatMap((id) => before.get(id) ?? []);
    const undo: MarkChange = {
      kind: 'notes',
      put: [...gone, ...put.flatMap(({ id }) => before.get(id) ?? [])],
      drop: put.filter(({ id }) => !before.has(id)).map(({ id }) => id),
    };
    return { ...noEdit, notes: put, dropNotes: change.drop, n: put.length + gone.length, undo };
  }
  const tag = marks.tags.find(({ name }) => foldTag(name) === foldTag(change.name));
  const members = tag?.members ?? [];
  const given = change.kind === 'members' ? (JSON.parse(change.members) as Who[]) : null;
  if (!change.on) {
    // By hand who is chosen loses it; an undo takes back exactly what was given.
    const these = given && new Set(given.map((who) => JSON.stringify(who)));
    const placed = these === null ? ground.place(members) : null;
    const chosen = these === null ? marksOf(ground.chosen()) : null;
    const leaves = (who: Who, at: number) => (these === null ? chosen!.has(placed![at]!) : these.has(JSON.stringify(who)));
    const kept = members.filter((who, at) => !leaves(who, at));
    const gone = members.filter((who, at) => leaves(who, at));
    return { ...noEdit, ...putTag(tag, change.name, kept, ground), n: gone.length, undo: reverse(change, gone) };
  }
  const known = marksOf(ground.place(members));
  const added =
    given ??
    ground.whoOf(
      Array.from(ground.chosen()).filter((index) => {
        return !known.has(index);
      }),
    );
  const next = [...members, ...added];
  return { ...noEdit, ...putTag(tag, change.name, next, ground), n: added.length, undo: reverse(change, added) };
}

const marksOf = (indices: ArrayLike<number>): Set<number> => new Set(Array.from(indices).filter((index) => index >= 0));

function reverse({ name, on }: { name: string; on: boolean }, members: readonly Who[]): MarkChange {
  return { kind: 'members', name, on: !on, members: JSON.stringify(members) };
}

/** A tag that nobody has is no tag. */
function putTag(
  tag: Marks['tags'][number] | undefined,
  name: string,
  members: readonly Who[],
  { newId }: MarkGround,
): Pick<MarksEdit, 'tags' | 'dropTags'> {
  if (members.length === 0) return { tags: [], dropTags: tag ? [tag.id] : [] };
  return { tags: [{ id: tag?.id ?? newId(), name: tag?.name ?? tidyTag(name), members }], dropTags: [] };
}
