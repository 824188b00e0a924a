import type { ImportReport, ColumnReport } from '../domain';
import { layoutKey } from '../features/layouts';
import type { ColumnNotes, QualityTable } from '../features/quality/found';
import type { StoredTable } from '../store/api';
import { sourceOf } from './exports';

const dayMs = 86_400_000;

/** A stored import as it is looked through for what may be wrong with it. */
export function qualityTable({ record, table }: StoredTable): QualityTable {
  const { report, addedAt } = record;
  const rowOf = rowOfLine(report);
  const notes = new Map(report.columns.map((column) => [column.name, columnNotes(column, rowOf)]));
  const source = sourceOf({ record, table });
  return {
    source,
    layout: layoutKey({ source, preset: report.preset }),
    addedAt,
    // Of a part of an archive it is the part's own; without one, its name must do.
    key: report.hash === '' ? `name ${report.name}` : report.hash.slice(0, 16),
    day: Math.floor(addedAt / dayMs),
    notes,
  };
}

function columnNotes(
  { scale, unreadable, unreadableLines, unreadableCells }: ColumnReport,
  rowOf: (line: number) => number | null,
): ColumnNotes {
  const bounds = /^(-?\d+)\D+(\d+)$/.exec(scale ?? '');
  return {
    scale: bounds ? [Number(bounds[1]), Number(bounds[2])] : null,
    unreadable,
    unreadableRows: unreadableLines.flatMap((line) => rowOf(line) ?? []),
    unreadableCells: unreadableCells ?? [],
  };
}

/** The imported row that begins on a line of the file, by the runs the reader noted. */
function rowOfLine({ lineRuns, rowsImported }: ImportReport): (line: number) => number | null {
  if (!lineRuns || lineRuns.length === 0) return () => null;
  return (line) => {
    let at = 0;
    while (at + 2 < lineRuns.length && lineRuns[at + 3]! <= line) at += 2;
    const row = lineRuns[at]! + line - lineRuns[at + 1]!;
    return row >= lineRuns[at]! && row < (lineRuns[at + 2] ?? rowsImported) ? row : null;
  };
}
