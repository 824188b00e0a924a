/** A stream from one of the names on the left to one on the right. */
export interface Stream {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export interface SankeyNode {
  readonly index: number;
  readonly n: number;
  readonly top: number;
  readonly height: number;
}

export interface SankeyBand extends Stream {
  /** Tops on the left and on the right, and how thick. */
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

export interface SankeyLayout {
  readonly left: readonly SankeyNode[];
  readonly right: readonly SankeyNode[];
  readonly bands: readonly SankeyBand[];
  readonly height: number;
}

/** Room between neighbours, and the least height in which a name can be read. */
const gap = 10;
const least = 16;

/**
 * Where the streams of a diagram between two days lie: names of nobody are left out, each name is as high as its customers are many
 * (at least high enough for its word), streams lie in the order of the other side so that few cross. Heights in pixels, scaled so that
 * all customers together take `scaleTo`.
 */
export function sankeyLayout(streams: readonly Stream[], scaleTo: number): SankeyLayout {
  const total = streams.reduce((sum, { n }) => sum + n, 0);
  const per = total > 0 ? scaleTo / total : 0;
  const side = (of: 'from' | 'to') => {
    const sums = new Map<number, number>();
    for (const stream of streams) if (stream.n > 0) sums.set(stream[of], (sums.get(stream[of]) ?? 0) + stream.n);
    let top = 0;
    return [...sums]
      .sort(([a], [b]) => a - b)
      .map(([index, n]): SankeyNode => {
        const height = Math.max(least, n * per);
        const node = { index, n, top, height };
        top += height + gap;
        return node;
      });
  };
  const [left, right] = [side('from'), side('to')];
  const used = { from: new Map<number, number>(), to: new Map<number, number>() };
  const place = (nodes: readonly SankeyNode[], of: 'from' | 'to', { n, ...stream }: Stream) => {
    const node = nodes.find(({ index }) => index === stream[of])!;
    const before = used[of].get(stream[of]) ?? 0;
    used[of].set(stream[of], before + n);
    // A name that is higher than its customers has them in its middle.
    return node.top + (node.height - node.n * per) / 2 + before * per;
  };
  const bands = streams
    .filter(({ n }) => n > 0)
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map((stream): SankeyBand => ({
      ...stream,
      left: place(left, 'from', stream),
      right: 0,
      height: stream.n * per,
    }));
  const placed = bands
    .toSorted((a, b) => a.to - b.to || a.from - b.from)
    .map((band) => ({ ...band, right: place(right, 'to', band) }));
  const end = (nodes: readonly SankeyNode[]) => (nodes.length > 0 ? nodes.at(-1)!.top + nodes.at(-1)!.height : 0);
  return { left, right, bands: placed, height: Math.max(end(left), end(right)) };
}

/** Outline of a stream between two edges, as the `d` of an SVG path. */
export function bandPath({ left, right, height }: SankeyBand, x0: number, x1: number): string {
  const middle = (x0 + x1) / 2;
  return (
    `M${x0} ${left}C${middle} ${left} ${middle} ${right} ${x1} ${right}` +
    `V${right + height}C${middle} ${right + height} ${middle} ${left + height} ${x0} ${left + height}Z`
  );
}
