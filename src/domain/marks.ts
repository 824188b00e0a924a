import type { DayNumber } from './day';
import type { CustomerQuery } from './customers';

/**
 * Whom a mark is about: the customer's key as it was shown, then what else they were known by (`email:a@b.ch`, as
 * IdentitySettings has keys). Never rewritten: where the first is gone, the others find who the person is now.
 */
export type Who = readonly string[];

/** What the owner wrote about a customer. */
export interface NoteRecord {
  readonly id: string;
  readonly kind: 'note' | 'task';
  readonly who: Who;
  readonly text: string;
  /** When it was, of a note; when it is due, of a task (null: no day). */
  readonly day: DayNumber | null;
  /** When a task was done; null while it is open, and for a note. */
  readonly done: DayNumber | null;
  /** Milliseconds since 1970 when it was written. */
  readonly at: number;
}

/** A word the owner gave to customers. */
export interface TagRecord {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Who[];
}

/** All that the owner added by hand. */
export interface Marks {
  readonly notes: readonly NoteRecord[];
  readonly tags: readonly TagRecord[];
}

/** What is to be written and taken away. */
export interface MarksEdit {
  readonly notes: readonly NoteRecord[];
  readonly tags: readonly TagRecord[];
  readonly dropNotes: readonly string[];
  readonly dropTags: readonly string[];
}

/** Customers chosen in the list: some, or all that fit but for some. */
export type Selection =
  { readonly keys: readonly string[] } | { readonly query: CustomerQuery; readonly without: readonly string[] };

/**
 * A change to what the owner added. Notes with the id '' are new. 'members' are those of a tag as one JSON text: a hundred
 * thousand of them cross to the page and back as quickly as one.
 */
export type MarkChange =
  | { readonly kind: 'notes'; readonly put: readonly NoteRecord[]; readonly drop: readonly string[] }
  | { readonly kind: 'tag'; readonly name: string; readonly on: boolean; readonly of: Selection }
  | { readonly kind: 'members'; readonly name: string; readonly on: boolean; readonly members: string };

/** What came of a change: how many notes or customers it concerned, and the change that takes it back. */
export interface MarkChanged {
  readonly n: number;
  readonly undo: MarkChange;
}

export interface TagSummary {
  readonly id: string;
  readonly name: string;
  /** Customers who have it now. */
  readonly customers: number;
}

/** A note or task beside the customer it is about. */
export interface PlacedNote {
  readonly note: NoteRecord;
  readonly key: string;
  readonly label: string;
}

/** What the page knows of the owner's marks. */
export interface MarksView {
  readonly tags: readonly TagSummary[];
  /** Notes and tasks of the customer asked for, newest first; empty where none was asked for. */
  readonly notes: readonly NoteRecord[];
  /** Names of that customer's tags. */
  readonly own: readonly string[];
  /** Open tasks, the most urgent first, at most `mostTasks`. */
  readonly tasks: readonly PlacedNote[];
  readonly openTasks: number;
  readonly doneTasks: number;
  readonly writtenNotes: number;
  /** What is about nobody in the files now. */
  readonly orphans: readonly NoteRecord[];
  readonly orphanTags: readonly { readonly name: string; readonly who: readonly string[]; readonly n: number }[];
}

/** Open tasks told of at a time. */
export const mostTasks = 50;

/** How tag names are compared: without regard to case, blanks at the ends or repeated. */
export const foldTag = (name: string): string => tidyTag(name).toLowerCase();

/** A tag as it is kept: blanks tidied, at most 60 signs. */
export const tidyTag = (name: string): string => name.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 60);
