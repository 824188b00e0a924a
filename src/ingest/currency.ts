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
