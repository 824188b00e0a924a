import { expect, it } from 'vitest';
import { finish } from '../../../src/domain';
import { createRandom } from '../../../src/kernels/random/random';
import { startEngine } from '../../../src/models/engine';
import { kMeans } from '../../../src/models/k-means';

// A file of its own: TensorFlow.js starts wasm once per process.
it('falls back to cpu where the wasm bytes do not start, and trains there', async () => {
  const engine = await startEngine({ simdBytes: Uint8Array.of(1, 2, 3), timeoutMs: 300 });
  expect(engine).toMatchObject({ name: 'tfjs-cpu', selfTest: true });
  const rows = { rows: 6, cols: 1, values: Float64Array.of(1, 2, 3, 10, 11, 12) };
  const fitted = await finish(kMeans.fit(rows, { ...kMeans.defaults, k: 2 }, createRandom(1)));
  expect([...fitted.centres]).toEqual([2, 11]);
  expect(fitted.engine).toBe('tfjs-cpu');
});
