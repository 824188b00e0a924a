import type { Export } from '../features/reconcile';
import type { SourceColumn, SourceTable } from '../features/source';
import type { StoredTable } from '../store/api';
import { batchRanks } from './batches';

/** A stored import as plain columns with their meaning. */
export function sourceOf({ record, table }: StoredTable): SourceTable {
  const { report } = record;
  const columns = table.names.map((name, i): SourceColumn => {
    const told = report.columns.find((column) => column.name === name);
    const top = Number(/(\d+)\D*$/.exec(told?.scale ?? '')?.[1] ?? Number.NaN);
    return {
      name,
      role: told?.role ?? 'ignore',
      column: table.columns[i]!,
      ...(told?.positive === undefined ? {} : { positive: told.positive }),
      ...(told?.currency === undefined ? {} : { currency: told.currency }),
      ...(Number.isFinite(top) ? { scaleTop: top } : {}),
    };
  });
  return { name: report.name, kind: report.kind, rows: table.rows, columns };
}

/** Stored imports as exports that may overlap. */
export function exportsOf(tables: readonly StoredTable[]): Export[] {
  const ranks = batchRanks(tables.map(({ record }) => record));
  return tables.map(({ record, table }, at) => ({
    source: sourceOf({ record, table }),
    preset: record.report.preset,
    hash: record.report.hash,
    batch: ranks[at]!,
  }));
}

/** The tables' indices in an order that only their contents and names decide. */
export function settledOrder(exports: readonly Export[]): number[] {
  const keys = exports.map(({ source, hash }) => `${source.name}\n${source.kind}\n${hash}`);
  return [...exports.keys()].sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
}
