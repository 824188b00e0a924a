import type { Note, Progress, Role, TextColumn } from '../domain';
import { asText, type SourceTable } from './source';

/** Key kinds, strongest first: what a person is called by. */
const keyRoles = ['customerId', 'email', 'phone', 'name'] as const satisfies readonly Role[];
const nameKind = 3;
const emailKind = 1;
/** An id or phone seen with more e-mails than this is a placeholder for guests (WooCommerce writes 0). */
const mostEmails = 5;
/** Rows between two yields. */
const stride = 1 << 16;

/** Words that shops write where there is no customer. */
const nobody = new Set(
  ['guest', 'anonymous', 'none', 'null', 'n/a', 'na', 'nan', 'unknown', '-', '--', '/', '匿名', '游客', '散客', '无', '未知'].map(
    (word) => word.toLowerCase(),
  ),
);

export interface Identity {
  readonly customers: number;
  /** What a person would recognise: customer id, else e-mail, phone, name. Unique; in code-point order. */
  readonly keys: readonly string[];
  /** Name or e-mail to show beside the key; '' where there is none or it is the key itself. */
  readonly labels: readonly string[];
  /** Per table, per row: the customer's index, -1 where the row names nobody. */
  readonly rowCustomer: readonly Int32Array[];
  readonly notes: readonly Note[];
}

/** The value as compared between files, or '' where it is no key. */
function normalise(kind: number, value: string, stripDecimals: boolean): string {
  const text = value.trim();
  if (text === '' || nobody.has(text.toLowerCase())) return '';
  if (kind === 0) return stripDecimals ? text.replace(/\.0+$/, '') : text;
  if (kind === 1) return text.includes('@') ? text.toLowerCase() : '';
  if (kind === 2) {
    const digits = text
      .replace(/\.0+$/, '')
      .replace(/[^0-9*]/g, '')
      .replace(/^00/, '');
    return digits.length >= 6 ? digits : '';
  }
  return text.replace(/\s+/g, ' ').toLowerCase();
}

interface KeyColumn {
  readonly kind: number;
  readonly text: TextColumn;
  /** Node of each dictionary entry, -1 where it is no key. */
  readonly nodes: Int32Array;
}

function find(parent: Int32Array, node: number): number {
  let at = node;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!;
    at = parent[at]!;
  }
  return at;
}

/**
 * Who is who, over all files: keys seen in one row belong to one person (union-find; Tarjan 1975, path halving). A name
 * counts as a key only in rows that hold no other, for two people may share it. Rows without a key stay anonymous.
 * The answer does not depend on the order of rows or files. No tables give no customers.
 */
