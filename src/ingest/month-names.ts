/** The names of the twelve months, accents gone: English, German, French, Spanish, Portuguese, Italian, Dutch. */
const names = [
  'january|januar|janvier|enero|janeiro|gennaio|januari|janner|jaenner',
  'february|februar|fevrier|febrero|fevereiro|febbraio|februari|feber',
  'march|marz|maerz|mars|marzo|marco|maart|mrz',
  'april|avril|abril|aprile',
  'may|mai|mayo|maio|maggio|mei',
  'june|juni|juin|junio|junho|giugno',
  'july|juli|juillet|julio|julho|luglio',
  'august|aout|agosto|augustus',
  'september|septembre|septiembre|setembro|settembre|setiembre',
  'october|oktober|octobre|octubre|outubro|ottobre',
  'november|novembre|noviembre|novembro',
  'december|dezember|decembre|diciembre|dezembro|dicembre',
];

/** Every beginning of a name that is three letters or more and means one month only: `jui` may be June or July. */
const byPrefix = new Map<string, number>();
for (const [at, spellings] of names.entries()) {
  for (const name of spellings.split('|')) {
    for (let length = 3; length <= name.length; length++) {
      const prefix = name.slice(0, length);
      const known = byPrefix.get(prefix);
      byPrefix.set(prefix, known === undefined || known === at + 1 ? at + 1 : 0);
    }
  }
}

const weekdays = new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'tues', 'thur', 'thurs']);
for (const day of [...weekdays]) weekdays.add(day.slice(0, 3));

/** The letters that a text begins with. */
export function monthWord(text: string): string {
  return /^[a-z\u00c0-\u017f\u0300-\u036f]{0,14}/i.exec(text)![0];
}

/** 1 to 12 for the name of a month, or a beginning of one, in any of the tongues; 0 for none. */
export function monthOf(word: string): number {
  const bare = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return byPrefix.get(bare) ?? 0;
}

/** Whether a word is a day of the week, in English: `Fri, 04 Sep 2026`. */
export function isWeekday(word: string): boolean {
  return weekdays.has(word.toLowerCase());
}
