import {
  countTexts,
  spellingId,
  type IdentitySettings,
  type Progress,
  type Spelling,
  type SpellingItem,
  type TextColumn,
} from '../domain';
import { commonWords } from './common-words';
import { edits, fold } from './names';
import { countryNames } from './phone-country';
import { differsInShortWord, oneSlip, sameDigits } from './slips';
import { present, type SourceColumn, type SourceTable } from './source';
import { featureStep, slice } from './steps';

/** Words shorter than this differ by a letter for good reasons (male, female). */
const shortestTypo = 7;
/** A slip of the pen is so much rarer than the word, where both stand in one file. */
const rarer = 10;
/** Words from this length on may differ by two letters. */
const shortestTwice = 9;
/** A column of more different words than this holds names of things, which are called as their makers please. */
const mostKinds = 200;
/** A column of more different words than this holds no names of kinds. */
const mostWords = 5000;
const longestWord = 60;

/** Columns whose words are compared with one another: of one role, else of one header. null where a column holds no kinds. */
export function spellingGroup({ role, name }: SourceColumn): string | null {
  if (role === 'product' || role === 'country' || role === 'status') return `=${role}`;
  return role === 'category' || role === 'text' ? fold(name) || null : null;
}

/** Two spellings of one name agree in this: letters, digits, and signs that tell things apart (A and A+), but not in blanks and case. */
function compact(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\-_.,'’/()]+/g, ' ')
    .trim()
    .replace(/(?<!\d) | (?!\d)/g, '');
}

interface Word {
  readonly text: string;
  rows: number;
  readonly tables: Set<number>;
  /** In a table that holds each word once: a list of what there is. */
  listed: boolean;
}

interface Group {
  readonly header: string;
  readonly words: Map<string, Word>;
  /** Some column of the group is known to hold kinds of things; a text column alone holds remarks. */
  kinds: boolean;
}

function* readGroups(tables: readonly SourceTable[]): Generator<Progress, Map<string, Group>, void> {
  const groups = new Map<string, Group>();
  for (const [t, table] of tables.entries()) {
    for (const source of table.columns) {
      const id = spellingGroup(source);
      const { column } = source;
      if (id === null || column.type !== 'text') continue;
      if (countTexts(column) > mostWords) continue;
      if (column.dictionary.some((word) => word.length > longestWord)) continue;
      let group = groups.get(id);
      if (!group) groups.set(id, (group = { header: source.name, words: new Map(), kinds: false }));
      if (source.role !== 'text') group.kinds = true;
      const counts = new Int32Array(column.dictionary.length);
      for (let from = 0; from < table.rows; from += slice) {
        countCodes(column, from, Math.min(from + slice, table.rows), counts);
        yield featureStep(from, table.rows);
      }
      const filled = counts.some((count) => count > 0);
      const listed = filled && counts.every((count) => count <= 1);
      for (const [code, raw] of column.dictionary.entries()) {
        const text = raw.trim();
        if (text === '' || counts[code] === 0) continue;
        let word = group.words.get(text);
        if (!word) group.words.set(text, (word = { text, rows: 0, tables: new Set(), listed: false }));
        word.rows += counts[code]!;
        word.tables.add(t);
        if (listed) word.listed = true;
      }
    }
  }
  return groups;
}

/** Adds how often each word stands in the rows from `from` up to `to`. */
function countCodes(column: TextColumn, from: number, to: number, counts: Int32Array): void {
  const { codes, nulls } = column;
  for (let i = from; i < to; i++) if (nulls === null || present(column, i)) counts[codes[i]!]!++;
}

/** Of two ways to write it the better one: from a list of what there is, else the more frequent, else the first in code-point order. */
function better(a: Word, b: Word): Word {
  if (a.listed !== b.listed) return a.listed ? a : b;
  if (a.rows !== b.rows) return a.rows > b.rows ? a : b;
  return a.text < b.text ? a : b;
}

/**
 * Names of kinds (products, countries, categories) that are written in several ways in or between the tables: alike but for
 * blanks, case, accents and stops; or one letter apart, where both are long, hold the same digits, and one is rare or stands in
 * another file. Suggestions only. The tables are as imported: what was accepted is among the answers too.
 */
