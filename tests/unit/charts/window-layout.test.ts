import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listLayout, scrollTopFor, tallest } from '../../../src/app/screens/customers/window-layout';

test('nothing is drawn of an empty list', () => {
  expect(listLayout({ total: 0, rowHeight: 48, viewport: 480, scrollTop: 0 })).toEqual({ height: 0, first: 0, end: 0, top: 0 });
});

test('a short list is drawn whole', () => {
  expect(listLayout({ total: 5, rowHeight: 48, viewport: 480, scrollTop: 0 })).toEqual({ height: 240, first: 0, end: 5, top: 0 });
});

const geometries = fc.record({
  total: fc.integer({ min: 1, max: 5_000_000 }),
  rowHeight: fc.constantFrom(48, 72),
  viewport: fc.integer({ min: 100, max: 1500 }),
  scrollTop: fc.double({ min: -100, max: tallest * 1.1, noNaN: true }),
});

test('what is in view is drawn, and few rows beyond, wherever the list stands', () => {
  fc.assert(
    fc.property(geometries, (geometry) => {
      const { total, rowHeight, viewport } = geometry;
      const { height, first, end, top } = listLayout(geometry);
      const scrollTop = Math.min(Math.max(geometry.scrollTop, 0), Math.max(height - viewport, 0));
      expect(height).toBeLessThanOrEqual(tallest);
      expect(end - first).toBeLessThanOrEqual(Math.ceil(viewport / rowHeight) + 14);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(total);
      // The drawn rows reach from above the view to below it, or to the end of the list.
      expect(top).toBeLessThanOrEqual(scrollTop + 1e-6);
      if (end < total) expect(top + (end - first) * rowHeight).toBeGreaterThanOrEqual(scrollTop + viewport - 1e-6);
    }),
  );
});

test('any row can be brought into view', () => {
  fc.assert(
    fc.property(geometries, fc.double({ min: 0, max: 1, noNaN: true }), (geometry, part) => {
      const row = Math.floor(part * (geometry.total - 1));
      const scrollTop = scrollTopFor(row, geometry);
      const { first, end } = listLayout({ ...geometry, scrollTop });
      expect(row).toBeGreaterThanOrEqual(first);
      expect(row).toBeLessThan(end);
    }),
  );
});

test('a row in view moves nothing', () => {
  expect(scrollTopFor(12, { total: 1000, rowHeight: 48, viewport: 480, scrollTop: 480 })).toBe(480);
});
