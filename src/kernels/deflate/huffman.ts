/**
 * Lengths of a Huffman code over symbols of these frequencies, none longer than `longest`; 0 for symbols that do not occur.
 * Computed in place over sorted frequencies (Moffat and Katajainen, "In-place calculation of minimum-redundancy codes",
 * 1995); lengths above the limit are shortened at the cost of the rarest codes that still have room.
 */
export function codeLengths(frequencies: Uint32Array, longest: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  const symbols: number[] = [];
  for (let symbol = 0; symbol < frequencies.length; symbol++) if (frequencies[symbol]! > 0) symbols.push(symbol);
  if (symbols.length <= 2) {
    for (const symbol of symbols) lengths[symbol] = 1;
    return lengths;
  }
  symbols.sort((a, b) => frequencies[a]! - frequencies[b]! || a - b);
  const count = depthsOf(
    Uint32Array.from(symbols, (symbol) => frequencies[symbol]!),
    longest,
  );
  // The rarest symbols get the longest codes.
  let at = 0;
  for (let length = longest; length > 0; length--) {
    for (let left = count[length]!; left > 0; left--) lengths[symbols[at++]!] = length;
  }
  return lengths;
}

/** How many codes of each length; `work` holds at least three frequencies, ascending, and is used up. */
function depthsOf(work: Uint32Array, longest: number): Uint32Array {
  const n = work.length;
  work[0]! += work[1]!;
  let root = 0;
  let leaf = 2;
  for (let next = 1; next < n - 1; next++) {
    if (leaf >= n || work[root]! < work[leaf]!) {
      work[next] = work[root]!;
      work[root++] = next;
    } else work[next] = work[leaf++]!;
    if (leaf >= n || (root < next && work[root]! < work[leaf]!)) {
      work[next]! += work[root]!;
      work[root++] = next;
    } else work[next]! += work[leaf++]!;
  }
  work[n - 2] = 0;
  for (let next = n - 3; next >= 0; next--) work[next] = work[work[next]!]! + 1;
  const count = new Uint32Array(longest + 1);
  let free = 1;
  let depth = 0;
  let node = n - 2;
  while (free > 0) {
    let inner = 0;
    while (node >= 0 && work[node] === depth) {
      inner++;
      node--;
    }
    count[Math.min(depth, longest)]! += free - inner;
    free = 2 * inner;
    depth++;
  }
  let total = 0;
  for (let length = longest; length > 0; length--) total += count[length]! << (longest - length);
  for (; total > 1 << longest; total--) {
    count[longest]!--;
    let length = longest - 1;
    while (count[length] === 0) length--;
    count[length]!--;
    count[length + 1]! += 2;
  }
  return count;
}

/** The codes of these lengths as deflate numbers and writes them: lowest bit first (RFC 1951, 3.2.2). */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length);
  const next = new Uint32Array(17);
  for (const length of lengths) if (length > 0) next[length + 1]!++;
  for (let length = 2; length < 17; length++) next[length] = (next[length]! + next[length - 1]!) << 1;
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    let code = next[length]!++;
    let turned = 0;
    for (let bit = 0; bit < length; bit++) {
      turned = (turned << 1) | (code & 1);
      code >>= 1;
    }
    codes[symbol] = turned;
  }
  return codes;
}
