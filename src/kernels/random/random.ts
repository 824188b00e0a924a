/** Seeded chance. The same seed gives the same numbers everywhere. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
  /** A stream of its own for a named part, so that one part drawing more does not move another. */
  fork(name: string): Random;
}

/**
 * sfc32 of C. Doty-Humphrey (PractRand 0.93), seeded by splitmix32 steps; 32 bits a draw.
 * Throws RangeError for a seed that is not a finite number, or `n` not in 1..2^32.
 */
export function createRandom(seed: number): Random {
  if (!Number.isFinite(seed)) throw new RangeError('seed must be finite');
  let state = Math.floor(seed) | 0;
  const split = () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = split();
  let b = split();
  let c = split();
  let counter = 1;
  const draw = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) draw();
  return {
    next: () => draw() / 4294967296,
    int: (n) => {
      if (!(n >= 1 && n <= 4294967296)) throw new RangeError('n must be in 1..2^32');
      return Math.floor((draw() / 4294967296) * n);
    },
    fork: (name) => {
      let hash = 2166136261;
      for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
      return createRandom(hash ^ Math.imul(seed | 0, 0x9e3779b1));
    },
  };
}
