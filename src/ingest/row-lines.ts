/** Which line of the file each row of a table came from, in little room where rows follow one another. */
export class RowLines {
  /** Rows from which on line minus row is another, and that difference. */
  private readonly rows: number[] = [];
  private readonly offsets: number[] = [];
  private offset = Number.NaN;

  /** Row `row` stands on line `line`. Rows come in order, and none is left out save where the lines run on. */
  note(row: number, line: number): void {
    if (line - row === this.offset) return;
    this.offset = line - row;
    this.rows.push(row);
    this.offsets.push(this.offset);
  }

  /** The line of a row that was noted, or that follows one on the next line. */
  lineOf(row: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rows[middle]! <= row) low = middle + 1;
      else high = middle;
    }
    return row + (this.offsets[low - 1] ?? 0);
  }

  /** Row, line, row, line …: from each such row on, one line a row. Empty where that would be more than `most` rows. */
  runs(most: number): number[] {
    if (this.rows.length > most) return [];
    return this.rows.flatMap((row, at) => [row, row + this.offsets[at]!]);
  }
}
