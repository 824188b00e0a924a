import type { SegmentName, SegmentsCheck, SegmentsPart } from '../domain';

const optional = (name: string, value: number) => (Number.isFinite(value) ? { [name]: value } : {});

/** Groups as they are exported: who lies in none is no group, and stands under `noise`. Figures that there are none of (the silhouette of a single group) are absent. */
export function segmentsEntry(
  part: SegmentsPart,
  words: { readonly segmentName: (name: SegmentName) => string },
  check: SegmentsCheck | null,
): Record<string, unknown> {
  const { mixture, density } = part;
  const groups = part.segments.filter(({ index }) => index !== part.apart);
  return {
    model: part.model,
    engine: part.engine,
    features: part.features.map((feature) => feature.id),
    scale: part.scale,
    k: groups.length,
    chosenBy: part.chosenBy,
    sse: part.sse,
    ...optional('silhouette', part.silhouette),
    silhouetteSample: part.silhouetteSample,
    candidates: part.candidates.map(({ k, sse, silhouette }) => ({ k, sse, ...optional('silhouette', silhouette) })),
    sizes: groups.map((segment) => segment.size),
    names: groups.map((segment) => words.segmentName(segment.name)),
    ...(density ? { noise: density.apart } : {}),
    ...(part.grown === undefined ? {} : { grown: part.grown }),
    ...(mixture ? { mixture } : {}),
    ...(density ? { density: { radius: density.radius, neighbours: density.neighbours, proposed: density.proposed } } : {}),
    ...(check ? checkEntry(check, part.apart) : {}),
    verdict: check?.verdict ?? part.verdict,
    n: part.n,
    ms: part.ms,
  };
}

/** `stability` is the mean adjusted Rand index between resamples, as the contract has it; the rest stands under `check`. */
function checkEntry(
  { agreement, verdict, because, ms, ...check }: SegmentsCheck,
  apart: number | undefined,
): Record<string, unknown> {
  return {
    stability: agreement,
    check: {
      ...check,
      segments: check.segments.filter((_, at) => at !== apart),
      gap: check.gap.map(({ k, gap, error }) => ({ k, gap, error })),
      verdict,
      ...(because === null ? {} : { because }),
      ms,
    },
  };
}
