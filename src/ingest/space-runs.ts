/** In place of a delimiter: columns are parted by runs of spaces, or by runs of at least two. */
export const spaceRuns = ' +';
export const wideSpaceRuns = '  +';

/**
 * Turns text whose columns are parted by runs of spaces into text parted by tabs, piece by piece, line by line. Spaces at
 * the ends of a line part nothing, nor do those in quotes.
 */
export class SpaceRuns {
  private readonly least: number;
  /** Spaces seen last that may part two cells. */
  private run = '';
  private lineStart = true;
  private quoted = false;
  private closed = false;

  constructor(delimiter: string) {
    this.least = delimiter === wideSpaceRuns ? 2 : 1;
  }

  push(text: string): string {
    const out: string[] = [];
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.quoted && code !== 10) {
        if (code === 34) [this.quoted, this.closed] = [false, true];
        continue;
      }
      // A quote right after the one that closed was a doubled one; a quote left open ends with its line.
      if (code === 34 && this.closed) {
        [this.quoted, this.closed] = [true, false];
        continue;
      }
      [this.quoted, this.closed] = [false, false];
      if (code === 32 || code === 9) {
        if (this.run === '') out.push(text.slice(from, i));
        this.run += text[i]!;
        from = i + 1;
        continue;
      }
      const end = code === 10 || code === 13;
      const cellStart = this.lineStart || this.run !== '';
      if (this.run !== '') {
        if (!end && !this.lineStart) out.push(this.run.length >= this.least ? '\t' : this.run);
        this.run = '';
        from = i;
      }
      this.lineStart = end;
      if (code === 34 && cellStart) this.quoted = true;
    }
    if (this.run === '') out.push(text.slice(from));
    return out.join('');
  }
}
