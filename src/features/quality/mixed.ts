import { countNulls, countTexts, type Progress, type Role } from '../../domain';
import { present, type SourceColumn } from '../source';
import { isBlankWord } from './blank-words';
import { RowList, type Found, type QualityTable } from './found';
import { qualityStep, slice } from './steps';

/** Columns that hold words by nature, or ids of any make. */
const measured: ReadonlySet<Role> = new Set<Role>([
  'date',
  'quantity',
  'price',
  'amount',
  'refund',
  'rating',
  'number',
  'category',
]);
/** A column is one of numbers where so many of its filled cells are. */
const mostly = 0.8;
const mostWords = 100_000;
/** Longer words are cut where they are named. */
const longestNamed = 40;
const number = /^[-+]?[$€£¥]?\s?\d[\d.,\s]*%?$/;

/** Cells of another type than the rest of their column: those that could not be read as it, and words among numbers. */
export function* findMixed(table: QualityTable): Generator<Progress, Found[], void> {
  const { source } = table;
  const found: Found[] = [];
  for (const column of source.columns) {
    const notes = table.notes.get(column.name);
    if (notes && notes.unreadable > 0 && column.role !== 'ignore') {
      const filled = notes.unreadable + source.rows - countNulls(column.column);
      const words = named(notes.unreadableCells);
      found.push({
        check: 'mixed',
        rule: column.column.type === 'number' || column.column.type === 'boolean' ? 'no-number' : 'no-date',
        column: column.name,
        values: { column: column.name, words },
        of: filled,
        rows: Int32Array.from(notes.unreadableRows),
        count: notes.unreadable,
        repair: null,
      });
    }
    const among = yield* wordsAmongNumbers(table, column);
    if (among) found.push(among);
  }
  return found;
}

function* wordsAmongNumbers(
  { source }: QualityTable,
  { name, role, column }: SourceColumn,
): Generator<Progress, Found | null, void> {
  if (column.type !== 'text' || !measured.has(role)) return null;
  const size = countTexts(column);
  if (size > mostWords || size < 3) return null;
  // 0 a number, 1 a word, 2 a word for nothing, which is another finding.
  const kind = Uint8Array.from(column.dictionary, (word) => (isBlankWord(word) ? 2 : number.test(word.trim()) ? 0 : 1));
  const rows = new RowList();
  let numbers = 0;
  for (let i = 0; i < source.rows; i++) {
    if (i % slice === slice - 1) yield qualityStep(i, source.rows);
    if (!present(column, i)) continue;
    const own = kind[column.codes[i]!]!;
    if (own === 0) numbers++;
    else if (own === 1) rows.add(i);
  }
  const of = numbers + rows.length;
  if (rows.length === 0 || numbers < mostly * of) return null;
  const words = named(column.dictionary.filter((_, code) => kind[code] === 1));
  return { check: 'mixed', rule: 'words', column: name, values: { column: name, words }, of, rows: rows.rows, repair: 'blank' };
}

/** The first few different ones, for a sentence. */
function named(words: readonly string[]): string {
  const shown = new Set<string>();
  for (const word of words) {
    shown.add(word.trim().slice(0, longestNamed));
    if (shown.size === 5) break;
  }
  return [...shown].join(', ');
}
