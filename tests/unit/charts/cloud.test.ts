import { describe, expect, test } from 'vitest';
import { createGrid } from '../../../src/app/charts/cloud/grid';
import { packed, raster, stampOf } from '../../../src/app/charts/cloud/raster';
import { fitView, pan, toPixel, toPlane, zoomAt } from '../../../src/app/charts/cloud/view';
import { createRandom } from '../../../src/kernels/random/random';
import { shapes } from '../../../src/app/charts/spec';

const size = { width: 400, height: 200 };

function cloud(n: number, seed = 1) {
  const random = createRandom(seed);
  const draw = () => Float32Array.from({ length: n }, () => random.next() * 10 - 3);
  return { x: draw(), y: draw() };
}

describe('the view', () => {
  test('begins with everybody in sight', () => {
    const points = cloud(500);
    const view = fitView(points, size);
    for (let i = 0; i < 500; i++) {
      const { left, top } = toPixel(view, size, points.x[i]!, points.y[i]!);
      expect(left >= 0 && left <= 400 && top >= 0 && top <= 200).toBe(true);
    }
    expect(fitView({ x: Float32Array.of(3), y: Float32Array.of(4) }, size)).toMatchObject({ x: 3, y: 4 });
    expect(fitView({ x: new Float32Array(), y: new Float32Array() }, size).scale).toBe(1);
  });

  test('what lies under the pointer stays there while it is zoomed, as far as one can go', () => {
    const whole = fitView(cloud(50), size);
    let view = whole;
    const at = toPlane(view, size, 90, 30);
    for (let i = 0; i < 60; i++) {
      view = zoomAt(view, whole, size, 90, 30, 1.3);
      const back = toPixel(view, size, at.x, at.y);
      expect(back.left).toBeCloseTo(90, 6);
      expect(back.top).toBeCloseTo(30, 6);
    }
    expect(view.scale).toBeCloseTo(whole.scale * 400, 6);
  });

  test('a drag moves the picture as far as the hand', () => {
    const view = fitView(cloud(50), size);
    const before = toPixel(view, size, 1, 2);
    const after = toPixel(pan(view, 30, -12), size, 1, 2);
    expect(after.left - before.left).toBeCloseTo(30, 9);
    expect(after.top - before.top).toBeCloseTo(-12, 9);
  });
});

describe('finding dots', () => {
  test('gives what looking at all of them gives', () => {
    const points = cloud(3000, 2);
    points.x[7] = Number.NaN;
    const grid = createGrid(points);
    const random = createRandom(9);
    for (let round = 0; round < 200; round++) {
      const [px, py, reach] = [random.next() * 14 - 5, random.next() * 14 - 5, random.next()];
      let [best, squared] = [-1, reach * reach];
      for (let i = 0; i < 3000; i++) {
        const apart = (points.x[i]! - px) ** 2 + (points.y[i]! - py) ** 2;
        if (apart < squared) [best, squared] = [i, apart];
      }
      expect(grid.nearest(px, py, reach)).toBe(best);
      const around = grid.around(px, py, 5);
      const all = Array.from({ length: 3000 }, (_, i) => i)
        .filter((i) => i !== 7)
        .sort((a, b) => Math.hypot(points.x[a]! - px, points.y[a]! - py) - Math.hypot(points.x[b]! - px, points.y[b]! - py));
      expect(around).toEqual(all.slice(0, 5));
    }
  });

  test('finds nobody where there is nobody', () => {
    const grid = createGrid({ x: new Float32Array(), y: new Float32Array() });
    expect(grid.nearest(0, 0, 5)).toBe(-1);
    expect(grid.around(0, 0, 5)).toEqual([]);
  });
});

describe('drawing dots', () => {
  const draw = (points: { x: Float32Array; y: Float32Array }, group: Uint8Array) => {
    const pixels = new Uint32Array(size.width * size.height).fill(packed('#fff'));
    const steps = raster(pixels, {
      points,
      group,
      marks: [{ colour: '#ff0000', shape: 'circle' }],
      view: { x: 0, y: 0, scale: 10 },
      size,
      ratio: 1,
      radius: 4,
      opacity: 1,
    });
    let count = 0;
    while (!steps.next().done) count++;
    return { pixels, count };
  };

  test('puts the colour where the customer stands, and nothing elsewhere', () => {
    const { pixels } = draw({ x: Float32Array.of(5, 1e6), y: Float32Array.of(-3, 0) }, Uint8Array.of(0, 0));
    expect(pixels[130 * size.width + 250]).toBe(packed('#ff0000'));
    expect(pixels[100 * size.width + 200]).toBe(packed('#ffffff'));
    const changed = pixels.filter((pixel) => pixel !== packed('#fff')).length;
    expect(changed).toBeGreaterThan(40);
    expect(changed).toBeLessThan(90);
  });

  test('leaves out groups without a mark, and stops every few thousand', () => {
    const many = cloud(10_000);
    const { pixels, count } = draw(many, new Uint8Array(10_000).fill(1));
    expect(pixels.every((pixel) => pixel === packed('#ffffff'))).toBe(true);
    expect(count).toBe(5);
  });

  test('every shape differs from every other', () => {
    const drawn = shapes.map((shape) => {
      const { dx, dy, cover } = stampOf(shape, 5);
      return [...dx].map((x, at) => `${String(x)},${String(dy[at])},${String(cover[at])}`).join(' ');
    });
    expect(new Set(drawn).size).toBe(shapes.length);
  });
});
