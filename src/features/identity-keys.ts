import { defaultIdentity, type IdentitySettings, type Role, type TextColumn } from '../domain';
import { addressOf, mailboxOf } from './mailbox';
import { fold } from './names';
import { phoneOrigins, type PhoneOrigins } from './phone-country';
import { phoneKey, writtenPhone, type PhoneReader } from './phones';
import { asText, present, type SourceTable } from './source';

/** Key kinds, strongest first: what a person is called by. The last is a name with a postcode that the owner said is one person. */
export const keyRoles = ['customerId', 'email', 'phone', 'name'] as const satisfies readonly Role[];
export const idKind = 0;
export const emailKind = 1;
export const phoneKind = 2;
export const nameKind = 3;

/** Words that shops write where there is no customer. */
const nobody = new Set(
  ['guest', 'anonymous', 'none', 'null', 'n/a', 'na', 'nan', 'unknown', '-', '--', '/', '匿名', '游客', '散客', '无', '未知'].map(
    (word) => word.toLowerCase(),
  ),
);

/** Dictionary entries read between two yields: a telephone number takes some microseconds. */
const wordsPerStep = 2048;

/** What the owner decided, and what reads telephone numbers. */
export interface IdentityOptions {
  readonly settings: IdentitySettings;
  readonly phones: PhoneReader | null;
}

export const plainIdentity: IdentityOptions = { settings: defaultIdentity, phones: null };

/** Every key of the tables as a node, and the nodes of each row. */
export interface Keys {
  /** As shown. */
  readonly text: string[];
  /** As compared. */
  readonly canon: string[];
  readonly kind: number[];
  /** Per table, per kind: the row's node (-1 none); null where the table has no such column. */
  readonly rows: (readonly (Int32Array | null)[])[];
  /** Mailboxes and numbers that are written in several ways. */
  readonly spellings: Map<number, Set<string>>;
  /** Telephone numbers whose country code is known. */
  readonly full: Set<number>;
  readonly origins: PhoneOrigins;
  /** Columns whose cells list several ids, with how many rows do. */
  readonly lists: { readonly file: string; readonly column: string; n: number }[];
}

/** A column of lists of ids, as CRMs write them: `Associated Company IDs`, with `8001;8002` in it. */
const listsIds = /(?:^|[^a-z])ids$/i;
const list = /^[^\s;]+(?:\s*;\s*[^\s;]+)+$/;

/** What a key is called in the owner's decisions. */
export function keyId(keys: Keys, node: number): string {
  return `${keyRoles[keys.kind[node]!]!}:${keys.canon[node]!}`;
}

const isPostcode = /\b(zip|post ?code|postal ?code|postal|plz|postleitzahl|code postal|cap|código postal)\b|邮编|邮政编码/i;

