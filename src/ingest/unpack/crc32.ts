/** Four tables, so that four bytes are taken at once (Sarwate's table and Intel's "slicing by 4"). */
const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  tables[0]![byte] = rest;
}
for (let k = 1; k < 4; k++) {
  for (let byte = 0; byte < 256; byte++) {
    const before = tables[k - 1]![byte]!;
    tables[k]![byte] = (before >>> 8) ^ tables[0]![before & 255]!;
  }
}
const [first, second, third, fourth] = tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** The check sum of zip and gzip (ISO 3309), piece by piece; `123456789` gives CBF43926. */
export class Crc32 {
  private state = 0xffffffff;

  update(bytes: Uint8Array): void {
    let state = this.state;
    let i = 0;
    for (const end = bytes.length - 3; i < end; i += 4) {
      state ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
      state = fourth[state & 255]! ^ third[(state >>> 8) & 255]! ^ second[(state >>> 16) & 255]! ^ first[state >>> 24]!;
    }
    for (; i < bytes.length; i++) state = (state >>> 8) ^ first[(state ^ bytes[i]!) & 255]!;
    this.state = state >>> 0;
  }

  get value(): number {
    return (this.state ^ 0xffffffff) >>> 0;
  }
}
