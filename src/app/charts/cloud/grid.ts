import type { CloudPoints } from './view';

/** Finds points by place, among any number of them. */
export interface CloudGrid {
  /** The nearest point not further than `reach`, or −1. */
  nearest(x: number, y: number, reach: number): number;
  /** The `k` nearest points, nearest first. */
  around(x: number, y: number, k: number): number[];
}

const perCell = 4;

/** Points by cell of an even grid, each cell's points side by side. Points that are no numbers are left out. */
export function createGrid({ x, y }: CloudPoints): CloudGrid {
  let [left, right, low, high, known] = [Infinity, -Infinity, Infinity, -Infinity, 0];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]! + y[i]!)) continue;
    known++;
    left = Math.min(left, x[i]!);
    right = Math.max(right, x[i]!);
    low = Math.min(low, y[i]!);
    high = Math.max(high, y[i]!);
  }
  const side = Math.max(1, Math.min(1024, Math.ceil(Math.sqrt(known / perCell))));
  const cell = Math.max(right - left, high - low, 1e-9) / side;
  const column = (at: number) => Math.min(side - 1, Math.max(0, Math.floor((at - left) / cell)));
  const row = (at: number) => Math.min(side - 1, Math.max(0, Math.floor((at - low) / cell)));
  const ends = new Int32Array(side * side + 1);
  const cellOf = new Int32Array(x.length).fill(-1);
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]! + y[i]!)) continue;
    cellOf[i] = row(y[i]!) * side + column(x[i]!);
    ends[cellOf[i]! + 1]!++;
  }
  for (let c = 0; c < side * side; c++) ends[c + 1]! += ends[c]!;
  const order = new Int32Array(known);
  const next = ends.slice();
  for (let i = 0; i < x.length; i++) if (cellOf[i]! >= 0) order[next[cellOf[i]!]!++] = i;

  function nearest(px: number, py: number, reach: number): number {
    let [best, squared] = [-1, reach * reach];
    if (known === 0) return best;
    const [fromRow, toRow] = [row(py - reach), row(py + reach)];
    const [fromColumn, toColumn] = [column(px - reach), column(px + reach)];
    for (let r = fromRow; r <= toRow; r++) {
      for (let at = ends[r * side + fromColumn]!; at < ends[r * side + toColumn + 1]!; at++) {
        const i = order[at]!;
        const apart = (x[i]! - px) ** 2 + (y[i]! - py) ** 2;
        // Of two in one place the later is drawn on top.
        if (apart < squared || (apart === squared && i > best)) [best, squared] = [i, apart];
      }
    }
    return best;
  }

  return {
    nearest,
    around(px, py, k) {
      const found: { i: number; apart: number }[] = [];
      for (let at = 0; at < known; at++) {
        const i = order[at]!;
        const apart = (x[i]! - px) ** 2 + (y[i]! - py) ** 2;
        if (found.length === k && apart >= found[k - 1]!.apart) continue;
        let place = found.length;
        while (place > 0 && found[place - 1]!.apart > apart) place--;
        found.splice(place, 0, { i, apart });
        if (found.length > k) found.pop();
      }
      return found.map(({ i }) => i);
    },
  };
}
