import type { TextColumn } from '../domain';
import { asNumbers, asText, columnWithRole, present, type SourceColumn, type SourceTable } from './source';

/** One of the goods that a cell names. `units` is NaN where the cell does not say how many. */
export interface Good {
  readonly name: string;
  readonly units: number;
}

type Reader = (cell: string) => readonly Good[] | null;

/** Share of the different cells that must be read by one way of writing before the column counts as written so. */
const mostCells = 0.9;

/** `2× Speckled Mug, 1× Gift Wrap`: a name may hold a comma, so a part begins at a comma before a number and its sign. */
const countFirst: Reader = (cell) => {
  const goods: Good[] = [];
  for (const part of cell.split(/,\s*(?=\d+\s*[×xX]\s)/u)) {
    const found = /^(\d+)\s*[×xX]\s+(\S.*)$/su.exec(part.trim());
    if (!found) return null;
    goods.push({ name: found[2]!.trim(), units: Number(found[1]) });
  }
  return goods;
};

/** All parts of a cell by a sticky pattern of name and count; null where something is left over. */
function parts(cell: string, pattern: RegExp): readonly Good[] | null {
  const goods: Good[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < cell.length) {
    const found = pattern.exec(cell);
    if (!found) return null;
    goods.push({ name: found[1]!.trim(), units: Number(found[2]) });
  }
  return goods.length > 0 ? goods : null;
}

/** `手工陶杯 米白(1件);手帐本,点阵(1件)`. */
const countInBrackets: Reader = (cell) => parts(cell, /\s*(.+?)\s*[（(](\d+)\s*[件个份套盒瓶][)）]\s*(?:[;；,，、|\n]\s*|$)/suy);

/** `Speckled Mug x 1, Botanical Fern Print x 1`. */
const countLast: Reader = (cell) => parts(cell, /\s*(.+?) [x×] ?(\d+)(?:,\s+|;\s*|$)/suy);

/** `name:Speckled Mug|product_id:1|quantity:2|total:10.00`. */
const fields: Reader = (cell) => {
  const name = /(?:^|\|)\s*name:\s*([^|]*)/u.exec(cell)?.[1]?.trim();
  if (!name || !/\|\s*\w+:/u.test(cell)) return null;
  const units = /\|\s*(?:quantity|qty):\s*(\d+(?:\.\d+)?)/u.exec(cell)?.[1];
  return [{ name, units: units === undefined ? Number.NaN : Number(units) }];
};

/** Headers of columns that say how many different goods an order holds. */
const kindsCount = /^(?:宝贝种类|商品种类数?|number of different items|distinct items|line items? count)$/iu;
/** Marks between joined titles, and in titles too: the number of goods has to tell. */
const joints = ['，', ',', ';', '；', '|', '、', '/'];

/**
 * The goods of each row of a table whose cells name several (or count the one they name), or which has a column for each
 * good of an order. Null where a cell names one thing, as it is in most files. Names are as written, counts NaN where none is
 * written. The row's own product stays where a cell is written otherwise than the rest.
 */
export function goodsOf(source: SourceTable): ((row: number) => readonly Good[]) | null {
  const columns = source.columns.filter(({ role }) => role === 'product');
  if (columns.length > 1) return goodsOfColumns(source, columns);
  const column = columns[0];
  if (!column) return null;
  const text = asText(column.column);
  const counted = columnWithRole(source, 'quantity') !== undefined;
  const read = readerFor(text.dictionary, counted);
  if (read) {
    const goods = text.dictionary.map((cell) => read(cell.trim()) ?? [{ name: cell.trim(), units: Number.NaN }]);
    return (row) => (present(text, row) ? goods[text.codes[row]!]! : []);
  }
  return joinedGoods(source, text);
}

function readerFor(dictionary: readonly string[], counted: boolean): Reader | null {
  const cells = dictionary.map((cell) => cell.trim()).filter((cell) => cell !== '');
  for (const read of [fields, countFirst, countInBrackets, countLast]) {
    let readable = 0;
    let several = false;
    for (const cell of cells) {
      const goods = read(cell);
      if (!goods) continue;
      readable++;
      if (goods.length > 1) several = true;
    }
    if (readable === 0 || readable < mostCells * cells.length) continue;
    // "Frame 20 x 30" is a size: a count at the end is one where cells hold several goods and no column counts them.
    if (read === countLast && (!several || counted)) continue;
    return read;
  }
  return null;
}

/** Titles joined in one cell, where a column says how many there are and one mark parts the cell into so many. */
function joinedGoods(source: SourceTable, text: TextColumn): ((row: number) => readonly Good[]) | null {
  const kinds = source.columns.find(({ name }) => kindsCount.test(name.trim()));
  const counts = kinds ? asNumbers(kinds.column) : null;
  if (!counts?.some((count) => count > 1)) return null;
  return (row) => {
    if (!present(text, row)) return [];
    const cell = text.dictionary[text.codes[row]!]!;
    const wanted = counts[row]!;
    for (const mark of wanted > 1 ? joints : []) {
      const names = cell.split(mark).map((name) => name.trim());
      if (names.length === wanted && !names.includes('')) return names.map((name) => ({ name, units: Number.NaN }));
    }
    return [{ name: cell.trim(), units: Number.NaN }];
  };
}

/** A column for each good (`line_item_1` …, `Product Item 1 Name` …), with its count in the column called alike. */
function goodsOfColumns(source: SourceTable, columns: readonly SourceColumn[]): (row: number) => readonly Good[] {
  const readers = columns.map((column) => {
    const text = asText(column.column);
    const quantityName = column.name.replace(/name$/i, 'Quantity').toLowerCase();
    const counts = source.columns.find(({ name }) => name !== column.name && name.toLowerCase() === quantityName);
    const units = counts ? asNumbers(counts.column) : null;
    const read = readerFor(text.dictionary, units !== null);
    const goods = text.dictionary.map((cell) => read?.(cell.trim()) ?? [{ name: cell.trim(), units: Number.NaN }]);
    return (row: number): readonly Good[] => {
      if (!present(text, row)) return [];
      const found = goods[text.codes[row]!]!;
      return units && found.length === 1 ? [{ name: found[0]!.name, units: units[row]! }] : found;
    };
  });
  return (row) => readers.flatMap((read) => read(row));
}
