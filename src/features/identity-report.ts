import {
  mergeId,
  splitId,
  type IdentityReport,
  type JoinItem,
  type JoinKind,
  type JoinList,
  type JoinState,
  type OrphanLine,
  type Progress,
} from '../domain';
import { nameCustomers, type Identity } from './identity';
import {
  emailKind,
  idKind,
  keyId,
  keyRoles,
  nameKey,
  nameKind,
  phoneKind,
  postcodeColumn,
  type IdentityOptions,
  type Keys,
} from './identity-keys';
import { linkKeys, type Beside, type Links } from './identity-links';
import { mailboxOf } from './mailbox';
import { fold } from './names';
import { isPlaceholderPhone } from './phones';
import { asText, columnWithRole, present, type SourceTable } from './source';
import { findSpellings } from './spellings';

/** Neighbours shown of a key. */
const shown = 6;
const examplesShown = 5;
/** Neighbours that are put into words before the first few are taken. */
const mostSaid = 40;
/** People of one name in one place beyond this are a common name, or a house. */
const mostNamesakes = 5;
const stride = 1 << 16;

/** How many of each list are wanted. */
export interface ReportLimits {
  readonly open: number;
  readonly joined: number;
  readonly apart: number;
}

const nothing: Beside = [new Set(), new Set(), new Set(), new Set()];

/**
 * All there is to say of who is who: which keys join several ids, addresses or numbers, which may, which were kept apart; names
 * written in several ways; and who is in one file but not in the other. The tables are as imported.
 */
export function* identityReport(
  tables: readonly SourceTable[],
  options: IdentityOptions,
  limits: ReportLimits,
): Generator<Progress, IdentityReport, void> {
  const links = yield* linkKeys(tables, options);
  const identity = yield* nameCustomers(links);
  const items = [...keyItems(links, options)];
  items.push(...(yield* namesakes(tables, identity, options)));
  items.push(...byHandItems(links, options));
  items.sort(byWeight);
  const list = (states: readonly JoinState[], limit: number): JoinList => {
    const all = items.filter((item) => states.includes(item.state));
    return { total: all.length, items: all.slice(0, limit) };
  };
  const spellings = yield* findSpellings(tables, options.settings);
  return {
    customers: identity.customers,
    open: list(['suggested'], limits.open),
    joined: list(['joined'], limits.joined),
    apart: list(['refused', 'shared', 'placeholder'], limits.apart),
    spellings,
    orphans: orphans(tables, identity),
    phones: links.keys.origins.told,
  };
}

