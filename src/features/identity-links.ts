import type { JoinState, Progress } from '../domain';
import {
  emailKind,
  idKind,
  keyId,
  keyRoles,
  nameKey,
  nameKind,
  phoneKind,
  postcodeColumn,
  readKeys,
  type IdentityOptions,
  type Keys,
} from './identity-keys';
import { isOffice } from './mailbox';
import { fold, peopleNamed } from './names';
import { isPlaceholderPhone } from './phones';
import { asText, columnWithRole, present, type SourceTable } from './source';

/** An id seen with more e-mails than this is a placeholder for guests (WooCommerce writes 0). */
export const mostEmails = 5;
/** A number or an address of an office beside more people than this joins nobody. */
const mostShared = 5;
/** A telephone number without any name beside more ids than this joins nobody. */
const mostUnnamed = 3;
/** An e-mail beside more names than this, where ids tell people apart, is not one person's. */
const mostNamesOfOne = 3;
/** Where no id tells people apart, one who orders for others may use so many names. */
const mostRecipients = 8;
/** Neighbours of one kind that are kept of a key. */
const mostKept = 40;
/** Rows between two yields. */
const stride = 1 << 16;

/** How far a key may be used: as somebody of its own, to join, only where its row has no other, or never. */
const apart = 3;
const joins = 2;
const alone = 1;
const never = 0;

/** What a key stands beside, by kind. */
export type Beside = readonly [Set<number>, Set<number>, Set<number>, Set<number>];

export interface Judged {
  readonly state: JoinState;
  readonly byHand: boolean;
  readonly namesDiffer: boolean;
  readonly beside: Beside;
}

/** Who is joined with whom, in terms of keys. */
export interface Links {
  readonly keys: Keys;
  /** Keys that stand beside several of a kind, and what was made of them. */
  readonly judged: ReadonlyMap<number, Judged>;
  readonly parent: Int32Array;
  readonly used: Uint8Array;
  /** Per table, per row: the strongest key that may speak for it, -1 none. */
  readonly rowNodes: readonly Int32Array[];
}

/** The root of a node (union-find; Tarjan 1975, path halving). */
export function find(parent: Int32Array, node: number): number {
  let at = node;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!;
    at = parent[at]!;
  }
  return at;
}

function join(parent: Int32Array, one: number, other: number): void {
  const a = find(parent, one);
  const b = find(parent, other);
  if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
}

/**
 * Keys seen in one row belong to one person, unless one of them is held by too many. A name joins only rows that hold no
 * other key, for two people may share it; a name with its postcode only where the owner said so.
 */
export function* linkKeys(tables: readonly SourceTable[], options: IdentityOptions): Generator<Progress, Links, void> {
  const total = tables.reduce((sum, table) => sum + table.rows, 0) * 2;
  let done = 0;
  const progress = (rows: number): Progress => ({ stage: 'features', done: (done += rows), total, unit: 'rows' });

  const reading = readKeys(tables, options);
  let step = reading.next();
  while (step.done !== true) {
    yield progress(0);
    step = reading.next();
  }
  const keys = step.value;
  const size = keys.text.length;

  const several = new Uint8Array(size);
  const first = keyRoles.map(() => new Int32Array(size).fill(-1));
  for (const [t, table] of tables.entries()) {
    for (let from = 0; from < table.rows; from += stride) {
      const to = Math.min(from + stride, table.rows);
      findSeveral(keys.rows[t]!, from, to, first, several);
      yield progress(to - from);
    }
  }
  const judged = yield* judge(tables, keys, several, options, progress);

  const use = new Uint8Array(size).fill(joins);
  const different = new Set(options.settings.different);
  for (let node = 0; node < size; node++) {
    if (keys.kind[node] === nameKind) continue;
    if (keys.kind[node] === phoneKind && isPlaceholderPhone(keys.canon[node]!)) use[node] = never;
    if (different.size > 0 && different.has(keyId(keys, node))) use[node] = alone;
  }
  for (const [node, { state }] of judged) {
    if (state === 'placeholder') use[node] = never;
    else use[node] = state === 'joined' ? joins : alone;
  }

  const splits = options.settings.split.length > 0;
  const byHand = nodesNamed(keys, [...options.settings.split, ...options.settings.merged.flat()]);
  for (const key of options.settings.split) {
    const node = byHand.get(key);
    if (node !== undefined) use[node] = apart;
  }

  const sameNames = acceptedNames(options.settings.same);
  const parent = new Int32Array(size + sameNames.size);
  for (let node = 0; node < parent.length; node++) parent[node] = node;
  const used = new Uint8Array(parent.length);
  const rowNodes: Int32Array[] = [];
  for (const [t, table] of tables.entries()) {
    const rowNode = new Int32Array(table.rows).fill(-1);
    rowNodes.push(rowNode);
    for (let from = 0; from < table.rows; from += stride) {
      const to = Math.min(from + stride, table.rows);
      linkRows(keys.rows[t]!, from, to, rowNode, parent, used, use, splits);
      yield progress(to - from);
    }
    if (sameNames.size > 0) joinNames(table, rowNode, sameNames, size, parent);
  }
  for (const [one, other] of options.settings.merged) {
    const [a, b] = [byHand.get(one), byHand.get(other)];
    if (a !== undefined && b !== undefined) join(parent, a, b);
  }
  return { keys, judged, parent, used, rowNodes };
}

