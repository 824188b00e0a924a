// AssemblyScript; what growing a tree on codes of a byte each comes down to. ../tree-kernels.ts says what the arguments are.

/** Codes of rows × cols numbers: 0 for missing, else 1 + how many of the column's 256 edges (padded with infinity) are below. */
export function encode(values: usize, rows: i32, cols: usize, edges: usize, byCategory: usize, codes: usize): void {
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < cols; j++) {
      const x = load<f64>(values);
      let code: u32 = 0;
      if (load<u8>(byCategory + j)) {
        if (x >= 0 && x < 255) code = <u32>x + 1;
      } else if (x == x) {
        const first = edges + (j << 11);
        let at = first;
        for (let step: usize = 1024; step >= 8; step >>= 1) at += select<usize>(step, 0, load<f64>(at + step - 8) < x);
        code = <u32>((at - first) >> 3) + 1;
      }
      store<u8>(codes, code);
      values += 8;
      codes++;
    }
  }
}

/** Sums of the rows' pairs by code, 256 a column. A pair is one i64: gradient in the upper half, hessian in the lower. */
export function histogram(codes: usize, cols: usize, rows: usize, n: usize, pairs: usize, out: usize): void {
  memory.fill(out, 0, cols << 11);
  const end = rows + (n << 2);
  const fours = cols & ~3;
  for (; rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    let code = codes + row * cols;
    const pair = load<i64>(pairs + (row << 3));
    let sums = out;
    const stop = code + fours;
    const last = code + cols;
    for (; code < stop; code += 4) {
      const a = sums + (<usize>load<u8>(code) << 3);
      store<i64>(a, load<i64>(a) + pair);
      const b = sums + (<usize>load<u8>(code, 1) << 3);
      store<i64>(b, load<i64>(b, 2048) + pair, 2048);
      const c = sums + (<usize>load<u8>(code, 2) << 3);
      store<i64>(c, load<i64>(c, 4096) + pair, 4096);
      const d = sums + (<usize>load<u8>(code, 3) << 3);
      store<i64>(d, load<i64>(d, 6144) + pair, 6144);
      sums += 8192;
    }
    for (; code < last; code++) {
      const a = sums + (<usize>load<u8>(code) << 3);
      store<i64>(a, load<i64>(a) + pair);
      sums += 2048;
    }
  }
}

/** The same for some of the columns only, in the order named (i32). */
export function histogramOf(
  codes: usize,
  cols: usize,
  rows: usize,
  n: usize,
  pairs: usize,
  features: usize,
  count: usize,
  out: usize,
): void {
  memory.fill(out, 0, count << 11);
  const end = rows + (n << 2);
  const last = features + (count << 2);
  for (; rows < end; rows += 4) {
    const row = <usize>load<u32>(rows);
    const code = codes + row * cols;
    const pair = load<i64>(pairs + (row << 3));
    let sums = out;
    for (let f = features; f < last; f += 4) {
      const a = sums + (<usize>load<u8>(code + <usize>load<u32>(f)) << 3);
      store<i64>(a, load<i64>(a) + pair);
      sums += 2048;
    }
  }
}

/** whole ← whole − part, `n` sums of them. */
export function subtract(whole: usize, part: usize, n: usize): void {
  const end = whole + (n << 3);
  for (; whole < end; whole += 8) {
    store<i64>(whole, load<i64>(whole) - load<i64>(part));
    part += 8;
  }
}

/** Rows whose code in the column has its bit in `mask` (256 bits) move behind the others; order is kept. Returns how many stay. */
export function partition(
  rows: usize,
  n: usize,
  codes: usize,
  cols: usize,
  feature: usize,
  mask: usize,
  scratch: usize,
): usize {
  const end = rows + (n << 2);
  let stay = rows;
  let move = scratch;
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at);
    const code = <u32>load<u8>(codes + <usize>row * cols + feature);
    const goes = <usize>((load<u32>(mask + <usize>((code >> 5) << 2)) >> (code & 31)) & 1);
    store<u32>(stay, row);
    store<u32>(move, row);
    stay += 4 - (goes << 2);
    move += goes << 2;
  }
  memory.copy(stay, scratch, move - scratch);
  return (stay - rows) >> 2;
}
