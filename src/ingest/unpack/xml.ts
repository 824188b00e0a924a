/** What a scan meets, in order. */
export interface XmlHandler {
  /** A tag opens; `tag` is what stands between its name and its end, for `attribute`. Namespace prefixes are taken off names. */
  open(name: string, tag: string): void;
  text(text: string): void;
  close(name: string): void;
}

/** Thrown where the text is not the plain XML that spreadsheet programs write. */
export class BadXml extends Error {}

/** A tag longer than this is none. */
const longestTag = 1024 * 1024;

/**
 * Reads XML that comes in pieces: elements, attributes, text, CDATA. Comments and processing instructions are passed over; a
 * document type, which is what entity bombs are made of, is refused. No tree is built.
 */
export class XmlScanner {
  private rest = '';

  constructor(private readonly handler: XmlHandler) {}

  push(piece: string): void {
    this.rest = this.scan(this.rest === '' ? piece : this.rest + piece);
    if (this.rest.length > longestTag && this.rest.startsWith('<')) throw new BadXml('a tag without end');
  }

  /** After the last piece. */
  end(): void {
    if (this.rest.startsWith('<')) throw new BadXml('a tag without end');
    if (this.rest.trim() !== '') this.handler.text(decodeEntities(this.rest));
    this.rest = '';
  }

  /** Gives back what is no whole tag or text yet. */
  private scan(text: string): string {
    let at = 0;
    for (;;) {
      const begin = text.indexOf('<', at);
      if (begin < 0) return text.slice(at);
      if (begin > at) this.handler.text(decodeEntities(text.slice(at, begin)));
      const code = text.charCodeAt(begin + 1);
      let end: number;
      if (code === 33) end = this.special(text, begin);
      else if (code === 63) {
        const close = text.indexOf('?>', begin);
        end = close < 0 ? -1 : close + 2;
      } else {
        const close = tagEnd(text, begin + 1);
        end = close + 1;
        if (close >= 0) this.tag(text, begin, close);
        else end = -1;
      }
      if (end < 0) return text.slice(begin);
      at = end;
    }
  }

  /** A comment or CDATA; where it ends, −1 where more has to come. */
  private special(text: string, begin: number): number {
    if (text.startsWith('<!--', begin)) {
      const end = text.indexOf('-->', begin + 4);
      return end < 0 ? -1 : end + 3;
    }
    if (text.startsWith('<![CDATA[', begin)) {
      const end = text.indexOf(']]>', begin + 9);
      if (end < 0) return -1;
      this.handler.text(text.slice(begin + 9, end));
      return end + 3;
    }
    if (text.length - begin < 9) return -1;
    throw new BadXml('a document type');
  }

  private tag(text: string, begin: number, end: number): void {
    if (text.charCodeAt(begin + 1) === 47) {
      this.handler.close(bare(text.slice(begin + 2, end).trim()));
      return;
    }
    const empty = text.charCodeAt(end - 1) === 47;
    const last = empty ? end - 1 : end;
    let nameEnd = begin + 1;
    while (nameEnd < last && text.charCodeAt(nameEnd) > 32) nameEnd++;
    const name = bare(text.slice(begin + 1, nameEnd));
    this.handler.open(name, text.slice(nameEnd, last));
    if (empty) this.handler.close(name);
  }
}

/** Where the tag's `>` stands that is in no quoted value; −1 where it is still to come. */
function tagEnd(text: string, from: number): number {
  let end = text.indexOf('>', from);
  let at = from;
  for (;;) {
    if (end < 0) return -1;
    let quote = -1;
    for (let i = at; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === 34 || code === 39) {
        quote = i;
        break;
      }
    }
    if (quote < 0) return end;
    const close = text.indexOf(text[quote]!, quote + 1);
    if (close < 0) return -1;
    at = close + 1;
    if (close > end) end = text.indexOf('>', at);
  }
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of an attribute, by its name without prefix; undefined where there is none. */
export function attribute(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(`${name}=`); at >= 0; at = tag.indexOf(`${name}=`, at + 1)) {
    const before = tag.charCodeAt(at - 1);
    if (before > 32 && before !== 58) continue;
    const quote = tag[at + name.length + 1];
    if (quote !== '"' && quote !== "'") continue;
    const end = tag.indexOf(quote, at + name.length + 2);
    return end < 0 ? undefined : decodeEntities(tag.slice(at + name.length + 2, end));
  }
  return undefined;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
