import { describe, expect, it } from 'vitest';
import { transferablesOf } from '../../../src/jobs/transfer';

describe('buffers that can be handed over', () => {
  it('finds each once, however deep', () => {
    const a = new Float64Array(3);
    const b = new Uint8Array(5);
    const value = { a, again: a, list: [{ b }], none: null, text: 'x', nested: { a } };
    expect(new Set(transferablesOf(value))).toEqual(new Set([a.buffer, b.buffer]));
  });

  it('survives a value that holds itself', () => {
    const value: Record<string, unknown> = { numbers: new Int32Array(2) };
    value['self'] = value;
    expect(transferablesOf(value)).toHaveLength(1);
  });

  it('leaves alone what is a part of something else, or cannot move', () => {
    const whole = new Float64Array(10);
    expect(transferablesOf({ part: whole.subarray(2, 4) })).toEqual([]);
    const memory = new WebAssembly.Memory({ initial: 1 });
    expect(transferablesOf(new Float64Array(memory.buffer))).toEqual([]);
    expect(transferablesOf(new Uint8Array(new SharedArrayBuffer(8)))).toEqual([]);
    expect(transferablesOf([1, 2, 3])).toEqual([]);
    expect(transferablesOf(null)).toEqual([]);
  });

  it('gives what really can be transferred', () => {
    const a = new Float64Array([1, 2]);
    const value = { a, list: [{ b: new Uint8Array([3]) }] };
    const copy = structuredClone(value, { transfer: transferablesOf(value) });
    expect(copy.list[0]!.b).toEqual(new Uint8Array([3]));
    expect(a.length).toBe(0);
  });
});
