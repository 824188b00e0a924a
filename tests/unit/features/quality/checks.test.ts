import { describe, expect, it } from 'vitest';
import { findDuplicates } from '../../../../src/features/quality/duplicates';
import { findImpossible } from '../../../../src/features/quality/impossible';
import { findMissing } from '../../../../src/features/quality/missing';
import { findMixed } from '../../../../src/features/quality/mixed';
import { findNearDuplicates } from '../../../../src/features/quality/near-duplicates';
import { makeTable } from '../make-table';
import { asTaken, found, times } from './look';

describe('what cannot be', () => {
  it('dates that had not come when the file was taken in, and those that no shop wrote', () => {
    const table = makeTable('orders', 'id:orderId d:date', ['1|2025-06-30', '2|2025-07-01', '3|2025-07-02', '4|1899-12-30', '5|1970-01-01', '6|1970-01-02', '7|']); // prettier-ignore
    // The day after is today in some other zone.
    expect(found(findImpossible(asTaken(table)))).toEqual([
      ['future', 'd', [2]],
      ['before', 'd', [3, 4]],
    ]);
  });

  it('quantities below zero but in refunds, by their amount, status or number; and zero', () => {
    const lines = ['1|2|10|paid', '2|-2|10|paid', '3|-1|-5|paid', '4|-1|5|refunded', 'C5|-1|5|paid', '6|0|5|paid'];
    const table = makeTable('orders', 'id:orderId q:quantity a:amount s:status', lines);
    expect(found(findImpossible(asTaken(table)))).toEqual([
      ['negative-quantity', 'q', [1]],
      ['zero-quantity', 'q', [5]],
    ]);
    // A list of stock may well hold negative quantities.
    expect(found(findImpossible(asTaken({ ...table, kind: 'other' })))).toEqual([]);
  });

  it('a price of zero for what others pay for; a sample that is always free is none', () => {
    const lines = ['mug|5', 'mug|5', 'mug|0', 'sample|0', 'sample|0', 'pot|-3'];
    expect(found(findImpossible(asTaken(makeTable('orders', 'p:product price:price', lines))))).toEqual([
      ['negative-price', 'price', [5]],
      ['zero-price', 'price', [2]],
    ]);
  });

  it('more given back than was paid; half a cent of rounding is no more', () => {
    const table = makeTable('orders', 'a:amount r:refund', ['10|10', '10|10.004', '10|12', '-5|5', '|3']);
    expect(found(findImpossible(asTaken(table)))).toEqual([['refund-over', 'r', [2]]]);
  });

  it('answers off their scale, where the scale is known', () => {
    const table = makeTable('answers', 'r:rating', ['1', '5', '6', '0', '-1', '']);
    expect(found(findImpossible(asTaken(table, { r: { scale: [1, 5] } })))).toEqual([['off-scale', 'r', [2, 3, 4]]]);
    expect(found(findImpossible(asTaken(table)))).toEqual([]);
  });

  it('addresses without @, numbers without digits, ages of nobody', () => {
    const lines = [
      'a@b.ch|+41 44 123 45 67|30',
      'ab.ch|n. a.|0',
      'a b@c.ch|138****1234|121',
      '@b.ch|12|-1',
      '张三@例子.中国|12345|120',
    ];
    expect(found(findImpossible(asTaken(makeTable('customers', 'e:email p:phone age:number', lines))))).toEqual([
      ['no-email', 'e', [1, 2, 3]],
      ['short-phone', 'p', [1, 3]],
      ['age', 'age', [2, 3]],
    ]);
    expect(found(findImpossible(asTaken(makeTable('customers', 'average:number', ['150', '-3']))))).toEqual([]);
  });
});

describe('rows that are there more than once', () => {
  it('the first stays, whatever stands between', () => {
    const table = makeTable('orders', 'id:orderId a:amount', ['1|5', '2|5', '1|5', '1|', '1|', '1|5']);
    expect(found(findDuplicates(asTaken(table)))).toEqual([['exact', null, [2, 4, 5]]]);
  });

  it('answers of nobody in particular may well be alike; empty rows are nothing', () => {
    const table = makeTable('answers', 'r:rating t:text', ['5|good', '5|good', '|', '|']);
    expect(found(findDuplicates(asTaken(table)))).toEqual([['alike', null, [1]]]);
    expect(found(findDuplicates(asTaken(makeTable('orders', 'id:orderId', []))))).toEqual([]);
  });

  it('−0 is 0, and a blank is no 0', () => {
    const table = makeTable('orders', 'id:orderId a:amount', ['1|0', '1|-0', '1|']);
    expect(found(findDuplicates(asTaken(table)))).toEqual([['exact', null, [1]]]);
  });
});

