import { goesRight } from './scores';

// Path-dependent Shapley values of one tree; ../shapley.ts says by what sum. All that a walk needs stays here.
let nodes: usize = 0;
let values: usize = 0;
let shares: usize = 0;
let masks: usize = 0;
let row: usize = 0;
let points: usize = 0;
let products: usize = 0;
let sums: usize = 0;
let states: usize = 0;
let current: usize = 0;
let phi: usize = 0;
/** In place of a state: the row has left this column's way. */
const gone: usize = 0;
/** Bytes of one list of quadrature points, and of a state of a column: [zero-fraction, 1 / factor of each point, (o - z) / factor × weight]. */
let wide: usize = 0;
let stateSize: usize = 0;

function walk(node: u32, depth: usize): void {
  const product = products + depth * wide;
  const sum = sums + depth * wide;
  const at = nodes + (<usize>node << 3);
  const left = load<u32>(at, 4);
  if (left == node) {
    const value = load<f64>(values + (<usize>node << 3));
    for (let q: usize = 0; q < wide; q += 8) store<f64>(sum + q, value * load<f64>(product + q));
    return;
  }
  const word = load<u32>(at);
  const taken = left + goesRight(word, row, masks);
  const feature = <usize>(word & 0x3fff);
  const slot = current + (feature << 2);
  const before = <usize>load<u32>(slot);
  const nextProduct = product + wide;
  const nextSum = sum + wide;
  for (let q: usize = 0; q < wide; q += 8) store<f64>(sum + q, 0);
  if (before == gone) {
    // The row left this column's way further up: (o - z) / factor is -1 / (1 - t) from there on, whatever z.
    for (let child = left; child < left + 2; child++) {
      const share = load<f64>(shares + (<usize>child << 3));
      for (let q: usize = 0; q < wide; q += 8) store<f64>(nextProduct + q, load<f64>(product + q) * share);
      walk(child, depth + 1);
      for (let q: usize = 0; q < wide; q += 8) store<f64>(sum + q, load<f64>(sum + q) + load<f64>(nextSum + q));
    }
    return;
  }
  const after = states + (depth + 1) * stateSize;
  const known = before + 8 + wide;
  let found: f64 = 0;
  // The way the row goes.
  let zero = load<f64>(before) * load<f64>(shares + (<usize>taken << 3));
  store<f64>(after, zero);
  for (let q: usize = 0; q < wide; q += 8) {
    const t = load<f64>(points + q);
    const factor = t + zero * (1 - t);
    const inverse = 1 / factor;
    store<f64>(nextProduct + q, load<f64>(product + q) * factor * load<f64>(before + 8 + q));
    store<f64>(after + 8 + q, inverse);
    store<f64>(after + 8 + wide + q, (1 - zero) * inverse * load<f64>(points + wide + q));
  }
  store<u32>(slot, <u32>after);
  walk(taken, depth + 1);
  for (let q: usize = 0; q < wide; q += 8) {
    const below = load<f64>(nextSum + q);
    found += below * (load<f64>(after + 8 + wide + q) - load<f64>(known + q));
    store<f64>(sum + q, below);
  }
  // The other way.
  const other = left + left + 1 - taken;
  zero = load<f64>(before) * load<f64>(shares + (<usize>other << 3));
  for (let q: usize = 0; q < wide; q += 8) {
    const factor = zero * (1 - load<f64>(points + q));
    store<f64>(nextProduct + q, load<f64>(product + q) * factor * load<f64>(before + 8 + q));
  }
  store<u32>(slot, <u32>gone);
  walk(other, depth + 1);
  for (let q: usize = 0; q < wide; q += 8) {
    const below = load<f64>(nextSum + q);
    found += below * (load<f64>(points + 2 * wide + q) - load<f64>(known + q));
    store<f64>(sum + q, load<f64>(sum + q) + below);
  }
  store<u32>(slot, <u32>before);
  const gain = phi + (feature << 3);
  store<f64>(gain, load<f64>(gain) + found);
}

/**
 * Adds the tree's Shapley values for `n` rows to out [n × cols]. quadrature: `count` points t in (0, 1), their weights, and -weight / (1 - t).
 * scratch: see ../shapley.ts for its size.
 */
export function shapley(
  codes: usize,
  cols: usize,
  n: usize,
  nodesAt: usize,
  valuesAt: usize,
  sharesAt: usize,
  masksAt: usize,
  root: u32,
  depth: usize,
  quadrature: usize,
  count: usize,
  scratch: usize,
  out: usize,
): void {
  nodes = nodesAt;
  values = valuesAt;
  shares = sharesAt;
  masks = masksAt;
  points = quadrature;
  wide = count << 3;
  stateSize = 8 + 2 * wide;
  products = scratch;
  sums = products + (depth + 1) * wide;
  states = sums + (depth + 1) * wide;
  current = states + (depth + 1) * stateSize;
  store<f64>(states, 1);
  for (let q: usize = 0; q < wide; q += 8) {
    store<f64>(products + q, 1);
    store<f64>(states + 8 + q, 1);
    store<f64>(states + 8 + wide + q, 0);
  }
  for (let j: usize = 0; j < cols; j++) store<u32>(current + (j << 2), <u32>states);
  for (let i: usize = 0; i < n; i++) {
    row = codes + i * cols;
    phi = out + ((i * cols) << 3);
    walk(root, 0);
  }
}
