/** Integer minor units (cents) and a currency; null where the file names none. */
export interface Money {
  readonly minor: number;
  readonly currency: string | null;
}

/** Digits after the point for a currency, 2 where unknown. */
export function minorDigits(currency: string | null): number {
  if (currency === null) return 2;
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Major units (as written in files) to integer minor units, rounded half away from zero. */
export function toMoney(major: number, currency: string | null): Money {
  const scale = 10 ** minorDigits(currency);
  const scaled = Math.abs(major) * scale;
  // The nudge mends 1.005 × 100 = 100.49999999999999; it is far below half a minor unit.
  const minor = Math.round(scaled + Math.min(scaled * 1e-12, 1e-3));
  return { minor: major < 0 && minor !== 0 ? -minor : minor, currency };
}

/** Minor units back to major units, for exports. */
export function toMajor(money: Money): number {
  return money.minor / 10 ** minorDigits(money.currency);
}
