const yes = new Set(['yes', 'y', 'true', 't', '1', 'ja', 'j', 'wahr', 'oui', 'vrai', 'sí', 'si', 's', 'verdadero', 'sim', 'verdadeiro', 'sì', 'vero', 'はい', '是', '有', '対', '对', 'да', 'tak', 'on', 'x', '✓', '✔']); // prettier-ignore
const no = new Set(['no', 'n', 'false', 'f', '0', 'nein', 'falsch', 'non', 'faux', 'falso', 'não', 'nao', 'いいえ', '否', '无', '無', '不是', '错', 'нет', 'nie', 'nee', 'off', '✗', '✘']); // prettier-ignore

/** What a cell of a yes-or-no column says, in any of the tongues that exports are written in; null for anything else. */
export function yesOrNo(cell: string): boolean | null {
  if (cell.length > 12) return null;
  const word = cell.trim().toLowerCase().normalize('NFC');
  return yes.has(word) ? true : no.has(word) ? false : null;
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
