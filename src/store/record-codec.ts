/**
 * Records as bytes and back, to the bit: typed arrays, NaN, -0, undefined, lone surrogates and `__proto__` keys
 * included, which JSON alone would lose. Layout: length of the head (4 bytes), the head (JSON), then the arrays' bytes,
 * each from a multiple of 8 on.
 */

type Bytes = Uint8Array<ArrayBuffer>;
type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

const arrays = {
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;
type ArrayName = keyof typeof arrays;

const mark = '$';
const align = (at: number) => (at + 7) & ~7;

function isArrayName(name: unknown): name is ArrayName {
  return typeof name === 'string' && Object.hasOwn(arrays, name);
}

class Writer {
  readonly pieces: { readonly at: number; readonly bytes: Bytes }[] = [];
  length = 0;

  piece(buffer: ArrayBufferLike, offset: number, length: number): number {
    const at = align(this.length);
    this.pieces.push({ at, bytes: new Uint8Array(buffer as ArrayBuffer, offset, length) });
    this.length = at + length;
    return at;
  }

  plain(value: unknown): Plain {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value) && !Object.is(value, -0)) return value;
        return { [mark]: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
      case 'undefined':
        return { [mark]: 'undefined' };
      case 'bigint':
        return { [mark]: 'bigint', v: String(value) };
      case 'object':
        return value === null ? null : this.#object(value);
      default:
        throw new TypeError(`a ${typeof value} cannot be kept`);
    }
  }

  #object(value: object): Plain {
    if (Array.isArray(value)) {
      return value.every((item) => typeof item === 'string') ? value : value.map((item) => this.plain(item));
    }
    if (ArrayBuffer.isView(value)) {
      const name = Object.prototype.toString.call(value).slice(8, -1);
      if (!isArrayName(name)) throw new TypeError(`a ${name} cannot be kept`);
      return { [mark]: name, at: this.piece(value.buffer, value.byteOffset, value.byteLength), n: value.byteLength };
    }
    if (value instanceof ArrayBuffer) {
      return { [mark]: 'ArrayBuffer', at: this.piece(value, 0, value.byteLength), n: value.byteLength };
    }
    if (value instanceof Date) return { [mark]: 'Date', v: this.plain(value.getTime()) };
    if (value instanceof Map) return { [mark]: 'Map', v: [...value].map((pair) => this.plain(pair)) };
    if (value instanceof Set) return { [mark]: 'Set', v: [...value].map((item) => this.plain(item)) };
    const tag = Object.prototype.toString.call(value);
    if (tag !== '[object Object]') throw new TypeError(`${tag} cannot be kept`);
    const entries = Object.entries(value);
    if (entries.some(([key]) => key === mark || key === '__proto__')) {
      return { [mark]: 'object', v: entries.map(([key, inner]) => [key, this.plain(inner)]) };
    }
    return Object.fromEntries(entries.map(([key, inner]) => [key, this.plain(inner)]));
  }
}

/** Anything that IndexedDB keeps, but for blobs, files and errors (TypeError). */
export function encodeRecord(value: unknown): Bytes {
  const writer = new Writer();
  const head = new TextEncoder().encode(JSON.stringify(writer.plain(value)));
  const start = align(4 + head.length);
  const bytes = new Uint8Array(start + writer.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  for (const { at, bytes: piece } of writer.pieces) bytes.set(piece, start + at);
  return bytes;
}

function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function malformed(): never {
  throw new RangeError('these bytes are no record');
}

/** What encodeRecord wrote. Bytes it did not write throw RangeError or SyntaxError; nothing of them is run. */
export function decodeRecord(bytes: Bytes): unknown {
  if (bytes.length < 4) malformed();
  const headLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  const start = align(4 + headLength);
  if (4 + headLength > bytes.length) malformed();
  const head = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + headLength))) as Plain;

  const slice = (at: Plain | undefined, n: Plain | undefined): ArrayBuffer => {
    if (typeof at !== 'number' || typeof n !== 'number' || !(at >= 0 && n >= 0) || start + at + n > bytes.length) malformed();
    return bytes.slice(start + at, start + at + n).buffer;
  };
  const list = (value: Plain | undefined): readonly Plain[] => (Array.isArray(value) ? (value as readonly Plain[]) : malformed());

  const special = (node: { readonly [key: string]: Plain }): unknown => {
    const name = node[mark];
    switch (name) {
      case 'number':
        return Number(node['v']);
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(typeof node['v'] === 'string' ? node['v'] : malformed());
      case 'Date':
        return new Date(value(node['v'] ?? null) as number);
      case 'Map':
        return new Map(list(node['v']).map((pair) => value(pair) as [unknown, unknown]));
      case 'Set':
        return new Set(list(node['v']).map(value));
      case 'ArrayBuffer':
        return slice(node['at'], node['n']);
      case 'object': {
        const made = {};
        for (const pair of list(node['v'])) {
          const [key, inner] = list(pair);
          if (typeof key !== 'string') malformed();
          setOwn(made, key, value(inner ?? null));
        }
        return made;
      }
      default: {
        if (!isArrayName(name)) malformed();
        return new arrays[name](slice(node['at'], node['n']));
      }
    }
  };
  const value = (node: Plain): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (Array.isArray(node)) {
      const items = node as readonly Plain[];
      return items.every((item) => typeof item === 'string') ? items : items.map(value);
    }
    const fields = node as { readonly [key: string]: Plain };
    if (Object.hasOwn(fields, mark)) return special(fields);
    const made: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(fields)) {
      if (key === '__proto__') malformed();
      made[key] = value(inner);
    }
    return made;
  };
  return value(head);
}