export function* identify(tables: readonly SourceTable[]): Generator<Progress, Identity, void> {
  const total = tables.reduce((sum, table) => sum + table.rows, 0);
  let done = 0;
  const progress = (rows: number): Progress => ({ stage: 'features', done: (done += rows), total: total * 2, unit: 'rows' });

  const nodeOf = keyRoles.map(() => new Map<string, number>());
  const nodeText: string[] = [];
  const nodeKind: number[] = [];
  const keyColumns = tables.map((table) => keyColumnsOf(table, nodeOf, nodeText, nodeKind));

  const valid = new Uint8Array(nodeText.length).fill(1);
  const placeholders: string[] = [];
  for (const [t, table] of tables.entries()) {
    findPlaceholders(table.rows, keyColumns[t]!, nodeText.length, valid);
    yield progress(table.rows);
  }
  for (let node = 0; node < valid.length; node++) if (valid[node] === 0) placeholders.push(nodeText[node]!);

  const parent = new Int32Array(nodeText.length);
  for (let node = 0; node < parent.length; node++) parent[node] = node;
  const used = new Uint8Array(nodeText.length);
  const rowNodes: Int32Array[] = [];
  for (const [t, table] of tables.entries()) {
    const rowNode = new Int32Array(table.rows).fill(-1);
    rowNodes.push(rowNode);
    const columns = keyColumns[t]!;
    for (let from = 0; from < table.rows; from += stride) {
      const to = Math.min(from + stride, table.rows);
      linkRows(columns, from, to, rowNode, parent, used, valid);
      yield progress(to - from);
    }
  }

  // A person's key is the strongest kind there is; of several, the first in code-point order.
  const best = new Int32Array(parent.length).fill(-1);
  const email = new Int32Array(parent.length).fill(-1);
  for (let node = 0; node < parent.length; node++) {
    if (used[node] === 0) continue;
    const root = find(parent, node);
    const known = best[root]!;
    if (
      known < 0 ||
      nodeKind[node]! < nodeKind[known]! ||
      (nodeKind[node] === nodeKind[known] && nodeText[node]! < nodeText[known]!)
    ) {
      best[root] = node;
    }
    if (nodeKind[node] === emailKind && (email[root]! < 0 || nodeText[node]! < nodeText[email[root]!]!)) email[root] = node;
  }
  yield progress(0);
  const roots: number[] = [];
  for (let node = 0; node < best.length; node++) if (best[node]! >= 0) roots.push(node);
  const shown = uniqueKeys(roots, best, nodeText, nodeKind);
  const keys = [...shown].sort();
  yield progress(0);
  const rank = new Map<string, number>();
  for (let i = 0; i < keys.length; i++) rank.set(keys[i]!, i);
  const customerOfRoot = new Int32Array(parent.length).fill(-1);
  for (let i = 0; i < roots.length; i++) customerOfRoot[roots[i]!] = rank.get(shown[i]!)!;

  yield progress(0);
  const rowCustomer = rowNodes.map((rowNode) => {
    const customer = new Int32Array(rowNode.length);
    for (let i = 0; i < rowNode.length; i++) customer[i] = rowNode[i]! < 0 ? -1 : customerOfRoot[find(parent, rowNode[i]!)]!;
    return customer;
  });

  yield progress(0);
  const labels = nameLabels(keyColumns, rowCustomer, keys.length);
  for (const root of roots) {
    const customer = customerOfRoot[root]!;
    if (labels[customer] === '' && email[root]! >= 0) labels[customer] = nodeText[email[root]!]!;
  }
  for (let i = 0; i < keys.length; i++) if (labels[i] === keys[i]) labels[i] = '';

  const notes: Note[] = [];
  if (placeholders.length > 0) {
    notes.push({
      code: 'placeholder-ids',
      values: { n: placeholders.length, ids: placeholders.sort().slice(0, 5).join(', '), emails: mostEmails },
    });
  }
  return { customers: keys.length, keys, labels, rowCustomer, notes };
}

function keyColumnsOf(
  table: SourceTable,
  nodeOf: readonly Map<string, number>[],
  nodeText: string[],
  nodeKind: number[],
): KeyColumn[] {
  const found: KeyColumn[] = [];
  // Whom the owner's own money came from or went to is no customer.
  if (table.kind === 'transfers') return found;
  for (const [kind, role] of keyRoles.entries()) {
    for (const source of table.columns) {
      if (source.role !== role) continue;
      const text = asText(source.column);
      // A number column that went through a spreadsheet: 17850.0 in every cell is the id 17850.
      const stripDecimals = kind === 0 && text.dictionary.every((value) => value.trim() === '' || /^\d+\.0+$/.test(value.trim()));
      const nodes = new Int32Array(text.dictionary.length);
      const known = nodeOf[kind]!;
      for (let code = 0; code < nodes.length; code++) {
        const key = normalise(kind, text.dictionary[code]!, stripDecimals);
        if (key === '') {
          nodes[code] = -1;
          continue;
        }
        let node = known.get(key);
        if (node === undefined) {
          known.set(key, (node = nodeText.length));
          // Names and ids are shown as written; e-mails and phones as compared.
          nodeText.push(kind === nameKind ? text.dictionary[code]!.trim() : key);
          nodeKind.push(kind);
        } else if (kind === nameKind && text.dictionary[code]!.trim() < nodeText[node]!) {
          nodeText[node] = text.dictionary[code]!.trim();
        }
        nodes[code] = node;
      }
      found.push({ kind, text, nodes });
    }
  }
  return found;
}

