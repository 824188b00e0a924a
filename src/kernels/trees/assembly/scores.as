// A node is two u32: [feature, bit 15: missing goes right, bit 14: by category, from bit 16: threshold or number of the mask]
// and the left child; the right one follows it. A leaf is its own left child, under a threshold that nothing exceeds.

// @ts-ignore: decorator
@inline
export function goesRight(word: u32, row: usize, masks: usize): u32 {
  const code = <u32>load<u8>(row + <usize>(word & 0x3fff));
  const rule = word >> 16;
  if (word & 0x4000) {
    return (load<u32>(masks + (<usize>rule << 5) + <usize>((code >> 5) << 2)) >> (code & 31)) & 1;
  }
  const shift = (word >> 15) & 1;
  return <u32>(code - shift > rule);
}

/** out[i] += the value of the leaf that row i ends in. Four rows at once, as each step waits for the one before. */
export function scores(
  codes: usize,
  cols: usize,
  n: usize,
  nodes: usize,
  values: usize,
  masks: usize,
  root: u32,
  depth: i32,
  out: usize,
): void {
  const whole = n & ~3;
  let row = codes;
  for (let i: usize = 0; i < whole; i += 4) {
    const row1 = row + cols;
    const row2 = row1 + cols;
    const row3 = row2 + cols;
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    for (let level = 0; level < depth; level++) {
      const na = nodes + (<usize>a << 3);
      const nb = nodes + (<usize>b << 3);
      const nc = nodes + (<usize>c << 3);
      const nd = nodes + (<usize>d << 3);
      a = load<u32>(na, 4) + goesRight(load<u32>(na), row, masks);
      b = load<u32>(nb, 4) + goesRight(load<u32>(nb), row1, masks);
      c = load<u32>(nc, 4) + goesRight(load<u32>(nc), row2, masks);
      d = load<u32>(nd, 4) + goesRight(load<u32>(nd), row3, masks);
    }
    store<f64>(out, load<f64>(out) + load<f64>(values + (<usize>a << 3)));
    store<f64>(out, load<f64>(out, 8) + load<f64>(values + (<usize>b << 3)), 8);
    store<f64>(out, load<f64>(out, 16) + load<f64>(values + (<usize>c << 3)), 16);
    store<f64>(out, load<f64>(out, 24) + load<f64>(values + (<usize>d << 3)), 24);
    out += 32;
    row = row3 + cols;
  }
  for (let i = whole; i < n; i++) {
    let a = root;
    for (let level = 0; level < depth; level++) {
      const na = nodes + (<usize>a << 3);
      a = load<u32>(na, 4) + goesRight(load<u32>(na), row, masks);
    }
    store<f64>(out, load<f64>(out) + load<f64>(values + (<usize>a << 3)));
    out += 8;
    row += cols;
  }
}
