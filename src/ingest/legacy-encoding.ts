/**
 * Which of the encodings from before Unicode some bytes are written in.
 *
 * Strict decoding leaves several: nearly any bytes are Windows-1252, and most GBK is valid EUC-KR. So each encoding has a
 * small model of how its text looks: characters stand in classes (common ideographs, kana, accented letters …), and a
 * model says how often a class comes and how many characters share it. The model under which the bytes are most likely
 * wins. Bytes that a model does not allow at all cost it dearly, but a single damaged one does not decide.
 */

/** Natural logarithm of how likely a character is: its class's share over the characters in it. */
const share = (of: number, characters: number): number => Math.log(of / characters);

/** ASCII costs the same everywhere; it counts because two-byte encodings swallow some of it. */
const ascii = share(1, 64);
const impossible = Math.log(1e-9);

interface Model {
  readonly label: string;
  /** How likely the bytes are, before they are looked at. */
  readonly prior: number;
  /** The logarithm for the character at `i`, whose length is left in `length`. */
  readonly at: (bytes: Uint8Array, i: number) => number;
}

/** Length of the character last judged. */
let length = 1;

function pair(log: number): number {
  length = 2;
  return log;
}

/** Shares of the rows of a 94 by 94 table, as the East Asian standards order their characters. */
interface Plane {
  readonly marks: number;
  readonly kana: number;
  /** Rows B0 to C8, C9 to CF, D0 to D7, and from there on. */
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly rest: number;
}

function planeLog(plane: Plane, lead: number): number {
  if (lead < 0xa4) return share(plane.marks, 3 * 94);
  if (lead < 0xb0) return share(plane.kana, 12 * 94);
  if (lead < 0xc9) return share(plane.first, 25 * 94);
  if (lead < 0xd0) return share(plane.second, 7 * 94);
  if (lead < 0xd8) return share(plane.third, 8 * 94);
  return share(plane.rest, 32 * 94);
}

/** Simplified Chinese is ordered by sound over the rows B0 to D7, Korean over B0 to C8, Japanese over B0 to CF after its kana. */
const chinese: Plane = { marks: 0.05, kana: 0.001, first: 0.6, second: 0.17, third: 0.165, rest: 0.013 };
const japanese: Plane = { marks: 0.06, kana: 0.34, first: 0.38, second: 0.18, third: 0.015, rest: 0.015 };
const korean: Plane = { marks: 0.02, kana: 0.0005, first: 0.955, second: 0.001, third: 0.004, rest: 0.004 };

const gb18030: Model['at'] = (bytes, i) => {
  const lead = bytes[i]!;
  const trail = bytes[i + 1] ?? 0;
  if (lead < 0x81 || lead > 0xfe) return impossible;
  if (trail >= 0x30 && trail <= 0x39 && (bytes[i + 2] ?? 0) >= 0x81) {
    length = 4;
    return share(0.0005, 1e6);
  }
  if (lead >= 0xa1 && trail >= 0xa1) return pair(planeLog(chinese, lead));
  return trail >= 0x40 && trail !== 0x7f ? pair(share(0.003, 14_000)) : impossible;
};

const eucKr: Model['at'] = (bytes, i) => {
  const lead = bytes[i]!;
  const trail = bytes[i + 1] ?? 0;
  if (lead >= 0xa1 && lead <= 0xfd && trail >= 0xa1 && trail <= 0xfe) return pair(planeLog(korean, lead));
  const letters = (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a) || trail >= 0x81;
  return lead >= 0x81 && lead <= 0xc6 && letters ? pair(share(0.01, 8800)) : impossible;
};

const eucJp: Model['at'] = (bytes, i) => {
  const lead = bytes[i]!;
  const trail = bytes[i + 1] ?? 0;
  if (lead === 0x8e && trail >= 0xa1 && trail <= 0xdf) return pair(share(0.01, 63));
  if (lead === 0x8f && trail >= 0xa1) {
    length = 3;
    return share(0.001, 6000);
  }
  return lead >= 0xa1 && lead <= 0xfe && trail >= 0xa1 && trail <= 0xfe ? pair(planeLog(japanese, lead)) : impossible;
};

const shiftJis: Model['at'] = (bytes, i) => {
  const lead = bytes[i]!;
  const trail = bytes[i + 1] ?? 0;
  if (lead >= 0xa1 && lead <= 0xdf) return share(0.03, 63);
  if (trail < 0x40 || trail === 0x7f || trail > 0xfc || lead === 0x80 || lead === 0xa0 || lead > 0xfc) return impossible;
  if (lead === 0x81) return pair(share(0.06, 160));
  if (lead === 0x82 || lead === 0x83) return pair(share(0.34, 260));
  if (lead >= 0x88 && lead <= 0x97) return pair(share(0.54, 2965));
  return pair(share(0.03, 4500));
};

