import type { PhoneCountry } from '../domain';
import { fold } from './names';
import { writtenPhone, type PhoneReader, type WrittenPhone } from './phones';
import { asText, columnWithRole, present, type SourceTable } from './source';

/** So many of the rows must agree before a country is taken for everybody's. */
const mostRows = 0.9;
/** Fewer numbers that name their country prove nothing of the others. */
const leastNumbers = 5;

/** Currencies of one country; the euro, for one, is not. */
const countryOfCurrency = new Map<string, string>(
  (
    'GBP:GB USD:US CNY:CN CHF:CH JPY:JP INR:IN CAD:CA AUD:AU BRL:BR MXN:MX PLN:PL SEK:SE NOK:NO DKK:DK CZK:CZ HUF:HU RON:RO ' +
    'NZD:NZ SGD:SG HKD:HK TWD:TW KRW:KR ZAR:ZA TRY:TR UAH:UA ILS:IL AED:AE THB:TH MYR:MY PHP:PH IDR:ID VND:VN'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

const aliases =
  'usa:US|united states of america:US|uk:GB|great britain:GB|england:GB|scotland:GB|wales:GB|holland:NL|中国大陆:CN|大陆:CN|prc:CN|brd:DE';

/** How people write countries → ISO code: codes, names in the commonest languages. */
export function countryNames(codes: readonly string[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>(aliases.split('|').map((pair) => pair.split(':') as [string, string]));
  for (const code of codes) known.set(code.toLowerCase(), code);
  for (const language of ['en', 'zh', 'de', 'fr', 'es', 'it', 'nl']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = names.of(code);
      if (name !== undefined && !known.has(fold(name))) known.set(fold(name), code);
    }
  }
  return known;
}

/** The country of each row's telephone number, where its table says; and of all others. */
export interface PhoneOrigins {
  /** Per table: the country of each entry of the phone column's dictionary; null where the table has none of the two. */
  readonly byEntry: readonly (readonly (string | null)[] | null)[];
  readonly told: PhoneCountry | null;
}

/**
 * Which country the numbers without a country code are from: the row's own country; else the one the owner named; else the one of
 * nine in ten rows, or of nine in ten numbers that do name it, or of the currency. null where nothing proves it: then such numbers
 * meet only their like.
 */
export function phoneOrigins(tables: readonly SourceTable[], byHand: string | null, reader: PhoneReader): PhoneOrigins {
  const names = countryNames(reader.countries);
  const byEntry: ((string | null)[] | null)[] = [];
  const rowsIn = new Map<string, number>();
  const codes = new Map<string, number>();
  let countryRows = 0;
  let full = 0;
  const numbers = new Map<string, WrittenPhone>();
  for (const table of tables) {
    const source = columnWithRole(table, 'country');
    const country = source === undefined ? null : asText(source.column);
    const isoOf = country?.dictionary.map((word) => names.get(fold(word)) ?? null) ?? [];
    if (country) {
      const counts = new Int32Array(isoOf.length);
      for (let i = 0; i < table.rows; i++) if (present(country, i)) counts[country.codes[i]!]!++;
      for (const [code, iso] of isoOf.entries()) {
        countryRows += counts[code]!;
        if (iso !== null) rowsIn.set(iso, (rowsIn.get(iso) ?? 0) + counts[code]!);
      }
    }
    const phones = table.columns.filter((column) => column.role === 'phone').map((column) => asText(column.column));
    for (const phone of phones) {
      for (const text of phone.dictionary) {
        const written = writtenPhone(text);
        if (written === null || numbers.has(written.digits)) continue;
        numbers.set(written.digits, written);
        if (written.form !== 'full') continue;
        full++;
        const code = reader.callingCode(written.digits);
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }
    const first = phones[0];
    if (first === undefined || country === null) {
      byEntry.push(null);
      continue;
    }
    const entries = new Array<string | null>(first.dictionary.length).fill(null);
    for (let i = 0; i < table.rows; i++) {
      if (!present(first, i) || !present(country, i)) continue;
      entries[first.codes[i]!] ??= isoOf[country.codes[i]!]!;
    }
    byEntry.push(entries);
  }
  if (numbers.size === 0) return { byEntry, told: null };
  let national = 0;
  for (const { form } of numbers.values()) if (form === 'national') national++;
  const told = (country: string | null, evidence: PhoneCountry['evidence'], share: number, word: string) => ({
    byEntry,
    told: { numbers: numbers.size, national, country, evidence, share, word, countries: reader.countries },
  });
  if (byHand !== null) return told(byHand, 'by-hand', 1, '');
  const [iso, rows] = largest(rowsIn);
  if (iso !== null && rows >= mostRows * countryRows) return told(iso, 'country-column', rows / countryRows, iso);
  const [code, count] = largest(codes);
  const shared = code === null ? null : reader.countryOf(code);
  if (shared !== null && count >= leastNumbers && count >= mostRows * full) {
    return told(shared, 'other-numbers', count / full, `+${code}`);
  }
  const [currency, share] = currencyOf(tables);
  const home = currency === null ? undefined : countryOfCurrency.get(currency);
  if (home !== undefined && share >= mostRows) return told(home, 'currency', share, currency!);
  return told(null, 'unknown', 0, '');
}

function largest(counts: ReadonlyMap<string, number>): [string | null, number] {
  let best: string | null = null;
  let most = 0;
  for (const [word, count] of counts) {
    if (count > most || (count === most && best !== null && word < best)) [best, most] = [word, count];
  }
  return [best, most];
}

/** The currency of most rows that name one, and their share. */
function currencyOf(tables: readonly SourceTable[]): [string | null, number] {
  const rows = new Map<string, number>();
  let all = 0;
  for (const table of tables) {
    const source = columnWithRole(table, 'currency');
    if (source === undefined) {
      const named = table.columns.find((column) => column.currency !== undefined)?.currency;
      if (named === undefined) continue;
      rows.set(named, (rows.get(named) ?? 0) + table.rows);
      all += table.rows;
      continue;
    }
    const text = asText(source.column);
    for (let i = 0; i < table.rows; i++) {
      if (!present(text, i)) continue;
      const word = text.dictionary[text.codes[i]!]!.trim().toUpperCase();
      rows.set(word, (rows.get(word) ?? 0) + 1);
      all++;
    }
  }
  const [currency, count] = largest(rows);
  return [currency, all === 0 ? 0 : count / all];
}
