import {
  emptyMask,
  qualityId,
  readQualityId,
  setNull,
  type Column,
  type Note,
  type Progress,
  type QualitySettings,
} from '../../domain';
import type { SourceColumn, SourceTable } from '../source';
import { checkFor } from './check-table';
import type { QualityTable } from './found';

/** A table as it is to be read, and what the repairs in force change in it. */
export interface Repaired {
  readonly source: SourceTable;
  /** 0 where a row is left out; null where none is. */
  readonly keep: Uint8Array | null;
  readonly notes: readonly Note[];
}

/**
 * The repairs that are in force for a table, laid over it: cells read as missing, rows left out. Each is worked out on the table
 * as imported, so that neither their order nor one without the other changes what another does; `source` itself, which may be
 * `table.source` or a view of it with the same rows, is not touched. Every repair that changes something says so. `look` is what
 * looks for the rows, where what was found before is at hand.
 */
export function* repairTable(
  table: QualityTable,
  source: SourceTable,
  settings: QualitySettings,
  look: typeof checkFor = checkFor,
): Generator<Progress, Repaired, void> {
  const own = settings.on.flatMap((id) => {
    const parts = readQualityId(id);
    return parts !== null && parts.table === table.key ? [{ id, check: parts.check }] : [];
  });
  if (own.length === 0) return { source, keep: null, notes: [] };
  const on = new Set(own.map(({ id }) => id));
  const found = yield* look(table, new Set(own.map(({ check }) => check)));
  let keep: Uint8Array | null = null;
  const blanks = new Map<string, Uint8Array>();
  const notes: Note[] = [];
  for (const { check, rule, column, rows, repair } of found) {
    if (!on.has(qualityId(table.key, check, rule, column)) || rows.length === 0) continue;
    if (repair === 'leave-out') {
      keep ??= new Uint8Array(source.rows).fill(1);
      for (const row of rows) keep[row] = 0;
      notes.push({ code: `repair-rows-${check}`, values: { n: rows.length, file: source.name } });
    } else if (repair === 'blank' && column !== null) {
      let mask = blanks.get(column);
      if (!mask) blanks.set(column, (mask = emptyMask(source.rows)));
      for (const row of rows) setNull(mask, row);
      notes.push({ code: `repair-cells-${check}`, values: { n: rows.length, file: source.name, column } });
    }
  }
  return { source: blanks.size === 0 ? source : withBlanks(source, blanks), keep, notes };
}

function withBlanks(source: SourceTable, blanks: ReadonlyMap<string, Uint8Array>): SourceTable {
  const columns = source.columns.map((column): SourceColumn => {
    const mask = blanks.get(column.name);
    return mask ? { ...column, column: blanked(column.column, mask) } : column;
  });
  return { ...source, columns };
}

/** The column with the marked rows missing, in values as in the mask. */
function blanked(column: Column, mask: Uint8Array): Column {
  const nulls = mask.slice();
  if (column.nulls !== null) for (let at = 0; at < nulls.length; at++) nulls[at]! |= column.nulls[at]!;
  if (column.type === 'text') return column.packed ? withPacked(column, nulls) : { ...column, nulls };
  if (column.type === 'number') return { ...column, values: holed(column.values, mask, Number.NaN), nulls };
  if (column.type === 'boolean') return { ...column, values: holed(column.values, mask, 0), nulls };
  if (column.type === 'date') return { ...column, days: holed(column.days, mask, 0), nulls };
  return { ...column, ms: holed(column.ms, mask, Number.NaN), days: holed(column.days, mask, 0), nulls };
}

/** Strings that nobody has asked for yet are not made for a copy. */
function withPacked(column: Column & { type: 'text' }, nulls: Uint8Array): Column {
  const { codes, packed } = column;
  return {
    type: 'text',
    codes,
    ...(packed ? { packed } : {}),
    nulls,
    get dictionary() {
      return column.dictionary;
    },
  };
}

function holed<T extends Float64Array | Int32Array | Uint8Array>(values: T, mask: Uint8Array, blank: number): T {
  const copy = values.slice() as T;
  for (let i = 0; i < copy.length; i++) if ((mask[i >> 3]! & (1 << (i & 7))) !== 0) copy[i] = blank;
  return copy;
}
