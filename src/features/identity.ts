import type { Note, PhoneCountry, Progress } from '../domain';
import { emailKind, idKind, keyRoles, nameKind, plainIdentity, type IdentityOptions, type Keys } from './identity-keys';
import { find, linkKeys, mostEmails, type Links } from './identity-links';
import type { SourceTable } from './source';

export interface Identity {
  readonly customers: number;
  /** What a person would recognise: customer id, else e-mail, phone, name. Unique; in code-point order. */
  readonly keys: readonly string[];
  /** Name or e-mail to show beside the key; '' where there is none or it is the key itself. */
  readonly labels: readonly string[];
  /** Per table, per row: the customer's index, -1 where the row names nobody. */
  readonly rowCustomer: readonly Int32Array[];
  readonly notes: readonly Note[];
  readonly known: KnownKeys;
}

/** Every key of the files and whose it is: -1 where it speaks for nobody. */
export interface KnownKeys {
  readonly text: readonly string[];
  readonly canon: readonly string[];
  readonly kind: readonly number[];
  readonly customer: Int32Array;
}

/**
 * Who is who, over all files: keys seen in one row belong to one person, unless a key is held by too many people or the owner
 * said otherwise (see linkKeys). Rows without a key stay anonymous. The answer does not depend on the order of rows or files.
 * No tables give no customers.
 */
export function* identify(
  tables: readonly SourceTable[],
  options: IdentityOptions = plainIdentity,
): Generator<Progress, Identity, void> {
  return yield* nameCustomers(yield* linkKeys(tables, options));
}

/** The customers that the links make: their keys and names, and whose each row is. */
export function* nameCustomers(links: Links): Generator<Progress, Identity, void> {
  const { keys, parent, used, rowNodes } = links;
  const rows = rowNodes.reduce((sum, rowNode) => sum + rowNode.length, 0);
  const step: Progress = { stage: 'features', done: rows, total: rows, unit: 'rows' };
  // A person's key is the strongest kind there is; of several, the first in code-point order.
  const best = new Int32Array(parent.length).fill(-1);
  const email = new Int32Array(parent.length).fill(-1);
  for (let node = 0; node < keys.text.length; node++) {
    if (used[node] === 0) continue;
    const root = find(parent, node);
    const [known, kind, text] = [best[root]!, keys.kind[node]!, keys.text[node]!];
    if (known < 0 || kind < keys.kind[known]! || (kind === keys.kind[known] && text < keys.text[known]!)) best[root] = node;
    if (kind === emailKind && (email[root]! < 0 || text < keys.text[email[root]!]!)) email[root] = node;
  }
  yield step;
  const roots: number[] = [];
  for (let node = 0; node < best.length; node++) if (best[node]! >= 0) roots.push(node);
  const shown = uniqueKeys(roots, best, keys);
  const customerKeys = [...shown].sort();
  yield step;
  const rank = new Map<string, number>();
  for (let i = 0; i < customerKeys.length; i++) rank.set(customerKeys[i]!, i);
  const customerOfRoot = new Int32Array(parent.length).fill(-1);
  for (let i = 0; i < roots.length; i++) customerOfRoot[roots[i]!] = rank.get(shown[i]!)!;

  yield step;
  const rowCustomer = rowNodes.map((rowNode) => {
    const customer = new Int32Array(rowNode.length);
    for (let i = 0; i < rowNode.length; i++) customer[i] = rowNode[i]! < 0 ? -1 : customerOfRoot[find(parent, rowNode[i]!)]!;
    return customer;
  });

  yield step;
  const labels = nameLabels(keys, rowCustomer, customerKeys.length);
  for (const root of roots) {
    const customer = customerOfRoot[root]!;
    if (labels[customer] === '' && email[root]! >= 0) labels[customer] = keys.text[email[root]!]!;
  }
  for (let i = 0; i < customerKeys.length; i++) if (labels[i] === customerKeys[i]) labels[i] = '';
  const customer = Int32Array.from({ length: keys.text.length }, (_, node) => customerOfRoot[find(parent, node)]!);
  const known = { text: keys.text, canon: keys.canon, kind: keys.kind, customer };
  return { customers: customerKeys.length, keys: customerKeys, labels, rowCustomer, notes: notesOf(links), known };
}

function notesOf({ keys, judged }: Links): Note[] {
  const placeholders: string[] = [];
  const shared: string[] = [];
  let suggested = 0;
  for (const [node, { state }] of judged) {
    if (state === 'placeholder' && keys.kind[node] === idKind) placeholders.push(keys.text[node]!);
    if (state === 'shared') shared.push(keys.text[node]!);
    if (state === 'suggested') suggested++;
  }
  const some = (list: string[]) => list.sort().slice(0, 5).join(', ');
  const notes: Note[] = [];
  if (placeholders.length > 0) {
    notes.push({ code: 'placeholder-ids', values: { n: placeholders.length, ids: some(placeholders), emails: mostEmails } });
  }
  if (shared.length > 0) notes.push({ code: 'shared-keys', values: { n: shared.length, keys: some(shared) } });
  for (const { file, column, n } of keys.lists) notes.push({ code: 'several-ids', values: { file, column, n } });
  if (suggested > 0) notes.push({ code: 'same-person', values: { n: suggested } });
  return notes;
}

/** The shown key of each root; where two kinds happen to share one text, the weaker kind says what it is. */
function uniqueKeys(roots: readonly number[], best: Int32Array, keys: Keys): string[] {
  const owner = new Map<string, number>();
  for (const root of roots) {
    const node = best[root]!;
    const kind = owner.get(keys.text[node]!);
    if (kind === undefined || keys.kind[node]! < kind) owner.set(keys.text[node]!, keys.kind[node]!);
  }
  const shown = roots.map((root) => {
    const node = best[root]!;
    const text = keys.text[node]!;
    return owner.get(text) === keys.kind[node] ? text : `${text} (${keyRoles[keys.kind[node]!]!})`;
  });
  // Two telephone numbers of two countries may be written alike.
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const text of shown)
    if (seen.has(text)) twice.add(text);
    else seen.add(text);
  return twice.size === 0
    ? shown
    : shown.map((text, at) => (twice.has(text) ? `${text} (${keys.canon[best[roots[at]!]!]!})` : text));
}

/** The name of each customer as written in the files; of several, the first in code-point order. */
function nameLabels(keys: Keys, rowCustomer: readonly Int32Array[], customers: number): string[] {
  const labels = new Array<string>(customers).fill('');
  for (const [t, owners] of rowCustomer.entries()) {
    const names = keys.rows[t]![nameKind];
    if (!names) continue;
    const last = new Int32Array(customers).fill(-1);
    for (let i = 0; i < owners.length; i++) {
      const customer = owners[i]!;
      const node = names[i]!;
      if (customer < 0 || node < 0 || last[customer] === node) continue;
      last[customer] = node;
      const name = keys.text[node]!;
      if (labels[customer] === '' || name < labels[customer]!) labels[customer] = name;
    }
  }
  return labels;
}

/** Whose numbers the tables hold; null where there are none. */
export function phoneCountryOf(links: Links): PhoneCountry | null {
  return links.keys.origins.told;
}
