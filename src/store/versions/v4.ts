import { v3 } from './v3';
import type { NoteRecord, TagRecord } from '../../domain';

/**
 * Version 4: what the owner adds by hand. `notes` holds a record a note or task; `tags` a record a tag, with all its
 * members, so that tagging everybody is one record and not a hundred thousand. No record of version 3 changes; the two new
 * stores begin empty.
 */
export const v4 = {
  version: 4,
  stores: { ...v3.stores, notes: 'id', tags: 'id' },
} as const;

export type NoteRow = NoteRecord;
export type TagRow = TagRecord;