/** The nodes of the keys that the owner named; those that are in no file now are left out. */
function nodesNamed(keys: Keys, ids: readonly string[]): ReadonlyMap<string, number> {
  const nodes = new Map<string, number>();
  if (ids.length === 0) return nodes;
  const wanted = new Set(ids);
  const canons = new Set(ids.map((id) => id.slice(id.indexOf(':') + 1)));
  for (let node = 0; node < keys.text.length; node++) {
    if (!canons.has(keys.canon[node]!)) continue;
    const id = keyId(keys, node);
    if (wanted.has(id)) nodes.set(id, node);
  }
  return nodes;
}

/** Marks ids, e-mails and numbers that stand beside more than one key of another kind. */
function findSeveral(
  rows: readonly (Int32Array | null)[],
  from: number,
  to: number,
  first: readonly Int32Array[],
  several: Uint8Array,
): void {
  for (let kind = idKind; kind <= phoneKind; kind++) {
    const own = rows[kind];
    if (!own) continue;
    for (let other = idKind; other <= nameKind; other++) {
      const beside = rows[other];
      // That one customer number stands beside several names says nothing: a name joins nobody.
      if (!beside || other === kind || (kind === idKind && other === nameKind)) continue;
      const seen = first[other]!;
      for (let i = from; i < to; i++) {
        const node = own[i]!;
        const neighbour = beside[i]!;
        if (node < 0 || neighbour < 0) continue;
        if (seen[node]! < 0) seen[node] = neighbour;
        else if (seen[node] !== neighbour) several[node] = 1;
      }
    }
  }
}

function* judge(
  tables: readonly SourceTable[],
  keys: Keys,
  several: Uint8Array,
  { settings }: IdentityOptions,
  progress: (rows: number) => Progress,
): Generator<Progress, Map<number, Judged>, void> {
  const judged = new Map<number, Judged>();
  if (!several.includes(1)) return judged;
  const besideOf = new Map<number, Beside>();
  const namesOf = new Map<number, Set<number>>();
  for (const [t, table] of tables.entries()) {
    const rows = keys.rows[t]!;
    for (let i = 0; i < table.rows; i++) {
      if (i % stride === stride - 1) yield progress(0);
      for (let kind = idKind; kind <= phoneKind; kind++) {
        const node = rows[kind]?.[i] ?? -1;
        if (node < 0 || several[node] === 0) continue;
        let beside = besideOf.get(node);
        if (!beside) besideOf.set(node, (beside = [new Set(), new Set(), new Set(), new Set()]));
        for (let other = idKind; other <= nameKind; other++) {
          const neighbour = other === kind ? -1 : (rows[other]?.[i] ?? -1);
          if (neighbour >= 0 && beside[other]!.size < mostKept) beside[other]!.add(neighbour);
        }
      }
    }
  }
  // The names of the people behind a key may stand in another file, beside their id or e-mail.
  for (const [node, beside] of besideOf) {
    if (keys.kind[node] === idKind) continue;
    for (const id of beside[idKind]) namesOf.set(id, new Set());
    if (keys.kind[node] === phoneKind) for (const email of beside[emailKind]) namesOf.set(email, new Set());
  }
  for (const [t, table] of tables.entries()) {
    const rows = keys.rows[t]!;
    const names = rows[nameKind];
    if (!names || namesOf.size === 0) continue;
    for (let i = 0; i < table.rows; i++) {
      if (i % stride === stride - 1) yield progress(0);
      if (names[i]! < 0) continue;
      for (const kind of [idKind, emailKind]) {
        const known = namesOf.get(rows[kind]?.[i] ?? -1);
        if (known && known.size < mostKept) known.add(names[i]!);
      }
    }
  }
  const same = new Set(settings.same);
  const different = new Set(settings.different);
  let count = 0;
  for (const [node, beside] of besideOf) {
    if (++count % 2048 === 0) yield progress(0);
    const kind = keys.kind[node]!;
    if (kind !== idKind) {
      for (const of of [idKind, emailKind]) {
        for (const neighbour of beside[of]!) {
          for (const name of namesOf.get(neighbour) ?? []) if (beside[nameKind].size < mostKept) beside[nameKind].add(name);
        }
      }
    }
    const names = new Set([...beside[nameKind]].map((name) => fold(keys.canon[name]!)));
    const people = peopleNamed(names);
    const id = keyId(keys, node);
    const byHand = same.has(id) || different.has(id);
    const state = different.has(id) ? 'refused' : same.has(id) ? 'joined' : stateOf(keys, node, beside, people);
    judged.set(node, { state, byHand, namesDiffer: people > 1, beside });
  }
  return judged;
}

