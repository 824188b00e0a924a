import type { FeatureInfo } from '../domain';
import { quantiles } from '../kernels/stats/quantile';

/**
 * Histogram with round edges: about 20 equal bins up to the 98th percentile; what lies beyond goes into one last bin that ends
 * at the maximum. Whole numbers get whole bins. Missing values are left out; null where nothing is left.
 */
export function spreadOf(
  feature: FeatureInfo,
  values: Float64Array,
): { feature: FeatureInfo; edges: number[]; counts: number[] } | null {
  const [min, high, max] = quantiles(values, [0, 0.98, 1]) as [number, number, number];
  if (Number.isNaN(min)) return null;
  const whole = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const step = Math.max(roundStep((high - min || Math.abs(min) || 1) / 20), whole ? 1 : 0);
  const first = Math.floor(min / step) * step;
  const bins = Math.max(1, whole ? Math.floor((Math.ceil(high) - first) / step) + 1 : Math.ceil((high - first) / step + 1e-9));
  const edges = Array.from({ length: bins + 1 }, (_, i) => Number((first + i * step).toPrecision(12)));
  const counts = new Array<number>(bins).fill(0);
  const top = edges[bins]!;
  let beyond = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value > top) beyond++;
    else counts[Math.min(Math.max(Math.floor((value - first) / step), 0), bins - 1)]!++;
  }
  if (beyond > 0) {
    edges.push(max);
    counts.push(beyond);
  }
  return { feature, edges, counts };
}

/** The next of 1, 2, 5 × 10ⁿ. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}