function byWeight(a: JoinItem, b: JoinItem): number {
  return (
    Number(b.byHand) - Number(a.byHand) ||
    Number(b.namesDiffer) - Number(a.namesDiffer) ||
    weight(b) - weight(a) ||
    b.count - a.count ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** Several customer numbers in one person say most, another way to write a telephone number least. */
function weight({ kind, ids }: JoinItem): number {
  if (kind === 'number') return 0;
  return ids.length > 1 ? 3 : kind === 'mailbox' ? 2 : 1;
}

function itemOf(
  keys: Keys,
  phones: IdentityOptions['phones'],
  kind: JoinKind,
  node: number,
  state: JoinState,
  rest: { id?: string; byHand?: boolean; namesDiffer?: boolean; beside?: Beside; spellings?: readonly string[] },
): JoinItem {
  const beside = rest.beside ?? nothing;
  const say = (at: number) => (phones && keys.full.has(at) ? phones.pretty(keys.canon[at]!) : keys.text[at]!);
  const some = (of: number) => [...beside[of]!].slice(0, mostSaid).map(say).sort().slice(0, shown);
  const spellings = [...(rest.spellings ?? [])].sort();
  return {
    id: rest.id ?? keyId(keys, node),
    kind,
    key: state === 'placeholder' ? keys.text[node]! : say(node),
    state,
    byHand: rest.byHand ?? false,
    namesDiffer: rest.namesDiffer ?? false,
    ids: some(idKind),
    emails: some(emailKind),
    phones: some(phoneKind),
    names: some(nameKind),
    spellings: spellings.slice(0, shown),
    count: Math.max(beside[idKind].size, beside[emailKind].size, beside[phoneKind].size, spellings.length),
  };
}

function* keyItems({ keys, judged }: Links, { settings, phones }: IdentityOptions): Generator<JoinItem, void, void> {
  const kinds: readonly JoinKind[] = keyRoles;
  for (const [node, { state, byHand, namesDiffer, beside }] of judged) {
    const several = beside[idKind].size > 1 || beside[emailKind].size > 1 || beside[phoneKind].size > 1;
    if (state === 'joined' && !several && !namesDiffer && !byHand) continue;
    const spellings = keys.kind[node] === phoneKind ? [...(keys.spellings.get(node) ?? [])] : [];
    yield itemOf(keys, phones, kinds[keys.kind[node]!]!, node, state, { byHand, namesDiffer, beside, spellings });
  }
  const different = new Set(settings.different);
  for (const [node, spellings] of keys.spellings) {
    if (keys.kind[node] === emailKind) {
      yield itemOf(keys, phones, 'mailbox', node, 'joined', { id: `mailbox:${keys.canon[node]!}`, spellings: [...spellings] });
    } else if (!judged.has(node)) {
      const refused = different.has(keyId(keys, node));
      yield itemOf(keys, phones, 'number', node, refused ? 'refused' : 'joined', { byHand: refused, spellings: [...spellings] });
    }
  }
  // Mailboxes that were taken apart: their addresses are keys of their own now.
  const boxes = new Set(settings.different.filter((id) => id.startsWith('mailbox:')).map((id) => id.slice('mailbox:'.length)));
  const apart = new Map<string, number[]>();
  for (let node = 0; boxes.size > 0 && node < keys.text.length; node++) {
    if (keys.kind[node] !== emailKind) continue;
    const box = mailboxOf(keys.text[node]!);
    if (boxes.has(box)) apart.set(box, [...(apart.get(box) ?? []), node]);
  }
  for (const [box, nodes] of apart) {
    const spellings = nodes.map((node) => keys.text[node]!);
    yield itemOf(keys, phones, 'mailbox', nodes[0]!, 'refused', { id: `mailbox:${box}`, byHand: true, spellings });
  }
  for (let node = 0; node < keys.text.length; node++) {
    if (keys.kind[node] === phoneKind && !judged.has(node) && isPlaceholderPhone(keys.canon[node]!)) {
      yield itemOf(keys, phones, 'phone', node, 'placeholder', {});
    }
  }
}

/** What the owner joined and split off by hand, whether or not the files hold it now. */
function* byHandItems({ keys }: Links, { settings, phones }: IdentityOptions): Generator<JoinItem, void, void> {
  const shownAs = new Map<string, string>();
  const ids = new Set([...settings.split, ...settings.merged.flat()]);
  for (let node = 0; ids.size > 0 && node < keys.text.length; node++) {
    const id = keyId(keys, node);
    if (ids.has(id)) shownAs.set(id, phones && keys.full.has(node) ? phones.pretty(keys.canon[node]!) : keys.text[node]!);
  }
  const say = (id: string) => shownAs.get(id) ?? id.slice(id.indexOf(':') + 1);
  const item = { byHand: true, namesDiffer: false, ids: [], emails: [], phones: [], names: [], spellings: [], count: 0 };
  for (const pair of settings.merged) {
    const key = pair.map(say).join(' + ');
    yield { ...item, id: mergeId(pair), kind: 'merge', key, state: 'joined' };
  }
  for (const id of settings.split) yield { ...item, id: splitId(id), kind: 'split', key: say(id), state: 'refused' };
}

interface Namesake {
  readonly name: string;
  readonly postcode: string;
  readonly customers: Set<number>;
}

/** Customers of one full name and one postcode: they may be one person, and the owner is asked. */
function* namesakes(
  tables: readonly SourceTable[],
  identity: Identity,
  { settings }: IdentityOptions,
): Generator<Progress, JoinItem[], void> {
  const found = new Map<string, Namesake>();
  for (const [t, table] of tables.entries()) {
    const source = columnWithRole(table, 'name');
    const postcodes = postcodeColumn(table);
    if (!source || !postcodes) continue;
    const names = asText(source.column);
    const owners = identity.rowCustomer[t]!;
    const seen = new Map<number, number>();
    for (let i = 0; i < table.rows; i++) {
      if (i % stride === stride - 1) yield { stage: 'features', done: i, total: table.rows, unit: 'rows' };
      if (owners[i]! < 0 || !present(names, i) || !present(postcodes, i)) continue;
      const pair = names.codes[i]! * postcodes.dictionary.length + postcodes.codes[i]!;
      if (seen.get(pair) === owners[i]) continue;
      seen.set(pair, owners[i]!);
      const [name, postcode] = [names.dictionary[names.codes[i]!]!.trim(), postcodes.dictionary[postcodes.codes[i]!]!.trim()];
      if (postcode === '' || !isFullName(name)) continue;
      const id = nameKey(name, postcode);
      const known = found.get(id);
      if (known) known.customers.add(owners[i]!);
      else found.set(id, { name, postcode, customers: new Set([owners[i]!]) });
    }
  }
  const [same, different] = [new Set(settings.same), new Set(settings.different)];
  const items: JoinItem[] = [];
  for (const [id, { name, postcode, customers }] of found) {
    const byHand = same.has(id) || different.has(id);
    if (!byHand && (customers.size < 2 || customers.size > mostNamesakes)) continue;
    const people = [...customers].sort((a, b) => a - b).map((customer) => identity.keys[customer]!);
    items.push({
      id,
      kind: 'name',
      key: `${name}, ${postcode}`,
      state: same.has(id) ? 'joined' : different.has(id) ? 'refused' : 'suggested',
      byHand,
      namesDiffer: false,
      ids: people.slice(0, shown),
      emails: [],
      phones: [],
      names: [],
      spellings: [],
      count: people.length,
    });
  }
  return items;
}

/** Two words at least, or as many signs as a Chinese name has. */
const isFullName = (name: string) => /[\p{L}\p{N}] [\p{L}\p{N}]/u.test(fold(name)) || /\p{Script=Han}{2}/u.test(name);

/** Who stands in one file but not in the other: orders of nobody known, listed people who never ordered, rows that name nobody. */
export function orphans(tables: readonly SourceTable[], identity: Identity): OrphanLine[] {
  const lines: OrphanLine[] = [];
  const listed = new Uint8Array(identity.customers);
  const ordered = new Uint8Array(identity.customers);
  const lists = tables.some((table) => table.kind === 'customers');
  const orders = tables.some((table) => table.kind === 'orders');
  for (const [t, table] of tables.entries()) {
    const mark = table.kind === 'customers' ? listed : table.kind === 'orders' ? ordered : null;
    if (mark) for (const customer of identity.rowCustomer[t]!) if (customer >= 0) mark[customer] = 1;
  }
  for (const [t, table] of tables.entries()) {
    const owners = identity.rowCustomer[t]!;
    const known = table.kind === 'customers' ? ordered : listed;
    const all = new Uint8Array(identity.customers);
    const missing = new Uint8Array(identity.customers);
    let rows = 0;
    let nobody = 0;
    for (const customer of owners) {
      if (customer < 0) nobody++;
      else {
        all[customer] = 1;
        if (known[customer] === 0) {
          missing[customer] = 1;
          rows++;
        }
      }
    }
    const of = sum(all);
    if (of === 0) continue;
    const customers = sum(missing);
    const asked = table.kind === 'customers' ? orders : lists && table.kind !== 'other';
    if (asked && customers > 0) {
      const about = table.kind === 'customers' ? 'silent' : 'unlisted';
      const examples: string[] = [];
      for (let c = 0; c < missing.length && examples.length < examplesShown; c++)
        if (missing[c]) examples.push(identity.keys[c]!);
      lines.push({ file: table.name, about, customers, of, rows, examples });
    }
    if (nobody > 0) lines.push({ file: table.name, about: 'nobody', customers: 0, of, rows: nobody, examples: [] });
  }
  return lines;
}

function sum(marks: Uint8Array): number {
  let count = 0;
  for (const mark of marks) count += mark;
  return count;
}