/** What to make of a key, by how many it stands beside and how many people their names can be. */
function stateOf(keys: Keys, node: number, beside: Beside, people: number): JoinState {
  const [ids, emails] = [beside[idKind].size, beside[emailKind].size];
  const text = keys.canon[node]!;
  if (keys.kind[node] === idKind) return emails > mostEmails ? 'placeholder' : 'joined';
  if (keys.kind[node] === emailKind) {
    if (ids < 2) return people > mostRecipients ? 'shared' : 'joined';
    if (people > mostNamesOfOne) return 'shared';
    if (isOffice(text) && people !== 1) return ids > mostShared ? 'shared' : 'suggested';
    return 'joined';
  }
  if (isPlaceholderPhone(text)) return 'placeholder';
  const others = Math.max(ids, emails);
  if (others < 2) return people > mostRecipients ? 'shared' : 'joined';
  if (people > 1 || text.includes('*')) return others > mostShared ? 'shared' : 'suggested';
  return people === 0 && others > mostUnnamed ? 'shared' : 'joined';
}

/** The strongest key of a row that was split off, -1 where there is none. */
function ownKey(rows: readonly (Int32Array | null)[], i: number, use: Uint8Array): number {
  for (let kind = idKind; kind <= nameKind; kind++) {
    const node = rows[kind]?.[i] ?? -1;
    if (node >= 0 && use[node] === apart) return node;
  }
  return -1;
}

/** Joins the keys of each row and notes the row's strongest. */
function linkRows(
  rows: readonly (Int32Array | null)[],
  from: number,
  to: number,
  rowNode: Int32Array,
  parent: Int32Array,
  used: Uint8Array,
  use: Uint8Array,
  splits: boolean,
): void {
  for (let i = from; i < to; i++) {
    let first = -1;
    let weak = -1;
    const own = splits ? ownKey(rows, i, use) : -1;
    if (own >= 0) {
      used[own] = 1;
      rowNode[i] = own;
      continue;
    }
    for (let kind = idKind; kind <= nameKind; kind++) {
      const node = rows[kind]?.[i] ?? -1;
      if (node < 0 || (kind === nameKind && first >= 0)) continue;
      if (use[node] === joins) {
        used[node] = 1;
        if (first < 0) first = node;
        else join(parent, first, node);
      } else if (use[node] === alone && weak < 0) weak = node;
    }
    if (first < 0 && weak >= 0) {
      first = weak;
      used[weak] = 1;
    }
    rowNode[i] = first;
  }
}

function acceptedNames(same: readonly string[]): ReadonlyMap<string, number> {
  const names = [...new Set(same.filter((id) => id.startsWith('name:')))].sort();
  return new Map(names.map((id, at) => [id, at]));
}

/** Joins the people of one name and postcode where the owner said that they are one. */
function joinNames(
  table: SourceTable,
  rowNode: Int32Array,
  accepted: ReadonlyMap<string, number>,
  offset: number,
  parent: Int32Array,
): void {
  const source = columnWithRole(table, 'name');
  const postcodes = postcodeColumn(table);
  if (!source || !postcodes) return;
  const names = asText(source.column);
  const wanted = new Set([...accepted.keys()].map((id) => id.slice('name:'.length, id.lastIndexOf('|'))));
  const mine = names.dictionary.map((name) => wanted.has(fold(name)));
  for (let i = 0; i < table.rows; i++) {
    if (rowNode[i]! < 0 || !present(names, i) || !mine[names.codes[i]!] || !present(postcodes, i)) continue;
    const at = accepted.get(nameKey(names.dictionary[names.codes[i]!]!, postcodes.dictionary[postcodes.codes[i]!]!));
    if (at !== undefined) join(parent, offset + at, rowNode[i]!);
  }
}
