import { isBlank, isBlankToken } from './blanks';
import { isBrokenId } from './broken-ids';
import { DateReader } from './dates';
import { epochs, type Epoch } from './epochs';
import { normalise } from './header-words';
import { eitherWay, NumberReader, provesComma, provesPoint } from './numbers';

/** What the cells of a column look like: from a sample of rows at first, put right by what a whole pass counted. */
export interface ColumnFacts {
  /** Unique name in use, header as written, and the header as words. */
  readonly name: string;
  readonly header: string;
  readonly words: string;
  /** Cells that are not blank; of those, words for "nothing"; and what is left. */
  filled: number;
  tokens: number;
  real: number;
  /** Different values, and the first of them with their counts. */
  distinct: number;
  readonly values: Map<string, number>;
  /** Cells that are a number where the point, or the comma, is the decimal mark; and cells that prove either. */
  pointNumbers: number;
  commaNumbers: number;
  pointProofs: number;
  commaProofs: number;
  ambiguousNumbers: number;
  /** Of the ambiguous ones, those with a point. */
  ambiguousPoints: number;
  minimum: number;
  maximum: number;
  /** Numbers with a fraction other than `.0`. */
  fractions: number;
  dates: number;
  compactDates: number;
  /** What the digits under a header that speaks of a date count, where nearly all of them may: then they are `compactDates`. */
  epoch: Epoch | null;
  emails: number;
  phones: number;
  /** Three letters, as currencies are. */
  triples: number;
  /** Words with a space between and no digit, as people's names are. */
  nameLike: number;
  /** Leading zeros, more digits than a number holds, or a mark that spreadsheets put before text. */
  idLike: number;
  /** Long ids that a spreadsheet has rounded: `4.687E+11`. */
  brokenIds: number;
}

const valuesKept = 300;
const counters: Readonly<Record<Epoch, DateReader>> = {
  unix: new DateReader(false, 'unix'),
  'unix-ms': new DateReader(false, 'unix-ms'),
  excel: new DateReader(false, 'excel'),
};
const number = { point: new NumberReader('.'), comma: new NumberReader(',') };
const email = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]{2,}$/u;
const idLike = /^(?:-?0\d+$|['`’]|="|\d{16,}(?:\.0)?$|\d+e\d+$)/i;
const dated =
  /\b(?:date|datum|fecha|data|dt|day|datetime|created|updated|modified|timestamp|ts|time|at|joined|since|registered|signup)\b|日期|时间|時間|日時|日付/;
/** Days since 1900 are five digits, as many numbers are: their header must say more. */
const plainlyDated =
  /\b(?:date|datum|fecha|data|dt|datetime|created|updated|modified|timestamp|joined|registered|signup)\b|日期|时间|日時|日付/;
const phone = /^[+(]?\d[\d\s().\-/]{4,22}\d(?:\.0)?$/;

/** Facts of every column over sample rows. */
export function factsOf(
  rows: readonly (readonly string[])[],
  names: readonly string[],
  headers: readonly string[],
): ColumnFacts[] {
  return names.map((name, column) => {
    const facts: ColumnFacts = {
      name,
      header: headers[column] ?? '',
      words: normalise(headers[column] ?? ''),
      filled: 0,
      tokens: 0,
      real: 0,
      distinct: 0,
      values: new Map(),
      pointNumbers: 0,
      commaNumbers: 0,
      pointProofs: 0,
      commaProofs: 0,
      ambiguousNumbers: 0,
      ambiguousPoints: 0,
      minimum: Number.POSITIVE_INFINITY,
      maximum: Number.NEGATIVE_INFINITY,
      fractions: 0,
      dates: 0,
      compactDates: 0,
      epoch: null,
      emails: 0,
      phones: 0,
      triples: 0,
      nameLike: 0,
      idLike: 0,
      brokenIds: 0,
    };
    const seen = new Set<string>();
    const plain = new DateReader(false);
    const compact = new DateReader(true);
    const counting = { unix: 0, 'unix-ms': 0, excel: 0 };
    const maybeDated = dated.test(facts.words);
    for (const row of rows) {
      const cell = row[column];
      if (cell === undefined || isBlank(cell)) continue;
      look(facts, cell.trim(), plain, compact, seen);
      if (maybeDated) for (const epoch of epochs) if (counters[epoch].read(cell)) counting[epoch]++;
    }
    facts.distinct = seen.size;
    facts.real = facts.filled - facts.tokens;
    for (const epoch of epochs) {
      const words = epoch === 'excel' ? plainlyDated : dated;
      if (counting[epoch] === 0 || counting[epoch] < facts.real * 0.98 || !words.test(facts.words)) continue;
      facts.epoch = epoch;
      facts.compactDates = counting[epoch];
    }
    return facts;
  });
}

function look(facts: ColumnFacts, text: string, plain: DateReader, compact: DateReader, seen: Set<string>): void {
  facts.filled++;
  seen.add(text);
  const times = facts.values.get(text);
  if (times !== undefined || facts.values.size < valuesKept) facts.values.set(text, (times ?? 0) + 1);
  if (isBlankToken(text)) {
    facts.tokens++;
    return;
  }
  const value = number.point.read(text);
  const proof = number.point.proof;
  const asComma = number.comma.read(text);
  if (!Number.isNaN(value)) facts.pointNumbers++;
  if (!Number.isNaN(asComma)) facts.commaNumbers++;
  if (proof === provesPoint) facts.pointProofs++;
  else if (proof === provesComma) facts.commaProofs++;
  else if (proof === eitherWay) {
    facts.ambiguousNumbers++;
    if (text.includes('.')) facts.ambiguousPoints++;
  }
  const either = Number.isNaN(value) ? asComma : value;
  if (!Number.isNaN(either)) {
    facts.minimum = Math.min(facts.minimum, either);
    facts.maximum = Math.max(facts.maximum, either);
    if (!Number.isInteger(either)) facts.fractions++;
  }
  // Long texts are none of the rest, and patterns over them can take long.
  if (text.length > 120) return;
  if (plain.read(text)) facts.dates++;
  else if (text.length === 8 && compact.read(text) && compact.day > -25568 && compact.day < 47482) facts.compactDates++; // 1900 to 2099
  if (text.includes('@') && email.test(text)) facts.emails++;
  if (phone.test(text)) facts.phones++;
  if (/^[A-Za-z]{3}$/.test(text)) facts.triples++;
  if (/^\D*\s\D*$/.test(text)) facts.nameLike++;
  if (idLike.test(text)) facts.idLike++;
  if (isBrokenId(text)) facts.brokenIds++;
}

/** Share of the cells that say something; 0 of none. */
export const shareOf = (count: number, facts: ColumnFacts): number =>
  facts.real === 0 ? 0 : Math.round((count / facts.real) * 1e6) / 1e6;

export const numberShare = (facts: ColumnFacts): number => shareOf(Math.max(facts.pointNumbers, facts.commaNumbers), facts);
