import type { SegmentName, SegmentsCheck, SegmentsPart } from '../domain';

const optional = (name: string, value: number) => (Number.isFinite(value) ? { [name]: value } : {});

/** Groups as they are exported. Figures that there are none of (the silhouette of a single group) are absent. */
export function segmentsEntry(
  part: SegmentsPart,
  words: { readonly segmentName: (name: SegmentName) => string },
  check: SegmentsCheck | null,
): Record<string, unknown> {
  const { mixture, density } = part;
  return {
    model: part.model,
    engine: part.engine,
    features: part.features.map((feature) => feature.id),
    scale: part.scale,
    k: part.k,
    chosenBy: part.chosenBy,
    sse: part.sse,
    ...optional('silhouette', part.silhouette),
    silhouetteSample: part.silhouetteSample,
    candidates: part.candidates.map(({ k, sse, silhouette }) => ({ k, sse, ...optional('silhouette', silhouette) })),
    sizes: part.segments.map((segment) => segment.size),
    names: part.segments.map((segment) => words.segmentName(segment.name)),
    ...(part.apart === undefined ? {} : { apart: part.apart }),
    ...(part.grown === undefined ? {} : { grown: part.grown }),
    ...(mixture ? { mixture } : {}),
    ...(density
      ? { density: { radius: density.radius, neighbours: density.neighbours, proposed: density.proposed, noise: density.apart } }
      : {}),
    ...(check ? checkEntry(check) : {}),
    verdict: check?.verdict ?? part.verdict,
    n: part.n,
    ms: part.ms,
  };
}

/** `stability` is the mean adjusted Rand index between resamples, as the contract has it; the rest stands under `check`. */
function checkEntry({ agreement, verdict, because, ms, ...check }: SegmentsCheck): Record<string, unknown> {
  return {
    stability: agreement,
    check: {
      ...check,
      gap: check.gap.map(({ k, gap, error }) => ({ k, gap, error })),
      verdict,
      ...(because === null ? {} : { because }),
      ms,
    },
  };
}
