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
/** Bytes of one list of quadrature points, and of one state: [one-fraction, zero-fraction, 1 / factor of each point, (o − z) / factor × weight]. */
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
  const after = states + (depth + 1) * stateSize;
  const nextProduct = product + wide;
  const nextSum = sum + wide;
  const gain = phi + (feature << 3);
  for (let q: usize = 0; q < wide; q += 8) store<f64>(sum + q, 0);
  for (let side: u32 = 0; side < 2; side++) {
    const child = left + side;
    const one = child == taken ? load<f64>(before) : 0.0;
    const zero = load<f64>(before, 8) * load<f64>(shares + (<usize>child << 3));
    store<f64>(after, one);
    store<f64>(after, zero, 8);
    for (let q: usize = 0; q < wide; q += 8) {
      const t = load<f64>(points + q);
      const factor = one * t + zero * (1 - t);
      const inverse = 1 / factor;
      store<f64>(nextProduct + q, load<f64>(product + q) * factor * load<f64>(before + 16 + q));
      store<f64>(after + 16 + q, inverse);
      store<f64>(after + 16 + wide + q, (one - zero) * inverse * load<f64>(points + wide + q));
    }
    store<u32>(slot, <u32>after);
    walk(child, depth + 1);
    let found: f64 = 0;
    for (let q: usize = 0; q < wide; q += 8) {
      const below = load<f64>(nextSum + q);
      found += below * (load<f64>(after + 16 + wide + q) - load<f64>(before + 16 + wide + q));
      store<f64>(sum + q, load<f64>(sum + q) + below);
    }
    store<f64>(gain, load<f64>(gain) + found);
  }
  store<u32>(slot, <u32>before);
}

/**
 * Adds the tree's Shapley values for `n` rows to out [n × cols]. quadrature: `count` points in (0, 1), then their weights.
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
  stateSize = 16 + 2 * wide;
  products = scratch;
  sums = products + (depth + 1) * wide;
  states = sums + (depth + 1) * wide;
  current = states + (depth + 1) * stateSize;
  store<f64>(states, 1);
  store<f64>(states, 1, 8);
  for (let q: usize = 0; q < wide; q += 8) {
    store<f64>(products + q, 1);
    store<f64>(states + 16 + q, 1);
    store<f64>(states + 16 + wide + q, 0);
  }
  for (let j: usize = 0; j < cols; j++) store<u32>(current + (j << 2), <u32>states);
  for (let i: usize = 0; i < n; i++) {
    row = codes + i * cols;
    phi = out + ((i * cols) << 3);
    walk(root, 0);
  }
}
