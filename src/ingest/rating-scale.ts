import type { Evidence } from '../domain';
import type { Proof } from './number-builder';

/** Scales that surveys ask on. */
export const ratingScales = ['1-5', '1-7', '1-10', '0-10'] as const;
export type RatingScale = (typeof ratingScales)[number];

/** The best answer of a scale. */
export const topOf = (scale: string): number => Number(/\d+$/.exec(scale)?.[0] ?? Number.NaN);

/** The question that a net promoter score is made of. */
export const asksToRecommend =
  /(?<![a-z])nps(?![a-z])|recommend|recommand|recomend|weiterempf|empfehlen|raccomand|推荐|推薦|おすすめ|勧め/i;
const asksToJudge = /satisf|zufrieden|soddisf|how (?:would|do) you rate|满意|滿意|満足|打分|评价/i;

/**
 * Whether a header is a question that is answered on a scale: it asks how content somebody is or whether they would recommend, or
 * says the scale itself; whole numbers of such a scale have to stand below. `whole` says that all are.
 */
export function asksOnScale(header: string, minimum: number, maximum: number, whole: boolean): boolean {
  if (!whole || !(minimum >= 0 && maximum <= 10)) return false;
  const scale = scaleInHeader(header);
  if (scale !== null) return maximum <= topOf(scale);
  return asksToRecommend.test(header) || asksToJudge.test(header);
}

export interface ScaleVerdict {
  readonly scale: RatingScale;
  /** False where neither the header nor an answer tells: asked. */
  readonly proved: boolean;
  /** Where asked, the scales that all answers fit on. */
  readonly choices: readonly RatingScale[];
  readonly evidence: Evidence;
}

/**
 * The scale of a column of answers between `minimum` and `maximum`: as its header says (`1–5`, `out of 10`, `NPS`, stars), else as an
 * answer proves it, else the smallest that holds them all, to be asked. `first` finds the first answer above a value, or
 * the first 0. Null where no scale holds the answers.
 */
export function ratingScale(
  header: string,
  minimum: number,
  maximum: number,
  first: { above(value: number): Proof | null; zero(): Proof | null },
): ScaleVerdict | null {
  if (!(minimum >= 0 && maximum <= 10)) return null;
  const named = scaleInHeader(header);
  if (named !== null && maximum <= topOf(named)) {
    return {
      scale: named,
      proved: true,
      choices: [],
      evidence: { code: 'scale-by-name', values: { name: header.trim(), scale: named } },
    };
  }
  const byValue = (scale: RatingScale, proof: Proof | null): ScaleVerdict => ({
    scale,
    proved: true,
    choices: [],
    evidence: { code: 'scale-by-value', values: { line: proof?.line ?? 0, value: proof?.value ?? '', scale } },
  });
  if (maximum > 7) return byValue(minimum < 1 ? '0-10' : '1-10', first.above(7));
  if (maximum > 5 && minimum < 1) return byValue('0-10', first.zero());
  const scale = maximum > 5 ? '1-7' : minimum < 1 && asksToRecommend.test(header) ? '0-10' : '1-5';
  const choices = ratingScales.filter((one) => topOf(one) >= maximum);
  return { scale, proved: false, choices, evidence: { code: 'scale-asked', values: { scale } } };
}

function scaleInHeader(header: string): RatingScale | null {
  const text = header.normalize('NFKC');
  const range = /(?:^|[^\d])([01])\s*(?:-|–|—|~|to|bis|à|a|到|至)\s*(5|7|10)(?!\d)/i.exec(text);
  if (range) return ratingScales.find((scale) => scale === `${range[1]}-${range[2]}`) ?? null;
  const of = /(?:out of|\/|von|sur|满分)\s*(5|7|10)(?!\d)/i.exec(text)?.[1];
  if (of !== undefined) return ratingScales.find((scale) => scale === `1-${of}`) ?? null;
  if (/(?<![a-z])nps(?![a-z])/i.test(text)) return '0-10';
  return /(?<![a-z])stars?(?![a-z])|星级|★/i.test(text) ? '1-5' : null;
}
