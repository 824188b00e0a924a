import { packed, raster, type RasterWish } from './raster';
import type { CloudView, Size } from './view';

export type Drawing = Omit<RasterWish, 'ratio'> & {
  readonly background: string;
  /** What is written over the points, at places of the plane. */
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  readonly ink: string;
  readonly font: string;
  /** A point with a ring around it. */
  readonly ring: { readonly x: number; readonly y: number } | null;
};

/** Work in one task; a frame has 16 ms. */
const sliceMs = 8;

/**
 * Keeps a canvas drawn. A new wish shows the last picture at once, moved and stretched to the new view, and then the points
 * anew, worked out in slices of some 8 ms: however many points, the page is never held up.
 */
export class Painter {
  #canvas: HTMLCanvasElement;
  #wish: Drawing | null = null;
  #picture: { readonly canvas: HTMLCanvasElement; readonly view: CloudView; readonly size: Size } | null = null;
  #running = false;
  #stale = false;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The longest task of drawing so far, milliseconds. */
  longestMs = 0;
  #settled: (() => void)[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** What to draw from now on. `anew`: other points, groups or colours, so the last picture is of no use. */
  draw(wish: Drawing, anew: boolean): void {
    if (anew) this.#picture = null;
    this.#wish = wish;
    this.#stale = true;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show());
    this.#work();
  }

  /** Resolves when what is drawn is what was last wished for. */
  settled(): Promise<void> {
    return !this.#running && !this.#stale ? Promise.resolve() : new Promise((resolve) => this.#settled.push(resolve));
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#wish = null;
  }

  #work(): void {
    if (this.#running || this.#wish === null) return;
    this.#running = true;
    this.#stale = false;
    const wish = this.#wish;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const width = Math.round(wish.size.width * ratio);
    const height = Math.round(wish.size.height * ratio);
    if (width === 0 || height === 0) {
      this.#running = false;
      return;
    }
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    pixels.fill(packed(wish.background));
    const steps = raster(pixels, { ...wish, ratio });
    const slice = () => {
      if (this.#wish === null) return;
      const began = performance.now();
      while (performance.now() - began < sliceMs) {
        if (steps.next().done) {
          const canvas = document.createElement('canvas');
          canvas.width = width;
          canvas.height = height;
          canvas.getContext('2d')?.putImageData(image, 0, 0);
          this.#picture = { canvas, view: wish.view, size: wish.size };
          this.#running = false;
          this.#show();
          this.#took(began);
          if (this.#stale) this.#work();
          else for (const resolve of this.#settled.splice(0)) resolve();
          return;
        }
      }
      this.#took(began);
      this.#timer = setTimeout(slice);
    };
    this.#timer = setTimeout(slice);
  }

  #took(began: number): void {
    this.longestMs = Math.max(this.longestMs, performance.now() - began);
  }

  #show(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const wish = this.#wish;
    const ctx = this.#canvas.getContext('2d');
    if (wish === null || !ctx) return;
    const { size, view } = wish;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.fillStyle = wish.background;
    ctx.fillRect(0, 0, size.width, size.height);
    if (this.#picture) {
      const { canvas, view: then, size: was } = this.#picture;
      const stretch = view.scale / then.scale;
      const left = size.width / 2 + (then.x - view.x) * view.scale - (was.width / 2) * stretch;
      const top = size.height / 2 - (then.y - view.y) * view.scale - (was.height / 2) * stretch;
      ctx.drawImage(canvas, left, top, was.width * stretch, was.height * stretch);
    }
    const place = ({ x, y }: { readonly x: number; readonly y: number }) =>
      [size.width / 2 + (x - view.x) * view.scale, size.height / 2 - (y - view.y) * view.scale] as const;
    ctx.font = `600 15px ${wish.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    for (const label of wish.labels) {
      const [left, top] = place(label);
      ctx.lineWidth = 4;
      ctx.strokeStyle = wish.background;
      ctx.strokeText(label.text, left, top);
      ctx.fillStyle = wish.ink;
      ctx.fillText(label.text, left, top);
    }
    if (wish.ring) {
      const [left, top] = place(wish.ring);
      ctx.beginPath();
      ctx.arc(left, top, 8, 0, 2 * Math.PI);
      ctx.lineWidth = 2;
      ctx.strokeStyle = wish.ink;
      ctx.stroke();
    }
  }
}