function nodeAt(column: KeyColumn, i: number): number {
  const nulls = column.text.nulls;
  if (nulls !== null && (nulls[i >> 3]! & (1 << (i & 7))) !== 0) return -1;
  return column.nodes[column.text.codes[i]!]!;
}

/** Marks ids and phones that stand beside too many different e-mails as no keys. */
function findPlaceholders(rows: number, columns: readonly KeyColumn[], nodes: number, valid: Uint8Array): void {
  const emails = columns.find((column) => column.kind === emailKind);
  if (!emails) return;
  for (const column of columns) {
    if (column.kind !== 0 && column.kind !== 2) continue;
    const seen = new Int32Array(nodes * mostEmails).fill(-1);
    for (let i = 0; i < rows; i++) {
      const id = nodeAt(column, i);
      const email = nodeAt(emails, i);
      if (id < 0 || email < 0) continue;
      const base = id * mostEmails;
      let slot = 0;
      while (slot < mostEmails && seen[base + slot] !== email && seen[base + slot] !== -1) slot++;
      if (slot === mostEmails) valid[id] = 0;
      else seen[base + slot] = email;
    }
  }
}

/** Joins the keys of each row and notes the row's strongest. */
function linkRows(
  columns: readonly KeyColumn[],
  from: number,
  to: number,
  rowNode: Int32Array,
  parent: Int32Array,
  used: Uint8Array,
  valid: Uint8Array,
): void {
  for (let i = from; i < to; i++) {
    let first = -1;
    let lastKind = -1;
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c]!;
      // Of several columns of one kind the first filled one speaks: a delivery phone may be a neighbour's.
      if (column.kind === lastKind || (column.kind === nameKind && first >= 0)) continue;
      const node = nodeAt(column, i);
      if (node < 0 || valid[node] === 0) continue;
      lastKind = column.kind;
      used[node] = 1;
      if (first < 0) {
        first = node;
        continue;
      }
      const a = find(parent, first);
      const b = find(parent, node);
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    }
    rowNode[i] = first;
  }
}

/** The shown key of each root; where two kinds happen to share one text, the weaker kind says what it is. */
function uniqueKeys(
  roots: readonly number[],
  best: Int32Array,
  nodeText: readonly string[],
  nodeKind: readonly number[],
): string[] {
  const owner = new Map<string, number>();
  for (const root of roots) {
    const node = best[root]!;
    const kind = owner.get(nodeText[node]!);
    if (kind === undefined || nodeKind[node]! < kind) owner.set(nodeText[node]!, nodeKind[node]!);
  }
  return roots.map((root) => {
    const node = best[root]!;
    const text = nodeText[node]!;
    return owner.get(text) === nodeKind[node] ? text : `${text} (${keyRoles[nodeKind[node]!]!})`;
  });
}

/** The name of each customer as written in the files; of several, the first in code-point order. */
function nameLabels(
  keyColumns: readonly (readonly KeyColumn[])[],
  rowCustomer: readonly Int32Array[],
  customers: number,
): string[] {
  const labels = new Array<string>(customers).fill('');
  for (const [t, columns] of keyColumns.entries()) {
    const names = columns.find((column) => column.kind === nameKind);
    if (!names) continue;
    const lastCode = new Int32Array(customers).fill(-1);
    const owners = rowCustomer[t]!;
    for (let i = 0; i < owners.length; i++) {
      const customer = owners[i]!;
      if (customer < 0 || nodeAt(names, i) < 0) continue;
      const code = names.text.codes[i]!;
      if (lastCode[customer] === code) continue;
      lastCode[customer] = code;
      const name = names.text.dictionary[code]!.trim();
      if (labels[customer] === '' || name < labels[customer]!) labels[customer] = name;
    }
  }
  return labels;
}
