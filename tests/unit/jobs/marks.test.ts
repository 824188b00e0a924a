import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultIdentity,
  type IdentitySettings,
  type MarkChange,
  type Marks,
  type MarksEdit,
  type Who,
} from '../../../src/domain';
import { identify } from '../../../src/features/identity';
import { runAll } from '../../../src/features/steps';
import { sourceOf } from '../../../src/jobs/exports';
import { editFor, type MarkGround } from '../../../src/jobs/marks-edit';
import { createPlacer } from '../../../src/jobs/place-marks';
import { mergedWith, splitOff } from '../../../src/app/state/by-hand.svelte';
import { tableOf } from '../analyse/run';
import { customersOf } from '../store/samples';

const head = 'order_id,customer_id,name,email,date,amount';

async function placed(lines: readonly string[], settings: Partial<IdentitySettings> = {}) {
  const table = await tableOf(`${[head, ...lines].join('\n')}\n`, 'orders.csv');
  const options = { settings: { ...defaultIdentity, ...settings }, phones: null };
  const identity = runAll(identify([sourceOf(table)], options));
  const customers = { ...customersOf(identity.customers), keys: identity.keys, labels: identity.labels };
  const placer = createPlacer(customers, identity.known);
  return { identity, placer, keyOf: (who: Who) => identity.keys[placer.place([who])[0]!] ?? null };
}

const lines = [
  'O1,C1,Ann,ann@x.com,2025-01-01,10',
  'O2,C2,Ann,leigh@y.com,2025-01-02,10',
  'O3,,Bea,bea@x.com,2025-01-03,10',
  'O4,C3,Cy,cy@x.com,2025-01-04,10',
  'O5,C3,Cy,coy@z.com,2025-01-05,10',
];

describe('whom a mark is about', () => {
  it('keeps the key and what else the customer is known by', async () => {
    const { placer, identity } = await placed(lines);
    const at = identity.keys.indexOf('C3');
    expect(placer.whoOf([at])).toEqual([['C3', 'customerId:C3', 'email:cy@x.com', 'email:coy@z.com']]);
  });

  it('is found by another key when the one of then is gone', async () => {
    const later = await placed(['O3,C9,Bea,bea@x.com,2025-01-03,10']);
    expect(later.keyOf(['bea@x.com', 'email:bea@x.com'])).toBe('C9');
    expect(later.keyOf(['bea@x.com'])).toBe('C9');
    // A number that no file has any more; the address it stood beside still says who it is.
    expect(later.keyOf(['C77', 'customerId:C77', 'email:bea@x.com'])).toBe('C9');
    expect(later.keyOf(['C77', 'customerId:C77'])).toBeNull();
  });

  it('follows who was joined by hand, and comes back when that is taken back', async () => {
    const who: Who = ['C2', 'customerId:C2', 'email:leigh@y.com'];
    const settings = mergedWith(defaultIdentity, 'customerId:C2', 'customerId:C1');
    expect((await placed(lines, settings)).keyOf(who)).toBe('C1');
    expect((await placed(lines)).keyOf(who)).toBe('C2');
  });

  it('stays with the person a key was split off from', async () => {
    const { identity, keyOf } = await placed(lines, splitOff(defaultIdentity, 'email:coy@z.com'));
    expect(identity.keys).toEqual(['C1', 'C2', 'C3', 'bea@x.com', 'coy@z.com']);
    expect(keyOf(['C3', 'customerId:C3', 'email:coy@z.com'])).toBe('C3');
    expect(identity.rowCustomer[0]![4]).toBe(identity.keys.indexOf('coy@z.com'));
  });

  it('says that nobody is meant by odd keys', async () => {
    const { keyOf } = await placed(lines);
    for (const key of ['__proto__', '', '=1+1', 'constructor']) expect(keyOf([key, `email:${key}`])).toBeNull();
  });
});

