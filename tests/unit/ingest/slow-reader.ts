/** What a reader of delimited text must find: rows with the line each begins on, and lines on which a quote stays open. */
export interface Found {
  readonly rows: string[][];
  readonly lines: number[];
  readonly broken: { line: number; raw: string }[];
}

const isSpace = (character: string | undefined): boolean => character !== undefined && character.trim() === '';

/** One row at a place of the text, character by character; where it ends, and whether it ends in an open quote. */
function rowAt(text: string, from: number, delimiter: string): { row: string[]; end: number; open: boolean; stray: boolean } {
  const row: string[] = [];
  let at = from;
  let stray = false;
  for (;;) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      for (;;) {
        if (at >= text.length) return { row, end: at, open: true, stray };
        if (text[at] !== '"') cell += text[at++]!;
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 2;
        } else {
          // A quote closes where nothing but white space comes before the delimiter, the line's end or the text's.
          let after = at + 1;
          while (isSpace(text[after]) && text[after] !== delimiter && text[after] !== '\n') after++;
          if (after >= text.length || text[after] === delimiter || text[after] === '\n') {
            at = after;
            break;
          }
          cell += '"';
          stray = true;
          at++;
        }
      }
    } else while (at < text.length && text[at] !== delimiter && text[at] !== '\n') cell += text[at++]!;
    row.push(cell);
    if (at >= text.length) return { row, end: at, open: false, stray };
    if (text[at++] === '\n') return { row, end: at, open: false, stray };
  }
}

/**
 * Reads slowly and plainly what `RowReader` reads fast: quotes by PapaParse's rules; a row that a quote left open has
 * swallowed is given back line by line; a line that stands whole in one quoted cell is opened. `width`: the cells of a
 * proper row, null where nobody knows.
 */
export function readSlowly(text: string, delimiter: string, width: number | null): Found {
  const found: Found = { rows: [], lines: [], broken: [] };
  const bare = (line: string) => line.replace(/\r$/, '');
  const alone = (line: string): string[] | null => {
    const { row, open } = rowAt(line, 0, delimiter);
    return open ? null : row;
  };
  /** A line end that is in no quotes. */
  const ends = (cell: string) => rowAt(cell, 0, delimiter).end < cell.length || cell.endsWith('\n');
  let line = 1;
  const byLines = (part: string) => {
    const lines = part.split('\n');
    if (lines.at(-1) === '') lines.pop();
    lines.forEach((raw, i) => {
      const row = i === 0 ? null : alone(bare(raw));
      if (row === null) found.broken.push({ line, raw: bare(raw) });
      else {
        found.rows.push(row);
        found.lines.push(line);
      }
      line++;
    });
  };
  for (let at = 0; at < text.length;) {
    const { row: plain, end, open, stray } = rowAt(text, at, delimiter);
    const part = text.slice(at, end);
    at = end;
    if (open) {
      byLines(part);
      continue;
    }
    const inner =
      plain.length === 1 && width !== null && width > 1 && plain[0]!.includes(delimiter) && !ends(plain[0]!)
        ? alone(plain[0]!)
        : null;
    const row = inner?.length === width ? inner : plain;
    const breaks = row.join('').split('\n').length - 1;
    if (breaks > 0 && width !== null && width > 1 && (stray || row.length !== width)) {
      const after = part
        .replace(/\n$/, '')
        .split('\n')
        .slice(1)
        .map(bare)
        .filter((raw) => raw.trim() !== '')
        .slice(0, 50);
      if (after.length > 0 && after.filter((raw) => alone(raw)?.length === width).length * 2 >= after.length) {
        byLines(part);
        continue;
      }
    }
    found.rows.push(row);
    found.lines.push(line);
    line += breaks + 1;
  }
  return found;
}
