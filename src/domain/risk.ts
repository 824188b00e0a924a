/** How likely a customer is to leave, in three words. */
export const riskBands = ['high', 'medium', 'low'] as const;
export type RiskBand = (typeof riskBands)[number];

/**
 * The band of a probability of leaving: high from `threshold` on (the one in the settings), medium from half of it,
 * low below. Null where there is no probability (null or NaN). The list's filter, the export and every mark on screen use this one.
 */
export function riskBand(risk: number | null, threshold: number): RiskBand | null {
  if (risk === null || Number.isNaN(risk)) return null;
  return risk >= threshold ? 'high' : risk >= threshold / 2 ? 'medium' : 'low';
}