describe('rows that are nearly there more than once', () => {
  const near = (kind: 'orders' | 'customers', columns: string, lines: readonly string[]) =>
    found(findNearDuplicates(asTaken(makeTable(kind, columns, lines))));

  it('alike but for case, accents, width, blanks and stops; exactly alike is another finding', () => {
    const lines = ['1|Zoë Lee|mug', '1|zoe  lee|Mug', '1|Ｚｏｅ Ｌｅｅ|mug', '2|Zoë Lee|mug', '2|Zoë Lee|mug'];
    expect(near('orders', 'id:orderId n:name p:product', lines)).toEqual([['letters', null, [1, 2]]]);
    // 1.5 is not 15, nor is A+ A.
    expect(near('orders', 'id:orderId p:product', ['1|1.5 l', '1|15 l', '1|A', '1|A+'])).toEqual([]);
  });

  it('alike but for a slip, or a blank, in one name, address, number or remark; of the two the fuller stays', () => {
    const lines = [
      'C1|Anna Meier|a@x.de',
      'C1|Anna Meyer|a@x.de',
      'C2||b@x.de',
      'C2|Bob Low|b@x.de',
      'C3|Cy|c@x.de',
      'C3|Dee|c@x.de',
    ];
    expect(near('customers', 'id:customerId n:name e:email', lines)).toEqual([['one-cell', 'n', [1, 2]]]);
    // A blank beside two people is neither of them.
    expect(near('customers', 'id:customerId n:name', ['C1|Ann Lee', 'C1|', 'C1|Bob Low'])).toEqual([]);
    // Sizes and codes differ by a letter for good.
    expect(near('orders', 'id:orderId t:text', ['1|shirt s', '1|shirt m', '2|82613b', '2|82613c'])).toEqual([]);
    // Where nothing says who or what it is, nothing can be the same.
    expect(near('customers', 't:text r:rating', ['fine thing|5', 'fine thingy|5'])).toEqual([]);
  });

  it('several rows of one order where a row is an order: the newest stays; a refund of it is no repeat', () => {
    const lines = [...times(30, (at) => `${at}|2025-01-02|5|C${at}`), '3|2025-01-05|6|C3', '4|2025-01-05|-5|C4'];
    expect(near('orders', 'id:orderId d:date a:amount c:customerId', lines.slice(0, 31))).toEqual([['same-order', 'id', [3]]]);
    expect(near('orders', 'id:orderId d:date a:amount c:customerId', [...lines.slice(0, 30), lines[31]!])).toEqual([]);
    // With lines of orders it says nothing.
    const ofLines = times(30, (at) => `${at >> 1}|2025-01-02|${at}|C1`);
    expect(near('orders', 'id:orderId d:date a:amount c:customerId', ofLines)).toEqual([]);
  });
});

describe('what is missing', () => {
  const missing = (table: ReturnType<typeof makeTable>) => found(findMissing(asTaken(table)));

  it('what a sale needs, unless another row of the order has it', () => {
    const lines = ['1|2025-01-01|C1|5', '1||C1|', '2||C2|7', '3|2025-01-02|C3|', '4|2025-01-02||8', '5|2025-01-02|C5|8'];
    expect(missing(makeTable('orders', 'id:orderId d:date c:customerId a:amount', lines))).toEqual([
      ['needed', 'd', [2]],
      ['needed', 'a', [3]],
      ['nobody', null, [4]],
    ]);
  });

  it('a deal that is not won has no day yet', () => {
    const lines = ['Acme|Won|2025-01-01|5', 'Acme|Won||7', 'Bolt|Open||', 'Bolt|Lost|2025-01-01|', 'Cube|Won|2025-01-03|5'];
    expect(missing(makeTable('deals', 'n:name s:status d:date a:amount', lines))).toEqual([['needed', 'd', [1]]]);
  });

  it('words that say that nothing is known; answers and remarks are none', () => {
    const lines = ['n/a|none|n/a', 'DE|no|-', 'Unknown|other|?', ' - |yes|fine', '不详|none|x'];
    expect(missing(makeTable('customers', 'c:country plan:category t:text', lines))).toEqual([
      ['blank-words', 'c', [0, 2, 3, 4]],
    ]);
  });

  it('a column that is seldom filled has no holes', () => {
    expect(missing(makeTable('answers', 'r:rating id:customerId', ['5|a', '|b', '|c']))).toEqual([]);
  });
});

describe('cells of another kind', () => {
  it('those that could not be read, with what stands there', () => {
    const table = makeTable('orders', 'a:amount', ['5', '', '7']);
    const [one] = [...[findMixed(asTaken(table, { a: { unreadable: 1, unreadableRows: [1], unreadableCells: ['free'] } }))]];
    expect(found(one!)).toEqual([['no-number', 'a', [1]]]);
  });

  it('words among numbers; not in columns of ids', () => {
    const lines = ['1|1', '2|2', '3|3', '4|many', '5|5', '6|n/a', '7|7', '$8.50|8'];
    expect(found(findMixed(asTaken(makeTable('other', 'id:customerId size:category', lines))))).toEqual([['words', 'size', [3]]]);
    expect(found(findMixed(asTaken(makeTable('other', 'id:customerId', ['1', '2', '3', '4', 'x'])))).length).toBe(0);
  });
});
