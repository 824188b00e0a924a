/** A margin's log-odds: slope × margin + intercept. */
export interface Platt {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The sigmoid that turns margins into probabilities (Platt 1999), by Newton's method with backtracking on the log-loss against
 * Platt's targets, (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2), as Lin, Lin & Weng (2007) do it. Margins should be of rows the machine
 * did not learn from. Labels are 0 and 1; both must occur for the answer to mean anything.
 */
export function fitPlatt(margins: Float64Array, y: Uint8Array): Platt {
  let positives = 0;
  for (const label of y) positives += label;
  const negatives = y.length - positives;
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)];
  let slope = 0;
  let intercept = Math.log((positives + 1) / (negatives + 1));
  const loss = (a: number, b: number) => {
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const z = a * margins[i]! + b;
      const target = y[i] === 1 ? high : low;
      total += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - target * z;
    }
    return total;
  };
  let value = loss(slope, intercept);
  for (let round = 0; round < 100; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12];
    for (let i = 0; i < y.length; i++) {
      const m = margins[i]!;
      const z = slope * m + intercept;
      const p = z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
      const residual = p - (y[i] === 1 ? high : low);
      const weight = p * (1 - p);
      ga += residual * m;
      gb += residual;
      haa += weight * m * m;
      hab += weight * m;
      hbb += weight;
    }
    if (Math.abs(ga) < 1e-7 && Math.abs(gb) < 1e-7) break;
    const determinant = haa * hbb - hab * hab;
    const [stepA, stepB] =
      determinant > 0 ? [(-hbb * ga + hab * gb) / determinant, (hab * ga - haa * gb) / determinant] : [-ga, -gb];
    const fall = ga * stepA + gb * stepB;
    let size = 1;
    for (; size >= 1e-10; size /= 2) {
      const next = loss(slope + size * stepA, intercept + size * stepB);
      if (next < value + 1e-4 * size * fall) {
        slope += size * stepA;
        intercept += size * stepB;
        value = next;
        break;
      }
    }
    if (size < 1e-10) break;
  }
  return { slope, intercept };
}