const big5: Model['at'] = (bytes, i) => {
  const lead = bytes[i]!;
  const trail = bytes[i + 1] ?? 0;
  const valid = (trail >= 0x40 && trail <= 0x7e) || (trail >= 0xa1 && trail <= 0xfe);
  if (lead < 0x81 || lead > 0xfe || !valid) return impossible;
  if (lead >= 0xa4 && lead <= 0xc6) return pair(share(0.93, 5401));
  if (lead >= 0xa1 && lead <= 0xa3) return pair(share(0.05, 408));
  return pair(lead >= 0xc9 && lead <= 0xf9 ? share(0.018, 7652) : share(0.002, 6000));
};

const isLetter = (byte: number): boolean => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
const isHigh = (byte: number | undefined): boolean => (byte ?? 0) >= 0x80;

/** In western languages an accented letter stands among plain ones; two in a row are rare, marks inside words rarer. */
const windows1252: Model['at'] = (bytes, i) => {
  const byte = bytes[i]!;
  const beside = isHigh(bytes[i - 1]) ? Math.log(0.05) : 0;
  if (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) return share(0.8, 62) + beside;
  if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) return impossible;
  const between = isLetter(bytes[i - 1] ?? 0) && isLetter(bytes[i + 1] ?? 0) && byte !== 0x92;
  return share(between ? 0.004 : 0.2, 64) + beside;
};

/** Letters of Polish, Czech, Slovak, Hungarian and their neighbours that are marks, or nothing, in Windows-1252. */
const central = new Set([0x8a, 0x8c, 0x8d, 0x8e, 0x8f, 0x9a, 0x9c, 0x9d, 0x9e, 0x9f, 0xa3, 0xa5, 0xaa, 0xaf, 0xb3, 0xb9, 0xba, 0xbc, 0xbe, 0xbf]); // prettier-ignore

const windows1250: Model['at'] = (bytes, i) => {
  const byte = bytes[i]!;
  const beside = isHigh(bytes[i - 1]) ? Math.log(0.1) : 0;
  const word = isLetter(bytes[i - 1] ?? 0) || isLetter(bytes[i + 1] ?? 0);
  if (central.has(byte)) return share(word ? 0.45 : 0.02, 20) + beside;
  if (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) return share(0.45, 62) + beside;
  return share(0.08, 44) + beside;
};

/** Cyrillic words have no plain letters in them. */
const windows1251: Model['at'] = (bytes, i) => {
  const byte = bytes[i]!;
  const mixed = isLetter(bytes[i - 1] ?? 0) || isLetter(bytes[i + 1] ?? 0) ? Math.log(0.02) : 0;
  if (byte >= 0xe0) return share(0.83, 32) + mixed;
  if (byte >= 0xc0) return share(0.14, 32) + mixed;
  return byte === 0x98 ? impossible : share(0.03, 63) + mixed;
};

const models: readonly Model[] = [
  { label: 'gb18030', prior: Math.log(0.3), at: gb18030 },
  { label: 'windows-1252', prior: Math.log(0.31), at: windows1252 },
  { label: 'shift_jis', prior: Math.log(0.1), at: shiftJis },
  { label: 'big5', prior: Math.log(0.1), at: big5 },
  { label: 'euc-kr', prior: Math.log(0.08), at: eucKr },
  { label: 'windows-1250', prior: Math.log(0.05), at: windows1250 },
  { label: 'windows-1251', prior: Math.log(0.05), at: windows1251 },
  { label: 'euc-jp', prior: Math.log(0.02), at: eucJp },
];

/** The label, as `TextDecoder` knows it, of the encoding under which the bytes are most likely; Windows-1252 of ASCII. */
export function likeliestEncoding(bytes: Uint8Array): string {
  let best = 'windows-1252';
  let bestLog = Number.NEGATIVE_INFINITY;
  for (const { label, prior, at } of models) {
    let log = prior;
    for (let i = 0; i < bytes.length;) {
      if (bytes[i]! < 0x80) {
        log += ascii;
        i++;
        continue;
      }
      length = 1;
      log += at(bytes, i);
      i += length;
    }
    if (log > bestLog) [best, bestLog] = [label, log];
  }
  return best;
}
