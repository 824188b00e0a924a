/**
 * Seeded chance for the made-up shop: sfc32 (C. Doty-Humphrey, PractRand), seeded by splitmix32. Only +, −, ×, shifts,
 * log and sqrt, so that every machine writes the same bytes.
 */
export function createRandom(seed) {
  let state = seed >>> 0;
  const split = () => {
    state = (state + 0x9e3779b9) | 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  let a = split();
  let b = split();
  let c = split();
  let d = 1;
  const bits = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) bits();

  /** In [0, 1). */
  const uniform = () => bits() / 4294967296;
  const random = {
    uniform,
    /** True with probability p. */
    chance: (p) => uniform() < p,
    /** An integer from low to high, both included. */
    int: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    pick: (list) => list[Math.floor(uniform() * list.length)],
    /** Index drawn in proportion to the weights. */
    weighted: (weights) => {
      let at = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < weights.length; i++) {
        at -= weights[i];
        if (at < 0) return i;
      }
      return weights.length - 1;
    },
    /** Standard normal, by Marsaglia's polar method. */
    normal: () => {
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const s = u * u + v * v;
        if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
      }
    },
    /** Erlang(k) with the given mean: k = 1 is exponential, larger k a steadier rhythm. */
    erlang: (k, mean) => {
      let product = 1;
      for (let i = 0; i < k; i++) product *= 1 - uniform();
      return (-Math.log(product) * mean) / k;
    },
  };
  return random;
}
