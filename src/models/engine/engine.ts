import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { KithError } from '../../domain';
import { passesSelfTest } from './self-test';
import { startWasm } from './start-wasm';
import { tensorflowWasmBytes } from './wasm-bytes';

export type EngineName = 'tfjs-wasm' | 'tfjs-cpu';

/** TensorFlow.js on the back end that runs here. */
export interface Engine {
  readonly name: EngineName;
  /** Known answers came out right; an engine that fails never gets out of startEngine. */
  readonly selfTest: boolean;
  /** Tensors alive now: the same before and after any finished or cancelled work. */
  numTensors(): number;
}

export interface EngineOptions {
  /** 'wasm' where absent: the cpu back end is used only where wasm will not run. */
  readonly prefer?: 'wasm' | 'cpu';
  /** TensorFlow.js' SIMD WebAssembly module, where it is not to come from the bundle. */
  readonly simdBytes?: Uint8Array<ArrayBuffer>;
  readonly timeoutMs?: number;
}

let current: Engine | null = null;
let starting: Promise<unknown> = Promise.resolve();

function engineOf(name: EngineName): Engine {
  return Object.freeze({ name, selfTest: true, numTensors: () => tf.memory().numTensors });
}

async function start(options: EngineOptions): Promise<Engine> {
  const { prefer = 'wasm', simdBytes, timeoutMs = 10_000 } = options;
  if (prefer === 'wasm') {
    if (current?.name === 'tfjs-wasm') return current;
    const started = await startWasm(() => simdBytes ?? tensorflowWasmBytes(), timeoutMs);
    if (started && (await passesSelfTest())) return (current = engineOf('tfjs-wasm'));
  }
  if (current?.name === 'tfjs-cpu' && tf.getBackend() === 'cpu') return current;
  if (!(await tf.setBackend('cpu'))) throw new KithError('engine/failed', { reason: 'cpu-did-not-start' });
  if (!(await passesSelfTest())) throw new KithError('engine/failed', { reason: 'wrong-known-answer' });
  return (current = engineOf('tfjs-cpu'));
}

/**
 * Starts TensorFlow.js, WebAssembly where it runs and the plain cpu back end otherwise, and puts known questions to it.
 * Starting again with the same preference costs nothing; with another it changes the back end for all work to come. Throws
 * KithError 'engine/failed' where even the cpu back end does not start or answers wrongly.
 */
export function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const next = starting.then(() => start(options));
  starting = next.catch(() => undefined);
  return next;
}

/** The engine in use, started with its defaults where none is. What models train on. */
export async function currentEngine(): Promise<Engine> {
  return current ?? startEngine();
}
