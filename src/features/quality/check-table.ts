import {
  countNulls,
  qualityId,
  type ColumnQuality,
  type Progress,
  type QualityCheck,
  type QualityFinding,
  type QualityRepair,
  type SpellingItem,
} from '../../domain';
import { cellText } from '../cell-text';
import type { SourceColumn, SourceTable } from '../source';
import { capOf } from './cap';
import { findDoubles } from './doubles';
import { findDuplicates } from './duplicates';
import { rowsShown, type Found, type QualityTable } from './found';
import { findGaps } from './gaps';
import { findImpossible } from './impossible';
import { findInverted } from './inverted';
import { findMissing } from './missing';
import { findMixed } from './mixed';
import { findNearDuplicates } from './near-duplicates';
import { findOutliers } from './outliers';
import { spellingsHere } from './spellings-here';

/** The columns of an example, beside the one that is concerned. */
const columnsShown = 6;
/** Longer cells are cut: a remark may hold a novel. */
const longestCell = 200;
const shownRoles = [
  'orderId',
  'customerId',
  'date',
  'name',
  'email',
  'product',
  'quantity',
  'price',
  'amount',
  'rating',
] as const;

/** Everything that is found in a table, in the order of the checks. `spellings`: those suggested for all tables together. */
export function* checkTable(table: QualityTable, spellings: readonly SpellingItem[]): Generator<Progress, Found[], void> {
  return [
    ...(yield* findImpossible(table)),
    ...(yield* findInverted(table)),
    ...(yield* findRepeated(table, true, true)),
    ...(yield* findDoubles(table)),
    ...(yield* spellingsHere(table, spellings)),
    ...(yield* findMixed(table)),
    ...(yield* findOutliers(table)),
    ...(yield* findMissing(table)),
    ...(yield* findGaps(table)),
  ];
}

/** What some checks find in a table: for repairs that are in force. Spellings are applied elsewhere. */
export function* checkFor(table: QualityTable, checks: ReadonlySet<string>): Generator<Progress, Found[], void> {
  const wanted = (check: QualityCheck) => checks.has(check);
  return [
    ...(wanted('impossible') ? yield* findImpossible(table) : []),
    ...(wanted('inverted') ? yield* findInverted(table) : []),
    ...(yield* findRepeated(table, wanted('duplicates'), wanted('near'))),
    ...(wanted('double') ? yield* findDoubles(table) : []),
    ...(wanted('mixed') ? yield* findMixed(table) : []),
    ...(wanted('outliers') ? yield* findOutliers(table) : []),
    ...(wanted('missing') ? yield* findMissing(table) : []),
  ];
}

/** Two baskets with the same goods in them are two baskets. */
function* findRepeated(table: QualityTable, exact: boolean, near: boolean): Generator<Progress, Found[], void> {
  if (table.source.kind === 'baskets' || !(exact || near)) return [];
  return [...(exact ? yield* findDuplicates(table) : []), ...(near ? yield* findNearDuplicates(table) : [])];
}

/** A finding with its rows to look at, as texts. `lineOf`: the line of the file that an imported row begins on. */
export function describe(table: QualityTable, found: Found, lineOf: (row: number) => number | null): QualityFinding {
  const { source, key, layout, addedAt } = table;
  const { check, rule, column, values, of, rows, spelling } = found;
  const shown = [...(found.look ?? rows).subarray(0, rowsShown)];
  // Lines are looked up in ascending order.
  const lines = new Map([...shown].sort((a, b) => a - b).map((row) => [row, lineOf(row)]));
  const columns = columnsOf(source, [column, found.also?.name ?? null]);
  return {
    id: qualityId(key, check, rule, column),
    check,
    rule: rule.split(' ')[0]!,
    column,
    rows: found.count ?? rows.length,
    of,
    values,
    headers: columns.map(({ name }) => name),
    examples: shown.map((row) => ({
      row,
      line: lines.get(row) ?? null,
      cells: columns.map((shownColumn) => cellText(shownColumn.column, row, true).slice(0, longestCell)),
    })),
    repair: repairOf(source, found),
    ...(found.cap ? { cap: capOf(source, found, found.cap) } : {}),
    ...(spelling ? { spelling } : { layoutId: qualityId(layout, check, rule, column), addedAt }),
  };
}

function repairOf(source: SourceTable, { repair, rows, of, words, column, also }: Found): QualityRepair | null {
  if (repair === null) return null;
  if (repair === 'respell') return { kind: repair, changed: rows.length, before: words![0], after: words![1] };
  if (repair === 'leave-out')
    return { kind: repair, changed: rows.length, before: source.rows, after: source.rows - rows.length };
  if (!also) return { kind: repair, changed: rows.length, before: of, after: of - rows.length };
  let before = 0;
  const changed = (also.blank ? 2 : 1) * rows.length;
  for (const own of source.columns)
    if (own.name === column || (also.blank && own.name === also.name)) before += source.rows - countNulls(own.column);
  return { kind: repair, changed, before, after: before - changed };
}

/** The columns concerned first, then those that tell what the row is; where there are none, the first columns. */
function columnsOf(source: SourceTable, own: readonly (string | null)[]): SourceColumn[] {
  const shown = own.flatMap((name) => source.columns.find((column) => column.name === name) ?? []);
  const add = (column: SourceColumn | undefined) => {
    if (column && shown.length < columnsShown && !shown.includes(column)) shown.push(column);
  };
  for (const role of shownRoles) add(source.columns.find((column) => column.role === role));
  for (const column of source.columns) add(column);
  return shown;
}

/** How well each column is filled. */
export function columnQuality({ source, notes }: QualityTable): ColumnQuality[] {
  return source.columns.map(({ name, role, column }) => ({
    name,
    role,
    type: column.type,
    missing: countNulls(column),
    unreadable: notes.get(name)?.unreadable ?? 0,
  }));
}
