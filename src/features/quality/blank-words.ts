/**
 * Words by which people and tools say "nothing is known". Left out on purpose: `none`, `no` and `other`, which are answers,
 * and what is somebody's name (Na, Nan, Null).
 */
const words = new Set(
  (
    'n/a|#n/a|n.a.|n.a|n/k|nan|null|nil|undefined|unknown|not known|not available|not applicable|not provided|not specified|' +
    'unspecified|not set|(not set)|(blank)|(none)|(null)|(unknown)|missing|tbd|tba|tbc|?|??|???|-|--|---|—|–|.|..|...|*|/|' +
    'xxx|xxxx|unbekannt|k.a.|keine angabe|inconnu|non renseigné|desconocido|sin datos|desconhecido|sconosciuto|onbekend|' +
    '无|無|空|暂无|暫無|没有|未填|未填写|不详|未知|不明|なし'
  ).split('|'),
);
const names = new Set(['Nan', 'Null', 'Nil']);

/** Whether a filled cell says that nothing is known, or holds white space only. */
export function isBlankWord(text: string): boolean {
  if (text.length > 20) return text.trim() === '';
  const bare = text.trim();
  return bare === '' || (words.has(bare.toLowerCase()) && !names.has(bare));
}
