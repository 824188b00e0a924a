import { describe, expect, it } from 'vitest';
import { defaultIdentity, spellingId } from '../../../src/domain';
import { findSpellings, respeltRows, withSpellings } from '../../../src/features/spellings';
import { runAll } from '../../../src/features/steps';
import { makeTable } from './make-table';

const found = (...tables: Parameters<typeof findSpellings>[0]) =>
  runAll(findSpellings(tables, defaultIdentity)).map(({ from, to, why }) => [from, to, why]);
const times = (n: number, word: string) => Array.from({ length: n }, () => word);

describe('findSpellings', () => {
  it('lets GTXPro meet GTX Pro of the price list, and technolgy technology', () => {
    const sales = makeTable('orders', 'product:product', [...times(9, 'GTXPro'), 'GTX Basic']);
    const list = makeTable('other', 'item:product price:price', ['GTX Pro|4821', 'GTX Basic|550']);
    const firms = makeTable('customers', 'sector:category', [...times(3, 'technolgy'), 'retail']);
    const more = makeTable('answers', 'sector:category', [...times(5, 'technology'), 'retail', 'retail']);
    expect(found(sales, list, firms, more)).toEqual([
      ['GTXPro', 'GTX Pro', 'letters'],
      ['technolgy', 'technology', 'typo'],
    ]);
  });

  it('keeps apart what differs for a reason', () => {
    const words = [
      'Tea 100 g',
      'Tea 1000 g',
      '1.5 litre',
      '15 litre',
      'Plan A',
      'Plan A+',
      'Ireland',
      'Iceland',
      'paper filter',
      'paper filters',
    ];
    expect(found(makeTable('orders', 'p:product', [...words, ...times(40, 'paper filter'), ...times(40, 'Tea 100 g')]))).toEqual(
      [],
    );
    expect(found(makeTable('orders', 'c:country', [...times(40, 'Ireland'), 'Iceland']))).toEqual([]);
    // Two words of one file that are both frequent are two words.
    expect(found(makeTable('orders', 'p:product', [...times(9, 'espresso'), ...times(8, 'expresso')]))).toEqual([]);
    expect(found(makeTable('orders', 'p:product', [...times(20, 'espresso'), 'expresso']))).toEqual([
      ['expresso', 'espresso', 'typo'],
    ]);
  });

  it('knows common words and countries that stand nowhere in the files, in single words of columns of kinds', () => {
    const firms = makeTable('customers', 'sector:category country:country', [
      ...times(12, 'technolgy|Philipines'),
      'retail|Germany',
      'Marketting|Kenya',
      'FINANCIEL|Jordan',
    ]);
    expect(found(firms)).toEqual([
      ['Philipines', 'Philippines', 'word'],
      ['technolgy', 'technology', 'word'],
      ['FINANCIEL', 'FINANCIAL', 'word'],
      ['Marketting', 'Marketing', 'word'],
    ]);
    // Products are called as their makers please; remarks are no kinds; what is written in two words is meant so.
    expect(found(makeTable('orders', 'p:product t:text', times(5, 'Technolgy|technolgy')))).toEqual([]);
    expect(found(makeTable('customers', 'kind:category', times(5, 'skin care')))).toEqual([]);
    // The plural of a common word is no slip.
    expect(found(makeTable('customers', 'kind:category', ['softwares', 'restaurants', 'pharmacys']))).toEqual([]);
  });

  it('two letters apart, where one long word is rare beside the other', () => {
    const words = [...times(40, 'Professional services'), ...times(40, 'Consultation'), 'Consulatations'];
    expect(found(makeTable('orders', 'p:product', [...words, 'Proffessionnal services']))).toEqual([
      ['Consulatations', 'Consultation', 'typo'],
      ['Proffessionnal services', 'Professional services', 'typo'],
    ]);
    // Both frequent: two things. And what only goes on is another thing.
    expect(found(makeTable('orders', 'p:product', [...times(5, 'Monochrome'), ...times(5, 'Monochromic')]))).toEqual([]);
    expect(found(makeTable('orders', 'p:product', [...times(50, 'Photograph'), 'Photographer']))).toEqual([]);
  });

  it('keeps sizes, numbered things and codes apart', () => {
    const words = [
      'Shirt S',
      'Shirt M',
      'Item 1',
      'Item 2',
      'Size XL',
      'Size XS',
      'GTX500a',
      'GTX500b',
      'Version A',
      'Version B',
    ];
    expect(
      found(makeTable('orders', 'p:product', [...words, ...words.flatMap((word) => times(word.endsWith('2') ? 1 : 20, word))])),
    ).toEqual([]);
    expect(
      found(
        makeTable('orders', 'p:product', [...times(40, 'Sweater M'), 'Sweater L', ...times(40, 'Lens 82613b'), 'Lens 82613c']),
      ),
    ).toEqual([]);
  });

  it('does not stumble over words that are names of an object’s innards', () => {
    expect(found(makeTable('orders', 'p:product', ['__proto__', 'constructor', '__Proto__', '__proto__']))).toEqual([
      ['__Proto__', '__proto__', 'letters'],
    ]);
  });
});

describe('withSpellings', () => {
  it('reads one as the other, as one word, and leaves the imported column as it was', () => {
    const table = makeTable('orders', 'product:product', ['GTXPro', 'GTX Pro', 'Mug', 'GTXPro']);
    const [item] = runAll(findSpellings([table], defaultIdentity));
    const spellings = [{ column: item!.column, from: 'GTXPro', to: 'GTX Pro' }];
    const [read] = withSpellings([table], spellings);
    const column = read!.columns[0]!.column;
    if (column.type !== 'text') throw new Error('text');
    expect([...column.codes].map((code) => column.dictionary[code])).toEqual(['GTX Pro', 'GTX Pro', 'Mug', 'GTX Pro']);
    expect(new Set(column.dictionary).size).toBe(column.dictionary.length);
    expect(table.columns[0]!.column).toMatchObject({ dictionary: ['GTXPro', 'GTX Pro', 'Mug'] });
    expect(respeltRows([table], spellings)).toBe(2);
    expect(withSpellings([table], [])[0]).toBe(table);
  });

  it('is remembered whichever way it is read', () => {
    expect(spellingId({ column: 'x', from: 'a', to: 'b' })).toBe(spellingId({ column: 'x', from: 'b', to: 'a' }));
  });
});
