import type { ColumnType } from './column';
import type { MessageValues } from './errors';
import type { Spelling } from './identity';
import type { Role, TableKind } from './roles';

/** What a table is looked through for, in the order in which it is shown. */
export const qualityChecks = [
  'impossible', // values that cannot be
  'duplicates', // rows that are there more than once
  'near', // rows that are nearly there more than once
  'spellings', // one thing written in several ways
  'mixed', // cells of another type than their column
  'outliers', // numbers far from all others of their column
  'missing', // cells that should be filled, and words that say nothing
  'gaps', // days without what the shop's own rhythm would have brought
] as const;
export type QualityCheck = (typeof qualityChecks)[number];

/**
 * What a repair does when the tables are read for an analysis; what is stored stays as it came. 'leave-out': the rows count
 * nowhere. 'blank': the cells are read as missing. 'respell': one spelling is read as another.
 */
export type QualityRepairKind = 'leave-out' | 'blank' | 'respell';

/** What a repair would change, counted before and after. */
export interface QualityRepair {
  readonly kind: QualityRepairKind;
  /** Rows that would be left out, or cells that would be read otherwise. */
  readonly changed: number;
  /** Rows of the table; filled cells of the column; or different words in the column. */
  readonly before: number;
  readonly after: number;
}

/** A row to look at. `row` counts imported rows from 0; `line` is where it begins in the file, null where that is not known. */
export interface QualityRow {
  readonly row: number;
  readonly line: number | null;
  readonly cells: readonly string[];
}

/** One thing to look at in one table. */
export interface QualityFinding {
  /** How the owner's answer is remembered; the same for the same file, whenever it is read. */
  readonly id: string;
  readonly check: QualityCheck;
  /** Which rule of the check: its sentence stands under `quality.<check>.<rule>`. */
  readonly rule: string;
  /** null where the whole row is meant. */
  readonly column: string | null;
  /** Rows concerned, of so many that were looked at. */
  readonly rows: number;
  readonly of: number;
  /** Bounds, words and days that the sentence names. */
  readonly values: MessageValues;
  /** Columns of the examples, and the first rows to look at. */
  readonly headers: readonly string[];
  readonly examples: readonly QualityRow[];
  /** null where nothing can be repaired from what the file says. */
  readonly repair: QualityRepair | null;
  /** Of a spelling: what the repair says. */
  readonly spelling?: Spelling;
}

/** How well a column is filled. */
export interface ColumnQuality {
  readonly name: string;
  readonly role: Role;
  readonly type: ColumnType;
  readonly missing: number;
  /** Filled in the file, but not of the column's type; part of `missing`. */
  readonly unreadable: number;
}

export interface TableQuality {
  readonly importId: string;
  readonly name: string;
  readonly kind: TableKind;
  readonly rows: number;
  readonly columns: readonly ColumnQuality[];
  readonly findings: readonly QualityFinding[];
  /** Milliseconds it took to look. */
  readonly ms: number;
}

export interface QualityReport {
  readonly tables: readonly TableQuality[];
}

/** What the owner said of the findings, by their ids. Spellings are kept with who is who. */
export interface QualitySettings {
  /** Repairs in force. */
  readonly on: readonly string[];
  /** Looked at, and right as it stands. */
  readonly fine: readonly string[];
}

export const defaultQuality: QualitySettings = { on: [], fine: [] };

/** The id of a finding. `table` is the fingerprint of the file. */
export function qualityId(table: string, check: QualityCheck, rule: string, column: string | null): string {
  return JSON.stringify([table, check, rule, column]);
}

/** What an id is made of; null where it is none. */
export function readQualityId(id: string): { table: string; check: string; rule: string; column: string | null } | null {
  try {
    const parts: unknown = JSON.parse(id);
    if (!Array.isArray(parts) || parts.length !== 4) return null;
    const [table, check, rule, column] = parts as unknown[];
    if (typeof table !== 'string' || typeof check !== 'string' || typeof rule !== 'string') return null;
    return { table, check, rule, column: typeof column === 'string' ? column : null };
  } catch {
    return null;
  }
}
