import { delimitedKernelsBase64 } from './delimited-bytes';

/** What assembly/*.as exports, said there. Arguments are addresses in the memory, unless they are counts or codes. */
interface Exports {
  isAscii(from: number, end: number): number;
  scanRows(
    from: number,
    end: number,
    delimiter: number,
    width: number,
    most: number,
    starts: number,
    ends: number,
    begins: number,
    header: number,
    headerLength: number,
    out: number,
  ): number;
  indexTexts(table: number): void;
  textCode(table: number, from: number, to: number): number;
  textCodes(
    table: number,
    starts: number,
    ends: number,
    width: number,
    row: number,
    rows: number,
    ids: number,
    out: number,
  ): number;
  firstUnlikeNumber(starts: number, ends: number, width: number, row: number, rows: number, point: number): number;
  numbers(
    starts: number,
    ends: number,
    width: number,
    row: number,
    rows: number,
    point: number,
    seen: number,
    stats: number,
    out: number,
  ): number;
  firstUnlikeDay(starts: number, ends: number, width: number, row: number, rows: number): number;
  days(starts: number, ends: number, width: number, row: number, rows: number, stats: number, out: number, times: number): number;
}

const pageBytes = 65_536;
/** Kernels look at up to eight bytes from where they stand. */
const margin = 16;

let compiled: WebAssembly.Module | undefined;

/** The module's bytes. */
export function delimitedBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(delimitedKernelsBase64), (character) => character.charCodeAt(0));
}

/**
 * The kernels that read delimited text, with a memory of their own and its housekeeping. Whoever drops the object drops the
 * memory. Views of the memory hold until the next `allocate`.
 */
export class DelimitedKernels {
  readonly run: Exports;
  private readonly memory = new WebAssembly.Memory({ initial: 4 });
  private view: Uint8Array = new Uint8Array(this.memory.buffer);
  private words: Int32Array = new Int32Array(this.memory.buffer);
  private floats: Float64Array = new Float64Array(this.memory.buffer);
  /** What lies below is given out. Address 0 is left alone. */
  private top = 1024;
  /** Regions given back, by the power of two that is their size. */
  private readonly free = new Map<number, number[]>();

  constructor() {
    compiled ??= new WebAssembly.Module(delimitedBytes());
    const instance = new WebAssembly.Instance(compiled, { env: { memory: this.memory } });
    this.run = instance.exports as unknown as Exports;
  }

  /** The memory as bytes, as 32-bit integers and as floats: index = address, address / 4, address / 8. */
  get bytes(): Uint8Array {
    return this.view;
  }

  get int32(): Int32Array {
    return this.words;
  }

  get float64(): Float64Array {
    return this.floats;
  }

  /** The address of a region of at least so many bytes, which are not cleared. Throws RangeError where 4 GB are not enough. */
  allocate(bytes: number): number {
    const size = sizeOf(bytes);
    const again = this.free.get(size)?.pop();
    if (again !== undefined) return again;
    const address = this.top;
    this.top += size;
    const missing = this.top - this.view.length;
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / pageBytes));
      this.view = new Uint8Array(this.memory.buffer);
      this.words = new Int32Array(this.memory.buffer);
      this.floats = new Float64Array(this.memory.buffer);
    }
    return address;
  }

  /** A region of `bytes` bytes with what stood in the first `kept` of the old one, which is given back. */
  reallocate(address: number, oldBytes: number, bytes: number, kept: number): number {
    const moved = this.allocate(bytes);
    this.view.copyWithin(moved, address, address + kept);
    this.release(address, oldBytes);
    return moved;
  }

  /** Gives a region back that was asked for with so many bytes. */
  release(address: number, bytes: number): void {
    const size = sizeOf(bytes);
    const list = this.free.get(size);
    if (list) list.push(address);
    else this.free.set(size, [address]);
  }
}

/** The least power of two that holds so many bytes and what kernels may look at beyond them. */
const sizeOf = (bytes: number): number => 2 ** Math.max(6, Math.ceil(Math.log2(bytes + margin)));
