import {
  emptyMask,
  qualityId,
  readQualityId,
  repairInForce,
  setNull,
  type Column,
  type Note,
  type Progress,
  type QualitySettings,
} from '../../domain';
import type { SourceColumn, SourceTable } from '../source';
import { withCap } from './cap';
import { checkFor } from './check-table';
import type { Found, QualityTable } from './found';

/** A table as it is to be read, and what the repairs in force change in it. */
export interface Repaired {
  readonly source: SourceTable;
  /** 0 where a row is left out; null where none is. */
  readonly keep: Uint8Array | null;
  readonly notes: readonly Note[];
}

/**
 * The repairs that are in force for a table, laid over it: cells read as missing or as a bound, rows left out. Each is worked out on the table
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
  const checks = checksOf(table, settings);
  if (checks.size === 0) return { source, keep: null, notes: [] };
  const found = yield* look(table, checks);
  let keep: Uint8Array | null = null;
  let carried = 0;
  const blanks = new Map<string, Uint8Array>();
  const caps: Found[] = [];
  const notes: Note[] = [];
  const file = source.name;
  for (const one of found) {
    const { check, rule, column, rows, repair, cap, also } = one;
    const layoutId = qualityId(table.layout, check, rule, column);
    const inForce = repairInForce(settings, qualityId(table.key, check, rule, column), layoutId, table.addedAt);
    if (inForce === null || rows.length === 0) continue;
    if (inForce.kind === 'cap') {
      if (!cap || column === null) continue;
      caps.push(one);
      notes.push({ code: 'repair-capped', values: { n: rows.length, file, column, low: cap.low, high: cap.high } });
    } else if (repair === 'leave-out') {
      keep ??= new Uint8Array(source.rows).fill(1);
      for (const row of rows) keep[row] = 0;
      notes.push({ code: `repair-rows-${check}`, values: { n: rows.length, file } });
    } else if (repair === 'blank' && column !== null) {
      for (const name of also?.blank ? [column, also.name] : [column]) {
        let mask = blanks.get(name);
        if (!mask) blanks.set(name, (mask = emptyMask(source.rows)));
        for (const row of rows) setNull(mask, row);
      }
      const values = { n: rows.length, file, column, ...(also ? { other: also.name } : {}) };
      notes.push({ code: `repair-cells-${check}${also?.blank === false ? '-start' : ''}`, values });
    } else continue;
    if (inForce.carried) carried++;
  }
  if (carried > 0) notes.push({ code: 'repair-carried', values: { n: carried, file } });
  // What is read as missing is not read as a bound.
  const read = caps.length === 0 ? source : withCaps(source, caps);
  return { source: blanks.size === 0 ? read : withBlanks(read, blanks), keep, notes };
}

/** The checks that some repair in force of the table goes by. */
function checksOf({ key, layout, addedAt }: QualityTable, { on, carry = [] }: QualitySettings): Set<string> {
  const checks = new Set<string>();
  const add = (id: string, table: string) => {
    const parts = readQualityId(id);
    if (parts?.table === table) checks.add(parts.check);
  };
  for (const id of on) add(id, key);
  for (const { id, since } of carry) if (since < addedAt) add(id, layout);
  return checks;
}

function withCaps(source: SourceTable, caps: readonly Found[]): SourceTable {
  const columns = source.columns.map((column): SourceColumn => {
    const own = caps.filter((found) => found.column === column.name);
    return own.reduce((read, { rows, cap }) => ({ ...read, column: withCap(read.column, rows, cap!) }), column);
  });
  return { ...source, columns };
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
