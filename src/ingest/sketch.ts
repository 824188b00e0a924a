import { KithError, type ReadOptions } from '../domain';
import { isBlankRow } from './blanks';
import { detectDelimiter, detectNewline, newlineName } from './delimiter';
import { decoderFor, detectEncoding, encodingByHand, type Encoding } from './encoding';
import { factsOf, type ColumnFacts } from './facts';
import { findHeader, type Header } from './header';
import { endOfTable } from './other-table';
import { RowReader, type Batch } from './row-reader';
import { refuseNonText, type Source } from './source';

const headBytes = 256 * 1024;
const largestHead = 32 * 1024 * 1024;
const rowsWanted = 20;
const rowsSampled = 1000;
const pieceCharacters = 64 * 1024;
/** The sample, and room for what stands above the header. */
const rowsEnough = rowsSampled + 100;

/** What the beginning of a file shows. */
export interface Sketch {
  readonly encoding: Encoding;
  readonly delimiter: string;
  /** Each line stands whole in one quoted cell. */
  readonly wrapped: boolean;
  readonly newline: '\n' | '\r';
  readonly newlineName: string;
  readonly header: Header;
  readonly facts: readonly ColumnFacts[];
  /** For the size of buffers only. */
  readonly rowsExpected: number;
}

/**
 * Looks at the first 256 kB (at 4 MB where those hold fewer than twenty rows, at more where even those hold but one). `known` is the encoding that reading on has
 * proved. Throws file/empty, file/binary, file/spreadsheet, file/unclosed-quote.
 */
export async function sketchFile(source: Source, options: ReadOptions, known: Encoding | null): Promise<Sketch> {
  for (let size = headBytes; ; size = Math.min(size * 16, largestHead)) {
    const head = await source.bytes(0, size);
    const whole = size >= source.size;
    const encoding =
      known ?? (options.encoding === undefined ? detectEncoding(head) : encodingByHand(options.encoding, source.name));
    if (size === headBytes) refuseNonText(head, source.name, encoding.label);
    const text = decodeHead(head, encoding, whole);
    const cut = options.delimiter === undefined ? detectDelimiter(text, whole) : { delimiter: options.delimiter, wrapped: false };
    const { delimiter, wrapped } = cut;
    const newline = detectNewline(text);
    const seen = firstRows(text, whole, new RowReader(delimiter, newline, null, wrapped));
    const first = seen.batch;
    if (first.rows.length < (size === headBytes ? rowsWanted : 2) && !whole && size < largestHead) continue;
    const begin = Math.max(
      0,
      first.rows.findIndex((row) => !isBlankRow(row)),
    );
    const header = findHeader(first.rows.slice(begin, begin + rowsSampled), first.lines.subarray(begin));
    if (header === null) {
      const broken = first.broken[0];
      throw broken
        ? new KithError('file/unclosed-quote', { line: broken.line })
        : new KithError('file/empty', { name: source.name });
    }
    // Read again now that the width is known, which tells rows that an unclosed quote swallowed.
    const width = header.line > 0 ? header.names.length : null;
    const { batch, share } = text.includes('"')
      ? firstRows(text, whole, new RowReader(delimiter, newline, width, wrapped))
      : seen;
    const rows: string[][] = [];
    const from = batch.lines.findIndex((line) => line > header.line);
    const end = header.line > 0 && from >= 0 ? endOfTable(batch.rows, from, header.cells) : batch.rows.length;
    for (let i = Math.max(from, 0); i < end && rows.length < rowsSampled; i++) {
      if (batch.lines[i] !== header.explained && !isBlankRow(batch.rows[i]!)) rows.push(batch.rows[i]!);
    }
    const rowsExpected = Math.ceil((source.size / Math.max(head.length * share, 1)) * batch.rows.length * 1.05) + 16;
    const facts = factsOf(rows, header.names, header.cells);
    return { encoding, delimiter, wrapped, newline, newlineName: newlineName(text), header, facts, rowsExpected };
  }
}

/** Whether rows without blank ones are as many as are looked at. */
function holdEnough(rows: readonly (readonly string[])[]): boolean {
  let filled = 0;
  for (const row of rows) if (!isBlankRow(row) && ++filled >= rowsEnough) return true;
  return false;
}

/** Rows of the head: where a quarter of it holds enough of them, the rest is not read. `share`: how much of it was. */
function firstRows(text: string, whole: boolean, reader: RowReader): { batch: Batch; share: number } {
  if (text.length < 2 * pieceCharacters) return { batch: reader.push(text, whole), share: 1 };
  const piece = reader.push(text.slice(0, pieceCharacters), false);
  if (holdEnough(piece.rows) && piece.broken.length === 0) return { batch: piece, share: pieceCharacters / text.length };
  const rest = reader.push(text.slice(pieceCharacters), whole);
  const rows = piece.rows.concat(rest.rows);
  const lines = new Int32Array(rows.length);
  lines.set(piece.lines.subarray(0, piece.rows.length));
  lines.set(rest.lines.subarray(0, rest.rows.length), piece.rows.length);
  return { batch: { rows, lines, broken: [...piece.broken, ...rest.broken] }, share: 1 };
}

function decodeHead(head: Uint8Array, encoding: Encoding, whole: boolean): string {
  const decoder = decoderFor(encoding);
  // A character cut by the end of the head waits for more.
  const text = decoder.decode(head, { stream: true });
  if (!whole) return text;
  try {
    return text + decoder.decode();
  } catch {
    return text;
  }
}
