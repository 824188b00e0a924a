import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';

/** The engine as a page that has just opened finds it. */
async function freshEngine() {
  vi.resetModules();
  return import('../../../src/models/engine');
}

afterEach(() => vi.unstubAllGlobals());

describe('the engine', () => {
  it('is wasm where wasm runs, tested, and leaves no tensor', async () => {
    const { startEngine, currentEngine } = await freshEngine();
    const engine = await startEngine();
    expect(engine).toMatchObject({ name: 'tfjs-wasm', selfTest: true });
    expect(engine.numTensors()).toBe(0);
    expect(tf.getBackend()).toBe('wasm');
    expect(await startEngine()).toBe(engine);
    expect(await currentEngine()).toBe(engine);
  });

  it('asks the network for nothing, and puts back what it borrowed', async () => {
    const asked = vi.fn(() => Promise.reject(new Error('no network')));
    vi.stubGlobal('fetch', asked);
    const { startEngine } = await freshEngine();
    const platform = tf.env().platform;
    expect((await startEngine()).name).toBe('tfjs-wasm');
    expect(asked).not.toHaveBeenCalled();
    expect(tf.env().platform).toBe(platform);
  });

  it('changes to cpu and back when asked to, also when asked at once', async () => {
    const { startEngine } = await freshEngine();
    const names = await Promise.all([startEngine({ prefer: 'cpu' }), startEngine(), startEngine({ prefer: 'cpu' })]);
    expect(names.map(({ name }) => name)).toEqual(['tfjs-cpu', 'tfjs-wasm', 'tfjs-cpu']);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('says so where even the cpu back end answers wrongly', async () => {
    const { startEngine } = await freshEngine();
    const kernel = tf.getKernel('BatchMatMul', 'cpu');
    tf.unregisterKernel('BatchMatMul', 'cpu');
    tf.registerKernel({
      ...kernel,
      kernelFunc: (given) => {
        const right = kernel.kernelFunc(given) as tf.TensorInfo;
        const cpu = given.backend as { data: { get(id: object): { values: Float32Array } } };
        cpu.data.get(right.dataId).values[0]! += 1;
        return right;
      },
    });
    try {
      const thrown = await startEngine({ prefer: 'cpu' }).catch((error: unknown) => error);
      // The fresh module has a KithError of its own.
      expect(thrown).toMatchObject({ name: 'KithError', code: 'engine/failed', values: { reason: 'wrong-known-answer' } });
    } finally {
      tf.unregisterKernel('BatchMatMul', 'cpu');
      tf.registerKernel(kernel);
    }
    expect((await startEngine({ prefer: 'cpu' })).name).toBe('tfjs-cpu');
  });
});
