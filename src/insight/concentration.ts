import type { Concentration } from '../domain';

const share = 0.8;
const steps = 50;

/**
 * How a sum is spread over customers, those with most first. Amounts that are not above 0 (NaN too) count as customers who bring
 * nothing; customers that are not meant at all must be left out by the caller. Null where nobody brings anything.
 */
export function concentrationOf(amounts: Float64Array): Concentration | null {
  const sorted = amounts.map((amount) => (amount > 0 ? amount : 0)).sort();
  const n = sorted.length;
  const total = sorted.reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0)) return null;
  const points: (readonly [number, number])[] = [[0, 0]];
  let [sum, most] = [0, 0];
  for (let i = 1, next = 1; i <= n; i++) {
    sum += sorted[n - i]!;
    // A hair's breadth, so that four fifths of a sum of cents are four fifths.
    if (most === 0 && sum >= total * (share - 1e-12)) most = i;
    if (i < n && i < (next * n) / steps) continue;
    points.push([i / n, i === n ? 1 : sum / total]);
    next = Math.floor((i * steps) / n) + 1;
  }
  return { customers: n, most, points };
}
