/** What is known of a curve right after one of its times. */
export interface SurvivalStep {
  readonly time: number;
  /** Still watched right before, and ended at that time. */
  readonly atRisk: number;
  readonly ended: number;
  readonly survival: number;
  /** Greenwood's standard error of the survival. */
  readonly standardError: number;
  /** 95 % interval on the scale of ln(−ln S), which stays within 0..1. */
  readonly low: number;
  readonly high: number;
}

const reach = 1.959963984540054;

/**
 * The Kaplan–Meier curve: the share that is not over after each time at which something ended or was last seen (ascending). Whoever
 * is last seen at a time is still watched there: endings come first. `ended[i]` is 1 where `time[i]` is the end, 0 where it is
 * the last that was seen. Standard errors by Greenwood (1926), intervals by Kalbfleisch & Prentice (1980). Before the first end
 * the interval is 1 to 1; after all have ended it is 0 to 0. NaN times throw RangeError. No times give no steps.
 */
export function kaplanMeier(time: ArrayLike<number>, ended: ArrayLike<number>): SurvivalStep[] {
  const n = time.length;
  if (ended.length !== n) throw new RangeError('one end a time');
  for (let i = 0; i < n; i++) if (Number.isNaN(time[i]!)) throw new RangeError('a time is NaN');
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => time[i]! - time[j]!);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let spread = 0;
  for (let from = 0; from < n;) {
    const at = time[order[from]!]!;
    let to = from;
    let over = 0;
    for (; to < n && time[order[to]!] === at; to++) over += ended[order[to]!]!;
    const atRisk = n - from;
    survival *= 1 - over / atRisk;
    spread += over / (atRisk * (atRisk - over));
    steps.push({ time: at, atRisk, ended: over, survival, ...around(survival, spread) });
    from = to;
  }
  return steps;
}

function around(survival: number, spread: number): Pick<SurvivalStep, 'standardError' | 'low' | 'high'> {
  if (survival === 0 || survival === 1) return { standardError: 0, low: survival, high: survival };
  const log = Math.log(survival);
  const width = (reach * Math.sqrt(spread)) / Math.abs(log);
  return {
    standardError: survival * Math.sqrt(spread),
    low: Math.exp(log * Math.exp(width)),
    high: Math.exp(log * Math.exp(-width)),
  };
}
