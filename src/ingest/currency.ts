import type { Role } from '../domain';

/** Signs that stand for one currency only. `$`, `¥` and `kr` are several countries' and prove nothing. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/€|\beuros?\b/iu, 'EUR'],
  [/£|\bpounds?\b/iu, 'GBP'],
  [/元|人民币|\bRMB\b/iu, 'CNY'],
  [/円/u, 'JPY'],
  [/₹/u, 'INR'],
  [/₩|원/u, 'KRW'],
  [/₺/u, 'TRY'],
  [/₽|\bруб/iu, 'RUB'],
  [/฿/u, 'THB'],
  [/৳/u, 'BDT'],
  [/₫/u, 'VND'],
  [/₴/u, 'UAH'],
  [/₪/u, 'ILS'],
  [/zł/iu, 'PLN'],
  [/Kč/iu, 'CZK'],
];
/** Written in capitals, as a word of its own: `Amount (EUR)`, `Total_USD`. */
const codes =
  /(?:^|[^A-Za-z])(USD|EUR|GBP|CNY|JPY|CHF|CAD|AUD|NZD|HKD|SGD|TWD|INR|BRL|MXN|KRW|SEK|NOK|DKK|PLN|CZK|HUF|TRY|ZAR|THB|PHP|IDR|VND|MYR|ILS|AED|SAR)(?![A-Za-z])/;
/** Dollars and others that say whose they are, and what a bare sign most often means. */
const cellSigns: Readonly<Record<string, readonly [code: string, sure: boolean]>> = {
  US$: ['USD', true], CA$: ['CAD', true], C$: ['CAD', true], A$: ['AUD', true], AU$: ['AUD', true], NZ$: ['NZD', true], HK$: ['HKD', true],
  S$: ['SGD', true], NT$: ['TWD', true], R$: ['BRL', true], MX$: ['MXN', true], 'CN¥': ['CNY', true], 'JP¥': ['JPY', true], RMB: ['CNY', true],
  RP: ['IDR', true], RM: ['MYR', true], FT: ['HUF', true], LEI: ['RON', true],
  $: ['USD', false], '¥': ['CNY', false], FR: ['CHF', false], RS: ['INR', false], KR: ['SEK', false],
}; // prettier-ignore

/**
 * The currency of a sign or code in a cell, as `NumberReader` finds it; `sure` false where the sign is several countries' and this
 * is only the likeliest. Null for a sign that is not known.
 */
export function currencyOfSign(sign: string): { readonly code: string; readonly sure: boolean } | null {
  const plain = sign.normalize('NFKC').replace(/\.$/, '').toUpperCase();
  const known = Object.hasOwn(cellSigns, plain) ? cellSigns[plain] : undefined;
  if (known) return { code: known[0], sure: known[1] };
  const named = signs.find(([pattern]) => pattern.test(sign));
  if (named) return { code: named[1], sure: true };
  return /^[A-Z]{3}$/.test(plain) ? { code: plain, sure: true } : null;
}

const money = new Set<Role>(['amount', 'price', 'refund']);

/** The currency that the header of a money column names, as an ISO 4217 code; null for none, for several, and for other roles. */
export function currencyInHeader(role: Role, header: string): string | null {
  if (!money.has(role)) return null;
  const found = new Set(signs.filter(([sign]) => sign.test(header)).map(([, code]) => code));
  const code = codes.exec(header)?.[1];
  if (code !== undefined) found.add(code);
  return found.size === 1 ? [...found][0]! : null;
}

export const isMoney = (role: Role): boolean => money.has(role);
