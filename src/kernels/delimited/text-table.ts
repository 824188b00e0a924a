import type { DelimitedKernels } from './kernels';

const encoder = new TextEncoder();
const slotBytes = 16;

/** Fields of the table in memory, in words; their meaning stands in assembly/texts.as. */
const field = { slots: 0, mask: 1, indexed: 2, size: 3, arena: 4, ends: 5, ordered: 8, blanks: 10, short: 11 } as const;

/**
 * Numbers the different texts of a column in order of first sight, by their UTF-8 bytes. A table of our own in WebAssembly,
 * because the cells of a file are all fresh: to make a string of each, and to look it up in a `Map`, takes several times as
 * long. Ids that come in order, as those of orders do, are told apart without a look at the table, which would wait for
 * memory.
 */
export class TextTable {
  private readonly at: number;
  private slotCount = 1024;
  private arenaBytes = 4096;
  private endsCount = 512;
  private scratch: number;
  private scratchBytes = 256;

  constructor(private readonly kernels: DelimitedKernels) {
    this.at = kernels.allocate(64);
    const slots = kernels.allocate(this.slotCount * slotBytes);
    const arena = kernels.allocate(this.arenaBytes);
    const ends = kernels.allocate(this.endsCount * 4);
    this.scratch = kernels.allocate(this.scratchBytes);
    kernels.int32.fill(0, this.at >> 2, (this.at >> 2) + 16);
    this.set(field.slots, slots);
    this.set(field.mask, this.slotCount - 1);
    this.set(field.arena, arena);
    this.set(field.ends, ends);
    this.set(field.ordered, 1);
    this.clearSlots();
  }

  /** How many texts there are. */
  get size(): number {
    return this.get(field.size);
  }

  /**
   * Codes of the cells of a column in rows `row` to `rows`, written from address `out` on as 32-bit integers, −1 where a cell
   * is empty. Gives the row at which it stopped: `rows`, or one whose cell has to be looked at as a string.
   * `lastBlanks` is then the number of empty cells. `mostBytes`: no more bytes than these are in all the cells together.
   */
  codes(
    starts: number,
    ends: number,
    width: number,
    row: number,
    rows: number,
    ids: boolean,
    out: number,
    mostBytes: number,
  ): number {
    this.lastBlanks = 0;
    this.reserve(rows - row, mostBytes);
    for (let next = row; ;) {
      next = this.kernels.run.textCodes(this.at, starts, ends, width, next, rows, ids ? 1 : 0, out);
      this.lastBlanks += this.get(field.blanks);
      if (this.get(field.short) === 0) return next;
      this.growSlots();
    }
  }

  lastBlanks = 0;

  /** The code of a string, new or not. */
  codeOf(text: string): number {
    const most = text.length * 3;
    if (most > this.scratchBytes) {
      this.kernels.release(this.scratch, this.scratchBytes);
      this.scratchBytes = most * 2;
      this.scratch = this.kernels.allocate(this.scratchBytes);
    }
    this.reserve(1, most);
    const { scratch } = this;
    const { bytes } = this.kernels;
    let length = text.length;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) {
        length = encoder.encodeInto(text, bytes.subarray(scratch, scratch + this.scratchBytes)).written;
        break;
      }
      bytes[scratch + i] = unit;
    }
    for (;;) {
      const code = this.kernels.run.textCode(this.at, scratch, scratch + length);
      if (code !== -2) return code;
      this.growSlots();
    }
  }

  /** The first texts in the order of their codes, at most `most`, end to end in UTF-8 with where each ends; a copy. */
  texts(most = Number.POSITIVE_INFINITY): { bytes: Uint8Array; ends: Uint32Array } {
    const { bytes, ends } = this.view(Math.min(most, this.size));
    return { bytes: bytes.slice(), ends: ends.slice() };
  }

  /** As `texts`, all of them, in the kernels' memory: holds until the next `allocate`. */
  view(count = this.size): { bytes: Uint8Array; ends: Uint32Array } {
    const arena = this.get(field.arena);
    const ends = new Uint32Array(this.kernels.bytes.buffer, this.get(field.ends), count);
    return { bytes: this.kernels.bytes.subarray(arena, arena + (count === 0 ? 0 : ends[count - 1]!)), ends };
  }

  private get(name: number): number {
    return this.kernels.int32[(this.at >> 2) + name]! >>> 0;
  }

  private set(name: number, value: number): void {
    this.kernels.int32[(this.at >> 2) + name] = value;
  }

  /** Makes room for so many more texts of so many bytes together. */
  private reserve(texts: number, bytes: number): void {
    const { size } = this;
    const used = size === 0 ? 0 : this.kernels.int32[(this.get(field.ends) >> 2) + size - 1]! >>> 0;
    // Kernels copy by eight bytes.
    const arena = used + bytes + 16;
    if (arena > this.arenaBytes) {
      const grown = Math.max(arena, this.arenaBytes * 2);
      this.set(field.arena, this.kernels.reallocate(this.get(field.arena), this.arenaBytes, grown, used));
      this.arenaBytes = grown;
    }
    if (size + texts > this.endsCount) {
      const grown = Math.max(size + texts, this.endsCount * 2);
      this.set(field.ends, this.kernels.reallocate(this.get(field.ends), this.endsCount * 4, grown * 4, size * 4));
      this.endsCount = grown;
    }
  }

  /** Slots for twice as many texts as there are, so that at most half are in use for a while. */
  private growSlots(): void {
    const old = this.slotCount;
    while (this.slotCount <= 4 * this.size) this.slotCount *= 2;
    if (this.slotCount === old) this.slotCount *= 2;
    this.kernels.release(this.get(field.slots), old * slotBytes);
    const slots = this.kernels.allocate(this.slotCount * slotBytes);
    this.set(field.slots, slots);
    this.set(field.mask, this.slotCount - 1);
    this.set(field.indexed, 0);
    this.clearSlots();
    this.kernels.run.indexTexts(this.at);
  }

  private clearSlots(): void {
    const slots = this.get(field.slots);
    this.kernels.bytes.fill(0, slots, slots + this.slotCount * slotBytes);
  }
}