/** The column of postcodes, told by its header. */
export function postcodeColumn(table: SourceTable): TextColumn | null {
  const found = table.columns.find(({ name }) => isPostcode.test(name.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2')));
  return found === undefined ? null : asText(found.column);
}

/** A postcode as compared: what a spreadsheet does to it taken back as far as can be. */
export const foldPostcode = (text: string) =>
  text.trim().replace(/^'/, '').replace(/\.0+$/, '').replace(/[\s-]/g, '').toLowerCase();

interface Named {
  readonly canon: string;
  readonly shown: string;
  /** Of a telephone number: its country code is known. */
  readonly full?: boolean;
}

/** Reads the keys of all tables, yielding every few milliseconds. */
export function* readKeys(
  tables: readonly SourceTable[],
  { settings, phones }: IdentityOptions,
): Generator<undefined, Keys, void> {
  const origins: PhoneOrigins = phones === null ? { byEntry: [], told: null } : phoneOrigins(tables, settings.country, phones);
  const keys: Keys = { text: [], canon: [], kind: [], rows: [], spellings: new Map(), full: new Set(), origins, lists: [] };
  const nodeOf = keyRoles.map(() => new Map<string, number>());
  const refused = new Set(settings.different);

  const read = (kind: number, value: string, stripDecimals: boolean, country: string | null): Named | null => {
    const text = value.trim();
    if (text === '' || nobody.has(text.toLowerCase())) return null;
    if (kind === idKind) {
      const id = stripDecimals ? text.replace(/\.0+$/, '') : text;
      return { canon: id, shown: id };
    }
    if (kind === emailKind) {
      const address = addressOf(text);
      if (address === '') return null;
      const mailbox = mailboxOf(address);
      return { canon: refused.has(`mailbox:${mailbox}`) ? address : mailbox, shown: address };
    }
    if (kind === phoneKind) {
      const written = writtenPhone(text);
      if (written === null) return null;
      const { key, full } = phoneKey(written, text, country, phones);
      return { canon: key, shown: written.digits, full };
    }
    return { canon: text.replace(/\s+/g, ' ').toLowerCase(), shown: text };
  };

  let sinceYield = 0;
  for (const [t, table] of tables.entries()) {
    const ofTable: (Int32Array | null)[] = [];
    // Whom the owner's own money came from or went to is no customer.
    if (table.kind === 'transfers') {
      keys.rows.push(keyRoles.map(() => null));
      continue;
    }
    for (const [kind, role] of keyRoles.entries()) {
      let rows: Int32Array | null = null;
      let phoneColumn = 0;
      for (const source of table.columns) {
        if (source.role !== role) continue;
        const text = asText(source.column);
        // A number column that went through a spreadsheet: 17850.0 in every cell is the id 17850.
        const stripDecimals =
          kind === idKind && text.dictionary.every((value) => value.trim() === '' || /^\d+\.0+$/.test(value.trim()));
        const entries = kind === phoneKind && phoneColumn++ === 0 ? (origins.byEntry[t] ?? null) : null;
        const several = kind === idKind && listsIds.test(source.name.trim()) ? new Uint8Array(text.dictionary.length) : null;
        const nodes = new Int32Array(text.dictionary.length);
        for (let code = 0; code < nodes.length; code++) {
          const country = entries?.[code] ?? origins.told?.country ?? null;
          let value = text.dictionary[code]!;
          if (several && list.test(value.trim())) {
            // The first is the one that the rest were added to.
            value = value.slice(0, value.indexOf(';'));
            several[code] = 1;
          }
          const named = read(kind, value, stripDecimals, country);
          nodes[code] = named === null ? -1 : nodeFor(keys, nodeOf[kind]!, kind, named);
          if (++sinceYield % wordsPerStep === 0) yield;
        }
        const n = several === null ? 0 : text.codes.reduce((sum, code, i) => sum + (present(text, i) ? several[code]! : 0), 0);
        if (n > 0) keys.lists.push({ file: table.name, column: source.name, n });
        rows = fill(rows, text, nodes, table.rows);
        yield;
      }
      ofTable.push(rows);
    }
    keys.rows.push(ofTable);
  }
  return keys;
}

function nodeFor(keys: Keys, known: Map<string, number>, kind: number, { canon, shown, full }: Named): number {
  const node = known.get(canon);
  if (node === undefined) {
    const made = keys.text.length;
    known.set(canon, made);
    keys.text.push(shown);
    keys.canon.push(canon);
    keys.kind.push(kind);
    if (full) keys.full.add(made);
    return made;
  }
  const before = keys.text[node]!;
  if (before === shown) return node;
  if (kind === emailKind || kind === phoneKind) {
    const spellings = keys.spellings.get(node);
    if (spellings) spellings.add(shown);
    else keys.spellings.set(node, new Set([before, shown]));
  }
  // Of several ways to write it the first in code-point order, so that the order of rows and files cannot show.
  if (shown < before) keys.text[node] = shown;
  return node;
}

/** Nodes of a column per row; of several columns of one kind the first filled one speaks: a delivery phone may be a neighbour's. */
function fill(rows: Int32Array | null, text: TextColumn, nodes: Int32Array, count: number): Int32Array {
  const { codes, nulls } = text;
  const filled = rows ?? new Int32Array(count).fill(-1);
  for (let i = 0; i < count; i++) {
    if (filled[i]! >= 0 || (nulls !== null && (nulls[i >> 3]! & (1 << (i & 7))) !== 0)) continue;
    filled[i] = nodes[codes[i]!]!;
  }
  return filled;
}

/** The folded name and postcode of `name:…|…`. */
export const nameKey = (name: string, postcode: string) => `name:${fold(name)}|${foldPostcode(postcode)}`;
