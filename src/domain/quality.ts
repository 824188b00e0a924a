import type { ColumnType } from './column';
import type { MessageValues } from './errors';
import type { Spelling } from './identity';
import type { Role, TableKind } from './roles';

/** What a table is looked through for, in the order in which it is shown. */
export const qualityChecks = [
  'impossible', // values that cannot be
  'inverted', // what ended before it began
  'duplicates', // rows that are there more than once
  'near', // rows that are nearly there more than once
  'double', // orders that were sent twice
  'spellings', // one thing written in several ways
  'mixed', // cells of another type than their column
  'outliers', // numbers far from all others of their column
  'missing', // cells that should be filled, and words that say nothing
  'gaps', // days without what the shop's own rhythm would have brought
] as const;
export type QualityCheck = (typeof qualityChecks)[number];

/**
 * What a repair does when the tables are read for an analysis; what is stored stays as it came. 'leave-out': the rows count
 * nowhere. 'blank': the cells are read as missing. 'cap': numbers beyond bounds are read as the bound. 'respell': one spelling is read as
 * another.
 */
export type QualityRepairKind = 'leave-out' | 'blank' | 'cap' | 'respell';

/** What a repair would change, counted before and after. */
export interface QualityRepair {
  readonly kind: QualityRepairKind;
  /** Rows that would be left out, or cells that would be read otherwise. */
  readonly changed: number;
  /** Rows of the table; filled cells of the column or columns; numbers beyond the bounds; or different words in the column. */
  readonly before: number;
  readonly after: number;
}

/** Numbers beyond the bounds are read as the bound. `sum` is what all numbers of the column that were judged come to. */
export interface QualityCap extends QualityRepair {
  readonly kind: 'cap';
  readonly low: number;
  readonly high: number;
  readonly sum: { readonly before: number; readonly after: number };
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
  /** What may be done instead, of numbers far from all others. */
  readonly cap?: QualityCap;
  /** By what the answer is carried over to later exports of the layout; absent of spellings, which hold for all files. */
  readonly layoutId?: string;
  /** Milliseconds since 1970 when the file was added. */
  readonly addedAt?: number;
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
  /** Milliseconds since 1970. */
  readonly addedAt?: number;
  readonly columns: readonly ColumnQuality[];
  readonly findings: readonly QualityFinding[];
  /** Milliseconds it took to look. */
  readonly ms: number;
}

export interface QualityReport {
  readonly tables: readonly TableQuality[];
}

/** A repair that holds for the exports of a layout that came after those that were there when it was switched on. */
export interface CarriedRepair {
  /** As qualityId, with the layout in the place of the file. */
  readonly id: string;
  /** Milliseconds since 1970: when the newest file of that time was added. */
  readonly since: number;
}

/** What the owner said of the findings, by their ids. Spellings are kept with who is who. */
export interface QualitySettings {
  /** Repairs in force. */
  readonly on: readonly string[];
  /** Looked at, and right as it stands. */
  readonly fine: readonly string[];
  /** Repairs that hold for later exports too; absent in settings of an older Kith. */
  readonly carry?: readonly CarriedRepair[];
  /** Findings for which what is carried over does not hold. */
  readonly off?: readonly string[];
}

export const defaultQuality: QualitySettings = { on: [], fine: [], carry: [], off: [] };

/** The id of a finding, or (`cap`) of what may be done instead of its repair. `table` is the fingerprint of the file. */
export function qualityId(table: string, check: QualityCheck, rule: string, column: string | null, cap = false): string {
  return JSON.stringify(cap ? [table, check, rule, column, 'cap'] : [table, check, rule, column]);
}

export interface QualityIdParts {
  readonly table: string;
  readonly check: string;
  readonly rule: string;
  readonly column: string | null;
  readonly cap: boolean;
}

/** What an id is made of; null where it is none. */
export function readQualityId(id: string): QualityIdParts | null {
  try {
    const parts: unknown = JSON.parse(id);
    if (!Array.isArray(parts) || (parts.length !== 4 && !(parts.length === 5 && parts[4] === 'cap'))) return null;
    const [table, check, rule, column] = parts as unknown[];
    if (typeof table !== 'string' || typeof check !== 'string' || typeof rule !== 'string') return null;
    return { table, check, rule, column: typeof column === 'string' ? column : null, cap: parts.length === 5 };
  } catch {
    return null;
  }
}

/** The same id of what may be done instead. */
export function capIdOf(id: string): string {
  const parts = readQualityId(id);
  return parts === null ? id : qualityId(parts.table, parts.check as QualityCheck, parts.rule, parts.column, true);
}

/** What is in force for a finding: its repair, or what may be done instead; and whether that came with an earlier export. */
export interface RepairInForce {
  readonly kind: 'repair' | 'cap';
  readonly carried: boolean;
}

/**
 * What is in force for the finding `id` of a file that was added at `addedAt`. What the owner said of the file itself goes before
 * what is carried over by `layoutId`.
 */
export function repairInForce(
  { on, fine, off = [], carry = [] }: QualitySettings,
  id: string,
  layoutId: string | undefined,
  addedAt: number,
): RepairInForce | null {
  if (on.includes(id)) return { kind: 'repair', carried: false };
  if (on.includes(capIdOf(id))) return { kind: 'cap', carried: false };
  if (layoutId === undefined || fine.includes(id) || off.includes(id)) return null;
  const holds = (own: string) => carry.some((entry) => entry.id === own && entry.since < addedAt);
  if (holds(layoutId)) return { kind: 'repair', carried: true };
  return holds(capIdOf(layoutId)) ? { kind: 'cap', carried: true } : null;
}
