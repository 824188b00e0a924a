import { ownCopy } from './blanks';

/**
 * Numbers the different strings of a column in order of first sight. A table of our own, keyed by a hash over the
 * characters, because the strings of a file are all fresh: `Map` takes about three times as long to look them up.
 */
export class StringTable {
  readonly strings: string[] = [];
  /** Pairs of full hash and code + 1; 0 in the second place where free. Side by side, so that one look fetches both. */
  private slots = new Int32Array(2048);
  private mask = 1023;

  codeOf(text: string): number {
    const hash = hashOf(text);
    const { slots, mask } = this;
    let at = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const code = slots[2 * at + 1]! - 1;
      if (code < 0) return this.learn(text, hash, at);
      if (slots[2 * at] === hash && this.strings[code] === text) return code;
      at = (at + 1) & mask;
    }
  }

  private learn(text: string, hash: number, free: number): number {
    const code = this.strings.length;
    this.strings.push(ownCopy(text));
    this.slots[2 * free] = hash;
    this.slots[2 * free + 1] = code + 1;
    if (2 * (code + 1) > this.mask) this.grow();
    return code;
  }

  /** Twice the slots: at most half of them are in use. */
  private grow(): void {
    const old = this.slots;
    const slots = new Int32Array(old.length * 2);
    const mask = this.mask * 2 + 1;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      const hash = old[i]!;
      let at = (hash ^ (hash >>> 15)) & mask;
      while (slots[2 * at + 1] !== 0) at = (at + 1) & mask;
      slots[2 * at] = hash;
      slots[2 * at + 1] = old[i + 1]!;
    }
    this.slots = slots;
    this.mask = mask;
  }
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
