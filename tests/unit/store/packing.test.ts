import { describe, expect, it } from 'vitest';
import { planImport } from '../../../src/store/import-writer';
import { Packing } from '../../../src/store/packing';
import { chunkRows } from '../../../src/store/versions/v1';
import { importOf, smallTable } from './samples';

const item = importOf('a', smallTable(2 * chunkRows + 5));
const recordsOf = (packing?: Packing) => [...planImport(packing ? { ...item, packing } : item, 0).make()];

describe('packing ahead', () => {
  const plain = recordsOf();

  it.each([0, 1, 2, 7, 1000])('makes the same records, begun %i steps before', (steps) => {
    const packing = new Packing(item.table);
    const ahead = packing.ahead();
    for (let i = 0; i < steps && ahead.next().done !== true; i++);
    expect(recordsOf(packing)).toEqual(plain);
  });

  it('ends when pieces are taken, which can be taken again after a failure', () => {
    const packing = new Packing(item.table);
    const ahead = packing.ahead();
    ahead.next();
    ahead.next();
    const records = planImport({ ...item, packing }, 0).make();
    for (let record = records.next(); !record.done && record.value.into !== 'chunks'; record = records.next());
    expect(ahead.next().done).toBe(true);
    expect(recordsOf(packing)).toEqual(plain);
  });
});