export function* findSpellings(
  tables: readonly SourceTable[],
  settings: IdentitySettings,
): Generator<Progress, SpellingItem[], void> {
  const accepted = new Set(settings.spellings.map(spellingId));
  const refused = new Set(settings.otherSpellings);
  const found: SpellingItem[] = [];
  for (const [column, group] of yield* readGroups(tables)) {
    if (!group.kinds) continue;
    yield featureStep(0, group.words.size);
    const add = (from: Word, to: Word, why: SpellingItem['why']) => {
      const id = spellingId({ column, from: from.text, to: to.text });
      const state = accepted.has(id) ? 'accepted' : refused.has(id) ? 'refused' : 'suggested';
      const files = [...from.tables].map((t) => tables[t]!.name);
      const rows = { fromRows: from.rows, toRows: to.rows };
      found.push({ column, header: group.header, from: from.text, to: to.text, why, ...rows, files, state });
    };
    const best = new Map<string, Word>();
    for (const word of group.words.values()) {
      const form = compact(word.text);
      const known = best.get(form);
      best.set(form, known ? better(known, word) : word);
    }
    for (const word of group.words.values()) {
      const to = best.get(compact(word.text))!;
      if (to !== word) add(word, to, 'letters');
    }
    const countries = column === '=country' || holdsCountries(best);
    const pairs = [...typos(best, countries), ...doubleTypos(best)];
    for (const [from, to] of pairs) add(from, to, 'typo');
    const said = new Set(pairs.map(([from]) => from));
    for (const [from, text] of misspelt(best, column, countries)) {
      if (!said.has(from)) add(from, { text, rows: 0, tables: new Set(), listed: false }, 'word');
    }
  }
  const rank = { suggested: 0, accepted: 1, refused: 2 };
  return found.sort(
    (a, b) => rank[a.state] - rank[b.state] || b.fromRows - a.fromRows || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0),
  );
}

/** Pairs one letter apart, found by what is left when a letter is taken out of each. */
function typos(words: ReadonlyMap<string, Word>, countries: boolean): [Word, Word][] {
  const long = [...words.keys()].filter((form) => form.length >= shortestTypo);
  const byRest = new Map<string, string[]>();
  const put = (rest: string, form: string) => {
    const forms = byRest.get(rest);
    if (!forms) byRest.set(rest, [form]);
    else if (!forms.includes(form)) forms.push(form);
  };
  for (const form of long) {
    put(form, form);
    for (let i = 0; i < form.length; i++) put(form.slice(0, i) + form.slice(i + 1), form);
  }
  const seen = new Set<string>();
  const pairs: [Word, Word][] = [];
  for (const forms of byRest.values()) {
    for (let i = 0; i < forms.length; i++) {
      for (let j = i + 1; j < forms.length; j++) {
        const [a, b] = [forms[i]!, forms[j]!].sort() as [string, string];
        const id = `${a}\n${b}`;
        if (seen.has(id)) continue;
        seen.add(id);
        if (!sameDigits(a, b) || b === `${a}s` || a === `${b}s` || !oneSlip(a, b)) continue;
        const [one, other] = [words.get(a)!, words.get(b)!];
        if (differsInShortWord(fold(one.text), fold(other.text))) continue;
        const to = better(one, other);
        const from = to === one ? other : one;
        const together = [...from.tables].some((t) => to.tables.has(t));
        if (together && from.rows * rarer > to.rows) continue;
        if (countries && knownCountries().has(fold(from.text)) && knownCountries().has(fold(to.text))) continue;
        pairs.push([from, to]);
      }
    }
  }
  return pairs;
}

/** Pairs that differ in one long word by two letters, the one rare; found by what stands around that word. */
function doubleTypos(words: ReadonlyMap<string, Word>): [Word, Word][] {
  const byRest = new Map<string, { word: Word; part: string }[]>();
  for (const word of words.values()) {
    const parts = fold(word.text).split(' ');
    for (const [at, part] of parts.entries()) {
      if (part.length < shortestTwice) continue;
      // Nobody mistakes both the first letter and another one.
      const rest = JSON.stringify([...parts.slice(0, at), part[0], ...parts.slice(at + 1), at]);
      const group = byRest.get(rest);
      if (group) group.push({ word, part });
      else byRest.set(rest, [{ word, part }]);
    }
  }
  const pairs: [Word, Word][] = [];
  for (const group of byRest.values()) {
    if (group.length > mostKinds) continue;
    for (const [at, one] of group.entries()) {
      for (const other of group.slice(at + 1)) {
        const [a, b] = [one.part, other.part];
        if (!sameDigits(a, b) || oneSlip(a, b) || edits(a, b, 2) > 2 || a.startsWith(b) || b.startsWith(a)) continue;
        const to = better(one.word, other.word);
        const from = to === one.word ? other.word : one.word;
        if (from.rows * rarer <= to.rows) pairs.push([from, to]);
      }
    }
  }
  return pairs;
}