describe('by hand', () => {
  it('does not depend on the order of rows', async () => {
    const settings = splitOff(mergedWith(defaultIdentity, 'customerId:C2', 'email:bea@x.com'), 'email:coy@z.com');
    const there = (await placed(lines, settings)).identity;
    const back = (await placed([...lines].reverse(), settings)).identity;
    expect(back.keys).toEqual(there.keys);
    expect([...back.rowCustomer[0]!].reverse()).toEqual([...there.rowCustomer[0]!]);
    expect(there.keys).toEqual(['C1', 'C2', 'C3', 'coy@z.com']);
  });

  it('names keys that are in no file without harm', async () => {
    const settings = mergedWith(defaultIdentity, 'customerId:C1', 'customerId:gone');
    expect((await placed(lines, settings)).identity.customers).toBe(4);
  });
});

/** Applies an edit as the store does. */
function apply(marks: Marks, edit: MarksEdit): Marks {
  const put = <T extends { id: string }>(list: readonly T[], drop: readonly string[], more: readonly T[]): T[] => {
    const kept = list.filter(({ id }) => !drop.includes(id) && !more.some((one) => one.id === id));
    return [...kept, ...more].sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  return { notes: put(marks.notes, edit.dropNotes, edit.notes), tags: put(marks.tags, edit.dropTags, edit.tags) };
}

describe('a change to the marks', () => {
  const people = 6;
  let next = 0;
  const ground = (chosen: readonly number[]): MarkGround => ({
    place: (whos) => Int32Array.from(whos, ([key]) => (key === 'lost' ? -1 : Number(key))),
    chosen: () => chosen,
    whoOf: (indices) => Array.from(indices, (index) => [String(index)]),
    newId: () => `new ${++next}`,
  });
  const start: Marks = {
    notes: [{ id: 'a', kind: 'note', who: ['1'], text: 'old', day: 1, done: null, at: 1 }],
    tags: [{ id: 't', name: 'VIP', members: [['1'], ['lost'], ['3']] }],
  };
  const membersOf = (marks: Marks) =>
    marks.tags.map(({ name, members }) => [name, members.map((who) => JSON.stringify(who)).sort()]);

  it('is taken back by its undo, whatever it was', () => {
    const changes = fc.oneof(
      fc.record({
        kind: fc.constant('tag' as const),
        name: fc.constantFrom('VIP', ' vip ', 'new', '__proto__'),
        on: fc.boolean(),
        of: fc.constant({ keys: [] }),
      }),
      fc.record({
        kind: fc.constant('notes' as const),
        put: fc.constantFrom([], [{ ...start.notes[0]!, text: 'changed' }], [{ ...start.notes[0]!, id: '' }]),
        drop: fc.constantFrom([], ['a'], ['none']),
      }),
    );
    fc.assert(
      fc.property(changes, fc.uniqueArray(fc.nat(people - 1)), (asked, chosen) => {
        const change: MarkChange = asked;
        if (change.kind === 'notes' && change.put.some(({ id }) => change.drop.includes(id))) return;
        const edit = editFor(start, change, ground(chosen));
        const after = apply(start, edit);
        const back = apply(after, editFor(after, edit.undo, ground([])));
        expect(back.notes).toEqual(start.notes);
        expect(membersOf(back)).toEqual(membersOf(start));
      }),
    );
  });

  it('gives a tag once, under the name it has, and keeps members that are in no file now', () => {
    const edit = editFor(start, { kind: 'tag', name: ' vip', on: true, of: { keys: [] } }, ground([1, 2]));
    expect(edit.n).toBe(1);
    expect(edit.tags).toEqual([{ id: 't', name: 'VIP', members: [['1'], ['lost'], ['3'], ['2']] }]);
    const off = editFor(start, { kind: 'tag', name: 'VIP', on: false, of: { keys: [] } }, ground([0, 1, 2, 3, 4, 5]));
    expect(off.tags[0]?.members).toEqual([['lost']]);
  });
});
