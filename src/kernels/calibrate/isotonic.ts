/** A rising curve through points: between two knots it runs straight, beyond the ends it stays level. */
export interface Steps {
  readonly at: Float64Array;
  readonly value: Float64Array;
}

/**
 * The rising function of least squares through (score, label), by pooling neighbours that fall (Ayer et al. 1955; Barlow
 * et al. 1972). Rows with equal scores are one point. Each pooled block is two knots, at its lowest and its highest score.
 * No rows give a curve of NaN.
 */
export function fitIsotonic(scores: Float64Array, y: ArrayLike<number>): Steps {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  const low: number[] = [];
  const high: number[] = [];
  const sum: number[] = [];
  const weight: number[] = [];
  for (const i of order) {
    const score = scores[i]!;
    const last = high.length - 1;
    if (last >= 0 && low[last] === score && high[last] === score) {
      sum[last]! += y[i]!;
      weight[last]!++;
    } else {
      low.push(score);
      high.push(score);
      sum.push(y[i]!);
      weight.push(1);
    }
  }
  let top = -1;
  for (let i = 0; i < low.length; i++) {
    top++;
    [low[top], high[top], sum[top], weight[top]] = [low[i]!, high[i]!, sum[i]!, weight[i]!];
    while (top > 0 && sum[top - 1]! * weight[top]! >= sum[top]! * weight[top - 1]!) {
      high[top - 1] = high[top]!;
      sum[top - 1]! += sum[top]!;
      weight[top - 1]! += weight[top]!;
      top--;
    }
  }
  const at: number[] = [];
  const value: number[] = [];
  for (let block = 0; block <= top; block++) {
    const mean = sum[block]! / weight[block]!;
    at.push(low[block]!);
    value.push(mean);
    if (high[block]! > low[block]!) {
      at.push(high[block]!);
      value.push(mean);
    }
  }
  return { at: Float64Array.from(at), value: Float64Array.from(value) };
}

/** The curve at each score. */
export function applyIsotonic({ at, value }: Steps, scores: Float64Array): Float64Array {
  const last = at.length - 1;
  return scores.map((score) => {
    if (last < 0) return Number.NaN;
    if (score <= at[0]!) return value[0]!;
    if (score >= at[last]!) return value[last]!;
    let from = 0;
    let to = last;
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (at[middle]! <= score) from = middle;
      else to = middle;
    }
    const share = (score - at[from]!) / (at[to]! - at[from]!);
    return value[from]! + share * (value[to]! - value[from]!);
  });
}
