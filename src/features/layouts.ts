import { hashText, lanes } from './row-hash';
import type { SourceTable } from './source';

/** Share of the headers of two files that must be common for the two to be exports of one kind. */
const enoughInCommon = 0.5;

/** A file as far as its layout goes. */
export interface Laid {
  readonly source: SourceTable;
  /** The tool that wrote it, where that was recognised. */
  readonly preset: string | null;
}

const headersOf = (table: SourceTable): ReadonlySet<string> =>
  new Set(table.columns.map((column) => column.name.trim().toLowerCase()));

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  let common = 0;
  for (const header of a) if (b.has(header)) common++;
  return common >= enoughInCommon * (a.size + b.size - common);
}

/**
 * Files that are exports of the same list: of one kind, and either of one tool or with half of their headers in common. Only
 * their rows can be the same rows. Gives the indices of each group, in order; files without rows are in none.
 */
export function layoutGroups(files: readonly Laid[]): number[][] {
  const headers = files.map(({ source }) => headersOf(source));
  const parent = files.map((_, at) => at);
  const root = (at: number): number => (parent[at] === at ? at : (parent[at] = root(parent[at]!)));
  for (let i = 0; i < files.length; i++) {
    for (let j = 0; j < i; j++) {
      const [one, other] = [files[i]!, files[j]!];
      if (one.source.kind !== other.source.kind) continue;
      const sameTool = one.preset !== null && one.preset === other.preset;
      if (sameTool || alike(headers[i]!, headers[j]!)) parent[root(i)] = root(j);
    }
  }
  const groups = new Map<number, number[]>();
  for (let at = 0; at < files.length; at++) {
    if (files[at]!.source.rows === 0) continue;
    const group = groups.get(root(at));
    if (group) group.push(at);
    else groups.set(root(at), [at]);
  }
  return [...groups.values()];
}

/** What all exports of one layout share: their kind, and the tool that wrote them or else all their headers. */
export function layoutKey({ source, preset }: Laid): string {
  if (preset !== null) return `${source.kind} ${preset}`;
  hashText([...headersOf(source)].sort().join('\n'), 3);
  return `${source.kind} ${lanes.a.toString(16)}-${lanes.b.toString(16)}`;
}