/** Words one letter apart from exactly one common word, or from a country's name, and none themselves. */
function misspelt(words: ReadonlyMap<string, Word>, column: string, ofCountries: boolean): [Word, string][] {
  if (words.size > mostKinds || column === '=product' || column === '=status') return [];
  if (![...words.values()].some(({ text }) => fold(text).length >= shortestTypo)) return [];
  const countries = ofCountries ? knownCountries() : null;
  const known: ReadonlySet<string> = countries ? new Set(countries.keys()) : commonWords;
  const present = new Set([...words.values()].map(({ text }) => fold(text)));
  const found: [Word, string][] = [];
  for (const word of words.values()) {
    const form = fold(word.text);
    if (form.length < shortestTypo || known.has(form) || known.has(form.replace(/s$/, ''))) continue;
    // Common words are single ones; what is written in two is no slip in one.
    if (!countries && /\s/.test(word.text.trim())) continue;
    const meant = [...known].filter(
      (right) => right.length >= shortestTypo && right !== `${form}s` && form !== `${right}s` && oneSlip(form, right),
    );
    if (meant.length !== 1 || present.has(meant[0]!)) continue;
    const right = countries ? countryName(countries.get(meant[0]!)!, meant[0]!) : meant[0]!;
    found.push([word, likeCase(word.text.trim(), right)]);
  }
  return found;
}

/** A country's name as it is written, of its folded form. */
function countryName(code: string, folded: string): string {
  for (const language of ['en', 'zh', 'de', 'fr', 'es', 'it', 'nl']) {
    const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }).of(code);
    if (name !== undefined && fold(name) === folded) return name;
  }
  return folded;
}

/** A word written with capitals as the other is. */
function likeCase(model: string, word: string): string {
  if (model === model.toUpperCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const allRegions = letters.flatMap((one) => letters.map((other) => one + other));

/** The tables with the accepted spellings read as the owner wants them; the imported columns themselves are not touched. */
export function withSpellings(tables: readonly SourceTable[], spellings: readonly Spelling[]): readonly SourceTable[] {
  if (spellings.length === 0) return tables;
  const byGroup = new Map<string, Map<string, string>>();
  for (const { column, from, to } of spellings) {
    const group = byGroup.get(column) ?? new Map<string, string>();
    byGroup.set(column, group.set(from, to));
  }
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((source) => {
      const { column } = source;
      const map = byGroup.get(spellingGroup(source) ?? '');
      return map && column.type === 'text' ? { ...source, column: respelt(column, map) } : source;
    }),
  }));
}

function respelt(column: TextColumn, map: ReadonlyMap<string, string>): TextColumn {
  let changed = false;
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  const codeOf = column.dictionary.map((raw) => {
    let text = raw;
    for (let hops = 0, next = map.get(raw.trim()); next !== undefined && hops < 8; hops++, next = map.get(text)) text = next;
    if (text !== raw) changed = true;
    let code = known.get(text);
    if (code === undefined) {
      known.set(text, (code = dictionary.length));
      dictionary.push(text);
    }
    return code;
  });
  if (!changed) return column;
  return { ...column, codes: column.codes.map((code) => codeOf[code] ?? 0), dictionary };
}

let countriesOnce: ReadonlyMap<string, string> | null = null;
/** Names of countries are made by the browser in many languages: once is enough. */
const knownCountries = (): ReadonlyMap<string, string> => (countriesOnce ??= countryNames(allRegions));

/** Whether most of some words are names of countries, of four letters or more: IT and PR are departments too. */
function holdsCountries(words: ReadonlyMap<string, Word>): boolean {
  if (words.size < 3 || words.size > mostKinds) return false;
  let countries = 0;
  for (const { text } of words.values()) if (text.length >= 4 && knownCountries().has(fold(text))) countries++;
  return countries * 4 > words.size * 3;
}

/** How many rows read otherwise than they are written. */
export function respeltRows(tables: readonly SourceTable[], spellings: readonly Spelling[]): number {
  let rows = 0;
  for (const table of tables) {
    for (const source of table.columns) {
      const { column } = source;
      const group = spellingGroup(source);
      if (column.type !== 'text' || group === null) continue;
      const from = new Set(spellings.filter((spelling) => spelling.column === group).map((spelling) => spelling.from));
      if (from.size === 0) continue;
      const mine = column.dictionary.map((word) => from.has(word.trim()));
      if (!mine.includes(true)) continue;
      for (let i = 0; i < table.rows; i++) if (present(column, i) && mine[column.codes[i]!]) rows++;
    }
  }
  return rows;
}
