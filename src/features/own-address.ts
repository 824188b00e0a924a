import { emptyMask, setNull, type Note, type TextColumn } from '../domain';
import { asText, columnWithRole, present, type SourceTable } from './source';

const toAddress = /^(to e-?mail( address)?|recipient e-?mail|empfänger[- ]e-?mail(-adresse)?)$/i;
const reference = /^(reference txn id|reference transaction id|zugehöriger transaktionscode)$/i;

/** Share of rows that go to one address from which it is the owner's. */
const mostRows = 0.5;

/**
 * A payment account's file names a sender and a recipient of each row: the address that most rows go to is the owner's own.
 * Rows that come from it (refunds, mostly) are not the owner's as a customer: they belong to the recipient, or to whom the
 * payment referred to came from, or to the one customer who has the row's name; else to nobody by e-mail. Other files are
 * given back as they are.
 */
export function withoutOwnAddress(source: SourceTable, notes: Note[]): SourceTable {
  const from = columnWithRole(source, 'email');
  const to = source.columns.find(({ name }) => toAddress.test(name.trim()));
  if (!from || !to || from === to) return source;
  const fromText = asText(from.column);
  const toText = asText(to.column);
  const own = mostFrequent(toText, source.rows);
  if (own === null) return source;
  const codeOf = new Map(fromText.dictionary.map((word, code) => [plain(word), code]));
  const ownCode = codeOf.get(own);
  if (ownCode === undefined) return source;

  const isOwn = (i: number) => present(fromText, i) && fromText.codes[i] === ownCode;
  const byReference = senderBy(source, fromText, isOwn, 'orderId');
  const byName = senderBy(source, fromText, isOwn, 'name');
  const codes = fromText.codes.slice();
  const nulls = fromText.nulls?.slice() ?? emptyMask(source.rows);
  const dictionary = [...fromText.dictionary];
  let n = 0;
  let found = 0;
  for (let i = 0; i < source.rows; i++) {
    if (!isOwn(i)) continue;
    n++;
    const recipient = present(toText, i) ? plain(toText.dictionary[toText.codes[i]!]!) : '';
    let code = recipient === own ? undefined : codeOf.get(recipient);
    if (code === undefined && recipient !== '' && recipient !== own) {
      codeOf.set(recipient, (code = dictionary.length));
      dictionary.push(recipient);
    }
    code ??= byReference(i) ?? byName(i);
    if (code === undefined) setNull(nulls, i);
    else {
      codes[i] = code;
      found++;
    }
  }
  if (n === 0) return source;
  notes.push({ code: 'refunds-by-owner', values: { file: source.name, n, found } });
  const column: TextColumn = { type: 'text', codes, dictionary, nulls };
  return { ...source, columns: source.columns.map((other) => (other === from ? { ...other, column } : other)) };
}

const plain = (address: string): string => address.trim().toLowerCase();

function mostFrequent(text: TextColumn, rows: number): string | null {
  const counts = new Map<string, number>();
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    if (!present(text, i)) continue;
    filled++;
    const address = plain(text.dictionary[text.codes[i]!]!);
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  for (const [address, count] of counts) if (address.includes('@') && count > mostRows * filled) return address;
  return null;
}

/** Whose the other rows are that share a row's reference or name, where they are one sender's. */
function senderBy(
  source: SourceTable,
  from: TextColumn,
  isOwn: (i: number) => boolean,
  by: 'orderId' | 'name',
): (i: number) => number | undefined {
  const keys = columnWithRole(source, by);
  const asked = by === 'name' ? keys : source.columns.find(({ name }) => reference.test(name.trim()));
  if (!keys || !asked) return () => undefined;
  const keyText = asText(keys.column);
  const askedText = asText(asked.column);
  const senders = new Map<string, number | null>();
  for (let i = 0; i < source.rows; i++) {
    if (isOwn(i) || !present(from, i) || !present(keyText, i)) continue;
    const key = plain(keyText.dictionary[keyText.codes[i]!]!);
    const sender = from.codes[i]!;
    const known = senders.get(key);
    senders.set(key, known === undefined || known === sender ? sender : null);
  }
  return (i) =>
    present(askedText, i) ? (senders.get(plain(askedText.dictionary[askedText.codes[i]!]!)) ?? undefined) : undefined;
}
