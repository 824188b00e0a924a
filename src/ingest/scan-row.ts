/** Where the first row of a text ends, without reading it. */
export interface RowScan {
  /** Offset after its line end; −1 where the text ends before it. */
  readonly end: number;
  /** The text ends inside a quoted cell. */
  readonly open: boolean;
  /** Quotes inside quoted cells that neither close them nor are doubled. */
  readonly strayQuotes: number;
}

/**
 * Finds the end of the first row by PapaParse's rules for quotes: a quote closes a cell where, white space aside, the
 * delimiter or a line end follows. Takes time linear in the row.
 */
export function scanRow(text: string, delimiter: string, newline: string): RowScan {
  const delimiterCode = delimiter.charCodeAt(0);
  const newlineCode = newline.charCodeAt(0);
  let strayQuotes = 0;
  /** Where a cell begins, or what is left of one. */
  let at = 0;
  let cellStart = true;
  let lineEnd = text.indexOf(newline);
  for (;;) {
    let quote = at;
    if (!cellStart || text.charCodeAt(at) !== 34) {
      if (lineEnd >= 0 && lineEnd < at) lineEnd = text.indexOf(newline, at);
      if (text.charCodeAt(at) !== 34) quote = text.indexOf('"', at);
      if (lineEnd >= 0 && (quote < 0 || quote > lineEnd)) return { end: lineEnd + 1, open: false, strayQuotes };
      if (quote < 0) return { end: -1, open: false, strayQuotes };
      // Only right after a delimiter does a quote open a cell.
      if (text.charCodeAt(quote - 1) !== delimiterCode || quote === 0) {
        at = quote + 1;
        cellStart = false;
        continue;
      }
    }
    for (;;) {
      quote++;
      if (text.charCodeAt(quote) !== 34) quote = text.indexOf('"', quote);
      if (quote < 0) return { end: -1, open: true, strayQuotes };
      let after = quote + 1;
      let code = text.charCodeAt(after);
      if (code === 34) {
        quote = after;
        continue;
      }
      while (code !== delimiterCode && code !== newlineCode && isSpace(code)) code = text.charCodeAt(++after);
      if (after >= text.length) return { end: -1, open: false, strayQuotes };
      if (code === newlineCode) return { end: after + 1, open: false, strayQuotes };
      if (code === delimiterCode) {
        at = after + 1;
        cellStart = true;
        break;
      }
      strayQuotes++;
    }
  }
}

function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a)
  );
}
