import { describe, expect, it } from 'vitest';
import { identify } from '../../../src/features/identity';
import { runAll } from '../../../src/features/steps';
import { makeTable, reordered } from './make-table';

const who = (...tables: Parameters<typeof identify>[0]) => runAll(identify(tables));

describe('identify', () => {
  it('joins what one row joins, over files: id, e-mail in any case, phone in any spelling', () => {
    const orders = makeTable('orders', 'id:customerId mail:email', ['7|Ann@X.com', '8|bob@x.com', '|cy@x.com']);
    const people = makeTable('customers', 'mail:email phone:phone name:name', [
      ' ann@x.COM |+44 20 7946|Ann',
      'cy@x.com|0044207947|Cy',
      '|44 207-947|Cyril',
    ]);
    const found = who(orders, people);
    expect(found.keys).toEqual(['7', '8', 'cy@x.com']);
    expect([...found.rowCustomer[0]!]).toEqual([0, 1, 2]);
    expect([...found.rowCustomer[1]!]).toEqual([0, 2, 2]);
    expect(found.labels).toEqual(['Ann', 'bob@x.com', 'Cy']);
  });

  it('takes a name for a key only where nothing else names the customer', () => {
    const found = who(makeTable('orders', 'mail:email name:name', ['a@x.com|Li Wei', '|Li Wei', '|li  wei', 'b@x.com|Li Wei']));
    expect(found.customers).toBe(3);
    expect(found.keys).toContain('Li Wei');
    expect(found.rowCustomer[0]![1]).toBe(found.rowCustomer[0]![2]);
  });

  it('of several ids in one cell takes the first, and says so', () => {
    const deals = makeTable('deals', 'id:orderId Associated_Company_IDs:customerId', [
      'd1|8001;8002',
      'd2|8002',
      'd3|8002; 8001',
    ]);
    const companies = makeTable('customers', 'Record_ID:customerId name:name', ['8001|Ann Co', '8002|Bob Co']);
    const found = who(deals, companies);
    expect(found.keys).toEqual(['8001', '8002']);
    expect([...found.rowCustomer[0]!]).toEqual([0, 1, 1]);
    expect(found.notes).toContainEqual({
      code: 'several-ids',
      values: { file: 'deals.csv', column: 'Associated_Company_IDs', n: 2 },
    });
    // Only columns of ids hold lists of them.
    expect(who(makeTable('orders', 'who:customerId', ['7;8', '7'])).keys).toEqual(['7', '7;8']);
  });

  it('leaves rows without a key anonymous', () => {
    const found = who(makeTable('orders', 'id:customerId amount:amount', ['|5', 'guest|6', 'n/a|7', 'C1|8']));
    expect([...found.rowCustomer[0]!]).toEqual([-1, -1, -1, 0]);
    expect(found.keys).toEqual(['C1']);
  });

  it('does not take an id beside more than five e-mails for a person, and says so', () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `0|${letter}@x.com`);
    const many = who(makeTable('orders', 'id:customerId mail:email', [...lines, '0|']));
    expect(many.customers).toBe(6);
    expect(many.rowCustomer[0]![6]).toBe(-1);
    expect(many.notes).toEqual([{ code: 'placeholder-ids', values: { n: 1, ids: '0', emails: 5 } }]);
    const few = who(makeTable('orders', 'id:customerId mail:email', [...lines.slice(0, 5), '0|']));
    expect(few.customers).toBe(1);
    expect(few.notes).toEqual([]);
  });

  it('keeps one person who got a new id at every purchase', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `cus_${i}|ann@x.com`);
    expect(who(makeTable('orders', 'id:customerId mail:email', lines)).keys).toEqual(['cus_0']);
  });

  it('strips the .0 that a spreadsheet left on every id, but not where ids differ', () => {
    expect(who(makeTable('orders', 'id:customerId', ['17850.0', '13047.0'])).keys).toEqual(['13047', '17850']);
    expect(who(makeTable('orders', 'id:customerId', ['17850.0', 'A1'])).keys).toEqual(['17850.0', 'A1']);
  });

  it('tells two people apart whose keys of different kinds read the same', () => {
    const found = who(makeTable('orders', 'id:customerId name:name', ['Ann|', '|Ann']));
    expect(found.keys).toEqual(['Ann', 'Ann (name)']);
  });

  it('is the same whatever the order of rows and files', () => {
    const a = makeTable('orders', 'id:customerId mail:email', ['3|c@x.com', '1|A@x.com', '2|b@x.com', '4|a@x.com'], 'a.csv');
    const b = makeTable('customers', 'mail:email name:name', ['b@x.com|B', 'a@x.com|Zoe', 'a@x.com|Amy'], 'b.csv');
    const one = who(a, b);
    const other = who(reordered(b, [2, 0, 1]), reordered(a, [3, 2, 1, 0]));
    expect(other.keys).toEqual(one.keys);
    expect(other.labels).toEqual(one.labels);
    expect([...other.rowCustomer[1]!].reverse()).toEqual([...one.rowCustomer[0]!]);
  });

  it('answers no tables with no customers', () => {
    expect(who().customers).toBe(0);
  });
});
