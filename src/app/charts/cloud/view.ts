/** What of the plane is shown: `x`, `y` stand in the middle, a unit is `scale` CSS pixels wide. y goes upwards. */
export interface CloudView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The points of a cloud and what each is drawn as. */
export interface CloudPoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

const margin = 24;
/** How far one can go in, and out, from where everything is in sight. */
const [mostIn, mostOut] = [400, 0.5];

/** Everything in sight, with a margin. */
export function fitView({ x, y }: CloudPoints, { width, height }: Size): CloudView {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i]!);
    right = Math.max(right, x[i]!);
    low = Math.min(low, y[i]!);
    high = Math.max(high, y[i]!);
  }
  if (left > right) return { x: 0, y: 0, scale: 1 };
  const wide = Math.max(right - left, 1e-9);
  const tall = Math.max(high - low, 1e-9);
  const scale = Math.min(Math.max(width - 2 * margin, 1) / wide, Math.max(height - 2 * margin, 1) / tall);
  return { x: (left + right) / 2, y: (low + high) / 2, scale };
}

/** Nearer or further by `factor`, with what lies under the CSS pixel (left, top) staying there. `whole` bounds how far. */
export function zoomAt(view: CloudView, whole: CloudView, size: Size, left: number, top: number, factor: number): CloudView {
  const scale = Math.min(Math.max(view.scale * factor, whole.scale * mostOut), whole.scale * mostIn);
  const at = toPlane(view, size, left, top);
  return { scale, x: at.x - (left - size.width / 2) / scale, y: at.y + (top - size.height / 2) / scale };
}

/** Moved by CSS pixels, as a drag moves the picture. */
export function pan(view: CloudView, right: number, down: number): CloudView {
  return { scale: view.scale, x: view.x - right / view.scale, y: view.y + down / view.scale };
}

export function toPlane(view: CloudView, size: Size, left: number, top: number): { readonly x: number; readonly y: number } {
  return { x: view.x + (left - size.width / 2) / view.scale, y: view.y - (top - size.height / 2) / view.scale };
}

export function toPixel(view: CloudView, size: Size, x: number, y: number): { readonly left: number; readonly top: number } {
  return { left: size.width / 2 + (x - view.x) * view.scale, top: size.height / 2 - (y - view.y) * view.scale };
}
