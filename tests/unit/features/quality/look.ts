import { parseIsoDay, type Progress } from '../../../../src/domain';
import type { ColumnNotes, Found, QualityTable } from '../../../../src/features/quality/found';
import type { SourceTable } from '../../../../src/features/source';
import { runAll } from '../../../../src/features/steps';

/** A table taken in on 2025-06-30, with what ingest noted of its columns. */
export function asTaken(source: SourceTable, notes: Readonly<Record<string, Partial<ColumnNotes>>> = {}): QualityTable {
  const plain: ColumnNotes = { scale: null, unreadable: 0, unreadableRows: [], unreadableCells: [] };
  return {
    source,
    key: source.name,
    layout: source.kind,
    addedAt: 0,
    day: parseIsoDay('2025-06-30')!,
    notes: new Map(Object.entries(notes).map(([name, own]) => [name, { ...plain, ...own }])),
  };
}

/** What a check found: rule, column, rows. */
export function found(check: Generator<Progress, Found[], void>): [string, string | null, number[]][] {
  return runAll(check).map(({ rule, column, rows }) => [rule, column, [...rows]]);
}

export const times = <T>(n: number, make: (at: number) => T): T[] => Array.from({ length: n }, (_, at) => make(at));
