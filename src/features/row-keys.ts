import { describesCustomers, type Progress, type Role, type TextColumn } from '../domain';
import { KeyTable } from './row-hash';
import { asText, columnWithRole, present, type SourceColumn, type SourceTable } from './source';
import { featureStep } from './steps';

/**
 * What makes rows of two exports the same row: the number of an order; who a customer is; the id of a record that is kept up to
 * date, dates and all; the id of something that happened on a day; or nothing but all cells.
 */
export type KeyMode = 'order' | 'customer' | 'record' | 'id' | 'none';

const customerRoles = ['customerId', 'email', 'phone', 'name'] as const satisfies readonly Role[];
/** What shops write where there is no customer. */
const nobody = /^(0|guest|anonymous|none|null|n\/a|unknown|-|\/|匿名|游客|散客|无|未知)?$/i;
const idName = /(^|[^a-z])(id|no|nr|number|uuid|token|ref|reference)\.?$|^#$|编号|单号|流水号/i;

export interface RowKeys {
  readonly mode: KeyMode;
  /** Per file, per row: the key's number, -1 where the row has none. */
  readonly keys: readonly Int32Array[];
  /** How many keys there are. */
  readonly count: number;
}

/** A column whose every cell is filled and different, and that is no row counter. */
function isUniqueId({ name, role, column }: SourceColumn): boolean {
  if (role === 'customerId' || role === 'email' || role === 'phone' || role === 'name' || column.nulls !== null) return false;
  if (role !== 'orderId' && !idName.test(name.trim())) return false;
  if (column.type === 'text') {
    const { codes, dictionary } = column;
    if (dictionary.length !== codes.length) return false;
    return !counts(codes.length, (i) => Number(dictionary[codes[i]!]));
  }
  if (column.type !== 'number') return false;
  const { values } = column;
  return new Set(values).size === values.length && !counts(values.length, (i) => values[i]!);
}

/** 1, 2, 3 … (or from 0) in every export says nothing of the row. */
function counts(rows: number, value: (i: number) => number): boolean {
  const first = value(0);
  if (first !== 0 && first !== 1) return false;
  for (let i = 1; i < rows; i++) if (value(i) !== first + i) return false;
  return true;
}

function idColumnOf(files: readonly SourceTable[]): string | null {
  const [first, ...others] = files;
  const found = first!.columns.find(
    (column) =>
      isUniqueId(column) &&
      others.every((file) => {
        const same = file.columns.find(({ name }) => name === column.name);
        return same !== undefined && isUniqueId(same);
      }),
  );
  return found?.name ?? null;
}

function oncePerCustomer(file: SourceTable, keys: Int32Array, count: number): boolean {
  const seen = new Uint8Array(count);
  for (let i = 0; i < file.rows; i++) {
    const key = keys[i]!;
    if (key < 0) continue;
    if (seen[key] === 1) return false;
    seen[key] = 1;
  }
  return true;
}

/**
 * The keys of the rows of files of one layout. Orders are known by their number; customers by id, else e-mail, phone or name,
 * whichever the row has; subscriptions by ids of their own, else by their customer; a table of something else by its customers
 * where each stands in it once; answers and contacts by a column of ids of their own. Where there is none of these, no row has a key.
 */
export function* rowKeys(files: readonly SourceTable[]): Generator<Progress, RowKeys, void> {
  const { kind } = files[0]!;
  const table = new KeyTable();
  if (kind === 'orders' || kind === 'deals' || kind === 'baskets' || kind === 'transfers') {
    const keys: Int32Array[] = [];
    for (const file of files) {
      const column = columnWithRole(file, 'orderId');
      keys.push(column ? keysOf(column, table, 0) : new Int32Array(file.rows).fill(-1));
      yield featureStep(0, file.rows);
    }
    // A deal's day moves with every week that it is put off.
    return { mode: kind === 'deals' ? 'record' : 'order', keys, count: table.count };
  }
  if (kind === 'subscriptions') {
    const name = idColumnOf(files);
    if (name !== null) return { mode: 'record', ...keysByName(files, name, table) };
  }
  if (describesCustomers(kind)) {
    const keys: Int32Array[] = [];
    for (const file of files) {
      keys.push(customerKeys(file, table));
      yield featureStep(0, file.rows);
    }
    const known = kind !== 'other' || files.every((file, f) => oncePerCustomer(file, keys[f]!, table.count));
    if (known) return { mode: 'customer', keys, count: table.count };
  } else {
    const name = idColumnOf(files);
    if (name !== null) {
      const keys = files.map((file) =>
        keysOf(
          file.columns.find((column) => column.name === name)!,
          table,
          0,
        ),
      );
      return { mode: 'id', keys, count: table.count };
    }
  }
  return { mode: 'none', keys: files.map((file) => new Int32Array(file.rows).fill(-1)), count: 0 };
}

function keysByName(files: readonly SourceTable[], name: string, table: KeyTable): Pick<RowKeys, 'keys' | 'count'> {
  const keys = files.map((file) =>
    keysOf(
      file.columns.find((column) => column.name === name)!,
      table,
      0,
    ),
  );
  return { keys, count: table.count };
}

function keysOf({ column }: SourceColumn, table: KeyTable, kind: number): Int32Array {
  const text = asText(column);
  const keyOfCode = keysOfTexts(text, table, kind);
  const { codes, nulls } = text;
  const keys = new Int32Array(codes.length);
  for (let i = 0; i < keys.length; i++) keys[i] = nulls === null || present(text, i) ? keyOfCode[codes[i]!]! : -1;
  return keys;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The key of each different text of a column, white space around it aside; -1 for blank ones. */
function keysOfTexts(column: TextColumn, table: KeyTable, kind: number): Int32Array {
  const { packed } = column;
  const keyOf = (text: string) => (text === '' ? -1 : table.keyOf(text, kind));
  if (!packed) return Int32Array.from(column.dictionary, (word) => keyOf(word.trim()));
  const { bytes, ends } = packed;
  const keys = new Int32Array(ends.length);
  if (table.count === 0) table.reserve(ends.length);
  for (let code = 0, from = 0; code < ends.length; from = ends[code++]!) {
    const to = ends[code]!;
    const first = to > from ? bytes[from]! : 0;
    const last = to > from ? bytes[to - 1]! : 0;
    const plain = first > 32 && first < 0x80 && last > 32 && last < 0x80;
    keys[code] = plain ? table.keyOfBytes(bytes, from, to, kind) : keyOf(decoder.decode(bytes.subarray(from, to)).trim());
  }
  return keys;
}

function customerKeys(file: SourceTable, table: KeyTable): Int32Array {
  const keys = new Int32Array(file.rows).fill(-1);
  for (const [kind, role] of customerRoles.entries()) {
    for (const source of file.columns) {
      if (source.role !== role) continue;
      const text = asText(source.column);
      const keyOfCode = new Int32Array(text.dictionary.length);
      for (let code = 0; code < keyOfCode.length; code++) {
        const word = text.dictionary[code]!.trim();
        const plain = kind === 0 ? word : word.toLowerCase();
        keyOfCode[code] = nobody.test(plain) ? -1 : table.keyOf(plain, kind);
      }
      for (let i = 0; i < keys.length; i++) if (keys[i]! < 0 && present(text, i)) keys[i] = keyOfCode[text.codes[i]!]!;
    }
  }
  return keys;
}

/** A number for whoever a row names, by its strongest filled key; 0 where it names nobody. For comparing rows, not for counting people. */
export function customerMarks(file: SourceTable, table: KeyTable): Int32Array {
  return customerKeys(file, table).map((key) => key + 1);
}
