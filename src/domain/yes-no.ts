const yes = new Set(['yes', 'y', 'true', 't', '1', 'ja', 'j', 'wahr', 'oui', 'vrai', 'sí', 'si', 's', 'verdadero', 'sim', 'verdadeiro', 'sì', 'vero', 'はい', '是', '有', '対', '对', 'да', 'tak', 'on', 'x', '✓', '✔']); // prettier-ignore
const no = new Set(['no', 'n', 'false', 'f', '0', 'nein', 'falsch', 'non', 'faux', 'falso', 'não', 'nao', 'いいえ', '否', '无', '無', '不是', '错', 'нет', 'nie', 'nee', 'off', '✗', '✘']); // prettier-ignore

/** What a cell of a yes-or-no column says, in any of the tongues that exports are written in; null for anything else. */
export function yesOrNo(cell: string): boolean | null {
  if (cell.length > 12) return null;
  const word = cell.trim().toLowerCase().normalize('NFC');
  return yes.has(word) ? true : no.has(word) ? false : null;
}

/**
 * Of the different cells of a column, the one way to write yes and the one for no, for each of them; null where some cell says
 * neither, or all say the same. The first cell that says it is the way, so give the most frequent first.
 */
export function sayYesOrNo(cells: readonly string[]): ReadonlyMap<string, string> | null {
  let [yesWord, noWord]: (string | undefined)[] = [];
  const said = new Map<string, string>();
  for (const cell of cells) {
    const answer = yesOrNo(cell);
    if (answer === null) return null;
    if (answer) said.set(cell, (yesWord ??= cell));
    else said.set(cell, (noWord ??= cell));
  }
  return yesWord === undefined || noWord === undefined ? null : said;
}

/** Of two different cells, which says yes and which no; null where they do not say both. */
export function yesAndNo(cells: readonly string[]): { readonly yes: string; readonly no: string } | null {
  if (cells.length !== 2) return null;
  const [a = '', b = ''] = cells;
  const first = yesOrNo(a);
  const second = yesOrNo(b);
  if (first === null || second === null || first === second) return null;
  return first ? { yes: a, no: b } : { yes: b, no: a };
}
