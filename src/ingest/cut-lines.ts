import type { Source } from './source';

/** Lines of a file, from and up to (not including) 1-based line numbers; `to` null: up to the end. */
export interface Lines {
  readonly from: number;
  readonly to: number | null;
}

/**
 * Parts of a file as files of their own, cut where lines begin. UTF-8 is cut by its bytes; what is written otherwise is turned
 * into UTF-8, so that a part is not taken for something else than the whole.
 */
export async function cutLines(
  source: Source,
  encoding: string,
  newline: '\n' | '\r',
  parts: readonly Lines[],
): Promise<readonly { name: string; file: Blob }[]> {
  const wanted = new Set(parts.flatMap(({ from, to }) => (to === null ? [from] : [from, to])));
  const file = encoding === 'utf-8' ? source.file : await asUtf8(source, encoding);
  const offsets = await lineOffsets(file, newline.charCodeAt(0), wanted);
  const base = / · (\d+)$/.exec(source.name);
  const stem = base ? source.name.slice(0, base.index) : source.name;
  return parts.map(({ from, to }, i) => ({
    name: `${stem} · ${Number(base?.[1] ?? 1) + i + 1}`,
    file: file.slice(offsets.get(from) ?? file.size, to === null ? file.size : (offsets.get(to) ?? file.size)),
  }));
}

async function asUtf8(source: Source, encoding: string): Promise<Blob> {
  const decoder = new TextDecoder(encoding);
  const pieces: string[] = [];
  for await (const slice of source.slices()) pieces.push(decoder.decode(slice, { stream: true }));
  return new Blob([...pieces, decoder.decode()]);
}

async function lineOffsets(file: Blob, newline: number, wanted: ReadonlySet<number>): Promise<Map<number, number>> {
  const offsets = new Map<number, number>([[1, 0]]);
  const block = 4 * 1024 * 1024;
  let line = 1;
  for (let from = 0; from < file.size; from += block) {
    const bytes = new Uint8Array(await file.slice(from, from + block).arrayBuffer());
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
      if (wanted.has(++line)) offsets.set(line, from + at + 1);
    }
  }
  return offsets;
}
