/** Browsers lose rows beyond some 17 to 33 million pixels; well under that, the scroll bar is made to stand for more. */
export const tallest = 8_000_000;

export interface ListGeometry {
  readonly total: number;
  /** CSS pixels, the same for every row. */
  readonly rowHeight: number;
  /** Height in which rows are seen. */
  readonly viewport: number;
  readonly scrollTop: number;
}

export interface ListLayout {
  /** Of the whole list. */
  readonly height: number;
  /** Rows to draw: `first` up to, not including, `end`. */
  readonly first: number;
  readonly end: number;
  /** Where row `first` begins, from the top of the list. */
  readonly top: number;
}

/** Rows drawn beyond what is seen, above and below. */
const spare = 6;

function scales({ total, rowHeight, viewport }: Omit<ListGeometry, 'scrollTop'>) {
  const real = total * rowHeight;
  const height = Math.min(real, tallest);
  const reach = Math.max(height - viewport, 0);
  return { real, height, reach, factor: reach > 0 ? (real - viewport) / reach : 1 };
}

/** Which rows of a long list of equal rows to draw, and where. With no rows nothing is drawn. */
export function listLayout(geometry: ListGeometry): ListLayout {
  const { total, rowHeight, viewport } = geometry;
  const { height, reach, factor } = scales(geometry);
  const scrollTop = Math.min(Math.max(geometry.scrollTop, 0), reach);
  const realTop = scrollTop * factor;
  const seen = Math.floor(realTop / rowHeight);
  const first = Math.max(seen - spare, 0);
  const end = Math.min(seen + Math.ceil(viewport / rowHeight) + 1 + spare, total);
  return { height, first: Math.min(first, total), end, top: Math.max(scrollTop - (realTop - first * rowHeight), 0) };
}

/** The scroll position that brings a row into view with the least movement. */
export function scrollTopFor(row: number, geometry: ListGeometry): number {
  const { rowHeight, viewport } = geometry;
  const { reach, factor } = scales(geometry);
  const realTop = Math.min(Math.max(geometry.scrollTop, 0), reach) * factor;
  const top = row * rowHeight;
  const wanted = top < realTop ? top : top + rowHeight > realTop + viewport ? top + rowHeight - viewport : realTop;
  return Math.min(Math.max(wanted / factor, 0), reach);
}
