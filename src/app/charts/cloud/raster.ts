import type { Shape } from '../spec';
import type { CloudPoints, CloudView, Size } from './view';

/** What the points of one group are drawn as. */
export interface CloudMark {
  /** `#rrggbb` or `#rgb`. */
  readonly colour: string;
  readonly shape: Shape;
}

/** Points between two looks at the clock. */
const pointsAtATime = 2000;

/** The pixels a mark covers: offsets from its middle and how much of each, 0..256. */
interface Stamp {
  readonly dx: Int8Array;
  readonly dy: Int8Array;
  readonly cover: Uint16Array;
}

const inside: Readonly<Record<Shape, (x: number, y: number) => boolean>> = {
  circle: (x, y) => x * x + y * y <= 1,
  triangle: (x, y) => y <= 0.75 && y >= -1.05 + Math.abs(x) * 1.75,
  rect: (x, y) => Math.abs(x) <= 0.85 && Math.abs(y) <= 0.85,
  rectRot: (x, y) => Math.abs(x) + Math.abs(y) <= 1.15,
  star: (x, y) => Math.min(Math.abs(x), Math.abs(y), Math.abs(x - y) / 1.4, Math.abs(x + y) / 1.4) <= 0.2 && x * x + y * y <= 1.4,
  cross: (x, y) => Math.min(Math.abs(x), Math.abs(y)) <= 0.3 && Math.max(Math.abs(x), Math.abs(y)) <= 1.15,
};

/** A mark of `radius` device pixels, its edges softened by looking at sixteen places a pixel. */
export function stampOf(shape: Shape, radius: number): Stamp {
  const reach = Math.min(Math.ceil(radius * 1.3), 60);
  const [dx, dy, cover]: number[][] = [[], [], []];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      let hits = 0;
      for (let sub = 0; sub < 16; sub++) {
        const sx = (x + ((sub & 3) + 0.5) / 4 - 0.5) / radius;
        const sy = (y + ((sub >> 2) + 0.5) / 4 - 0.5) / radius;
        if (inside[shape](sx, sy)) hits++;
      }
      if (hits === 0) continue;
      dx!.push(x);
      dy!.push(y);
      cover!.push(hits * 16);
    }
  }
  return { dx: Int8Array.from(dx!), dy: Int8Array.from(dy!), cover: Uint16Array.from(cover!) };
}

const channels = (colour: string) => {
  // A minifier writes #ffffff as #fff.
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join('') : colour.slice(1);
  const value = Number.parseInt(digits, 16);
  return { red: (value >> 16) & 255, green: (value >> 8) & 255, blue: value & 255 };
};

/** A pixel as ImageData holds it on little-endian machines, which all are that run browsers. */
export function packed(colour: string): number {
  const { red, green, blue } = channels(colour);
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

export interface RasterWish {
  readonly points: CloudPoints;
  readonly group: Uint8Array;
  readonly marks: readonly CloudMark[];
  readonly view: CloudView;
  /** CSS pixels. */
  readonly size: Size;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
  /** CSS pixels. */
  readonly radius: number;
  /** How much of what lies under a mark it hides, 0..1. */
  readonly opacity: number;
}

/**
 * Draws points into pixels that hold the background, a few thousand a step, in the order they come; groups beyond the marks
 * are left out. Points out of sight cost next to nothing.
 */
export function* raster(pixels: Uint32Array, wish: RasterWish): Generator<void, void, void> {
  const { points, group, view, size, ratio, marks } = wish;
  const width = Math.round(size.width * ratio);
  const height = Math.round(size.height * ratio);
  if (pixels.length !== width * height) throw new RangeError('wrong number of pixels');
  const stamps = marks.map(({ shape }) => stampOf(shape, Math.max(wish.radius * ratio, 0.6)));
  const colours = marks.map(({ colour }) => channels(colour));
  const scale = view.scale * ratio;
  const left = width / 2 - view.x * scale;
  const top = height / 2 + view.y * scale;
  const opacity = Math.round(wish.opacity * 256);
  for (let i = 0; i < points.x.length; i++) {
    if (i % pointsAtATime === pointsAtATime - 1) yield;
    const stamp = stamps[group[i]!];
    if (stamp === undefined) continue;
    const px = Math.floor(left + points.x[i]! * scale);
    const py = Math.floor(top - points.y[i]! * scale);
    if (!(px > -60 && px < width + 60 && py > -60 && py < height + 60)) continue;
    const { red, green, blue } = colours[group[i]!]!;
    const { dx, dy, cover } = stamp;
    for (let at = 0; at < dx.length; at++) {
      const x = px + dx[at]!;
      const y = py + dy[at]!;
      if (x < 0 || x >= width || y < 0 || y >= height) continue;
      const place = y * width + x;
      const under = pixels[place]!;
      const share = (cover[at]! * opacity) >> 8;
      const r = (under & 255) + (((red - (under & 255)) * share) >> 8);
      const g = ((under >> 8) & 255) + (((green - ((under >> 8) & 255)) * share) >> 8);
      const b = ((under >> 16) & 255) + (((blue - ((under >> 16) & 255)) * share) >> 8);
      pixels[place] = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
    }
  }
}
