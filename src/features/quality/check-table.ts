import {
  countNulls,
  qualityId,
  type ColumnQuality,
  type Progress,
  type QualityCheck,
  type QualityFinding,
  type SpellingItem,
} from '../../domain';
import { cellText } from '../cell-text';
import type { SourceColumn, SourceTable } from '../source';
import { findDuplicates } from './duplicates';
import { rowsShown, type Found, type QualityTable } from './found';
import { findGaps } from './gaps';
import { findImpossible } from './impossible';
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
    ...(yield* findRepeated(table, true, true)),
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
    ...(yield* findRepeated(table, wanted('duplicates'), wanted('near'))),
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
export function describe({ source, key }: QualityTable, found: Found, lineOf: (row: number) => number | null): QualityFinding {
  const { check, rule, column, values, of, rows, repair, words } = found;
  const changed = rows.length;
  const shown = [...(found.look ?? rows).subarray(0, rowsShown)];
  // Lines are looked up in ascending order.
  const lines = new Map([...shown].sort((a, b) => a - b).map((row) => [row, lineOf(row)]));
  const columns = columnsOf(source, column);
  const [before, after] =
    repair === 'respell' ? words! : repair === 'leave-out' ? [source.rows, source.rows - changed] : [of, of - changed];
  return {
    id: qualityId(key, check, rule, column),
    check,
    rule: rule.split(' ')[0]!,
    column,
    rows: found.count ?? changed,
    of,
    values,
    headers: columns.map(({ name }) => name),
    examples: shown.map((row) => ({
      row,
      line: lines.get(row) ?? null,
      cells: columns.map((shownColumn) => cellText(shownColumn.column, row, true).slice(0, longestCell)),
    })),
    repair: repair === null ? null : { kind: repair, changed, before, after },
    ...(found.spelling ? { spelling: found.spelling } : {}),
  };
}

/** The column concerned first, then those that tell what the row is; where there are none, the first columns. */
function columnsOf(source: SourceTable, own: string | null): SourceColumn[] {
  const shown = source.columns.filter(({ name }) => name === own);
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
