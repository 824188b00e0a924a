import { describe, expect, it } from 'vitest';
import { attributes, soundsLikeMoney } from '../../../src/features/attributes';
import { labelOutcome, requireOutcome } from '../../../src/features/churn-data';
import { contacts, contactFeatures } from '../../../src/features/contacts';
import { identify } from '../../../src/features/identity';
import type { SourceTable } from '../../../src/features/source';
import { runAll } from '../../../src/features/steps';
import { makeTable, reordered } from './make-table';

function said(tables: readonly SourceTable[], label: string | null = null) {
  const { rowCustomer, customers, keys } = runAll(identify(tables));
  const found = attributes(tables, rowCustomer, customers, label);
  const of = (id: string) => {
    const column = found.columns.find((candidate) => candidate.info.id === id)!;
    return [...column.values].map((value) => (column.levels === null || Number.isNaN(value) ? value : column.levels[value]));
  };
  return { ...found, of, keys };
}

describe('attributes', () => {
  it('makes numbers, 0/1 and words into features, and never the label', () => {
    const table = makeTable('customers', 'id:customerId age:number Senior:number plan:category Churn:churnLabel', [
      'B|40|0|gold|Yes',
      'A|30|1|tin|No',
      'C|50|0|tin|No',
      'D|50|0|gold|No',
    ]);
    const { columns, of } = said([table], 'Churn');
    expect(columns.map(({ info }) => [info.id, info.kind])).toEqual([
      ['age', 'numeric'],
      ['Senior', 'binary'],
      ['plan', 'category'],
    ]);
    expect(of('age')).toEqual([30, 40, 50, 50]);
    expect(of('plan')).toEqual(['tin', 'gold', 'tin', 'gold']);
  });

  it('takes yes and no in several ways, or tongues, for two answers', () => {
    const table = makeTable('customers', 'id:customerId vip:category', [
      'A|Ja',
      'B|ja',
      'C|Nein',
      'D|nein',
      'E|Ja',
      'F|Nein',
      'G|j',
    ]);
    expect(said([table]).of('vip')).toEqual(['Ja', 'Ja', 'Nein', 'Nein', 'Ja', 'Nein', 'Ja']);
    const two = makeTable('customers', 'id:customerId vip:category', ['H|Yes', 'I|No', 'J|Yes'], 'zz.csv');
    expect(said([table, two]).of('vip').slice(-3)).toEqual(['Ja', 'Nein', 'Ja']);
    const three = makeTable('customers', 'id:customerId vip:category', ['A|Yes', 'B|No', 'C|Maybe', 'D|yes', 'E|no', 'F|Maybe', 'G|no', 'H|yes', 'I|Maybe', 'J|Yes', 'K|No']); // prettier-ignore
    expect(new Set(said([three]).of('vip')).size).toBe(5);
  });

  it('takes blank running totals for 0 and says so; other blanks stay missing', () => {
    const table = makeTable('customers', 'id:customerId TotalCharges:amount age:number', ['A||1', 'B|5|', 'C|7|3']);
    const { of, notes } = said([table]);
    expect(of('TotalCharges')).toEqual([0, 5, 7]);
    expect(of('age')).toEqual([1, Number.NaN, 3]);
    expect(notes).toEqual([{ code: 'blank-as-zero', values: { column: 'TotalCharges', n: 1 } }]);
  });

  it('leaves out constants and words that nearly name the row, with the reason', () => {
    const lines = Array.from({ length: 6 }, (_, i) => `${i}|same|word${i}`);
    const { columns, excluded } = said([makeTable('customers', 'id:customerId k:category w:category', lines)]);
    expect(columns).toEqual([]);
    expect(excluded.map(({ why }) => why.code)).toEqual(['column-constant', 'column-many-levels']);
  });

  it('leave out a column that only counts the rows', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `c${i}|${i + 1}|${(i * 7) % 30}`);
    const { columns, excluded } = said([makeTable('customers', 'id:customerId row:number age:number', lines)]);
    expect(columns.map(({ info }) => info.id)).toEqual(['age']);
    expect(excluded).toEqual([{ column: 'row', why: { code: 'column-counts-rows', values: { column: 'row' } } }]);
  });

  it('joins rows of one customer: mean of numbers, most frequent word; whatever the order', () => {
    const table = makeTable('customers', 'id:customerId n:number w:category', [
      'A|1|x',
      'A|2|y',
      'A|6|y',
      'B|4|y',
      'B|4|x',
      'C|9|x',
      'D|9|y',
    ]);
    const one = said([table]);
    expect(one.of('n')).toEqual([3, 4, 9, 9]);
    expect(one.of('w')).toEqual(['y', 'x', 'x', 'y']);
    const other = said([reordered(table, [6, 2, 4, 0, 5, 1, 3])]);
    expect([other.of('n'), other.of('w')]).toEqual([one.of('n'), one.of('w')]);
  });

  it('fills one table from another, the same whichever comes first', () => {
    const a = makeTable('customers', 'id:customerId n:number', ['1|5', '2|', '3|6'], 'a.csv');
    const b = makeTable('customers', 'id:customerId n:number', ['1|9', '2|8'], 'b.csv');
    expect(said([a, b]).of('n')).toEqual([5, 8, 6]);
    expect(said([b, a]).of('n')).toEqual([5, 8, 6]);
  });

  it.each([
    ['TotalCharges', true],
    ['MonthlyCharges', true],
    ['Total Spent', true],
    ['累计消费', true],
    ['Spending Score (1-100)', false],
    ['Total Orders', false],
    ['tenure', false],
  ])('%s sounds like money: %s', (header, expected) => expect(soundsLikeMoney(header)).toBe(expected));
});

describe('labels', () => {
  const spec = 'id:customerId Churn:churnLabel';
  const outcome = (lines: string[], positive?: string) => {
    const table = makeTable('customers', spec, lines);
    const told = {
      ...table,
      columns: table.columns.map((column) => (positive && column.role === 'churnLabel' ? { ...column, positive } : column)),
    };
    const { rowCustomer, customers } = runAll(identify([told]));
    return labelOutcome([told], rowCustomer, customers, null)!;
  };

  it('reads who left; blanks are counted, not guessed', () => {
    const found = outcome(['A|Yes', 'B|No', 'C|', 'D|Yes', 'D|No']);
    expect([...found.rows]).toEqual([0, 1, 3]);
    expect([...found.outcome]).toEqual([1, 0, 1]);
    expect([found.positive, found.negative, found.blank]).toEqual(['Yes', 'No', 1]);
  });

  it('believes the report about which value means left', () => {
    expect([...outcome(['A|Yes', 'B|No'], 'No').outcome]).toEqual([0, 1]);
  });

  it('refuses by code what cannot be learned from', () => {
    const words = { label: 'Churn', words: ['No', 'Yes'] as const };
    const many = (left: number, stayed: number) => ({
      rows: new Int32Array(left + stayed),
      outcome: Uint8Array.from({ length: left + stayed }, (_, i) => (i < left ? 1 : 0)),
      positives: left,
    });
    expect(() => requireOutcome(many(9, 10), words)).toThrow('analysis/too-few-customers');
    expect(() => requireOutcome(many(0, 30), words)).toThrow('analysis/one-class {"label":"Churn","value":"No","n":30}');
    expect(() => requireOutcome(many(9, 30), words)).toThrow('analysis/too-few-of-a-class');
    expect(() => requireOutcome(many(30, 0), { days: 90, of: 50 })).toThrow('analysis/one-class-orders');
    // Four of fifty ordered before the cut-off: the others are customers too, and the refusal must not deny them.
    const early = 'analysis/too-few-customers-orders {"n":4,"needed":20,"days":90}';
    expect(() => requireOutcome(many(3, 1), { days: 90, of: 50 })).toThrow(early);
    expect(() => requireOutcome(many(3, 1), { days: 90, of: 16 })).toThrow('analysis/too-few-customers {"n":16,"needed":20}');
    expect(() => requireOutcome(many(10, 10), words)).not.toThrow();
  });

  it('a named label that is nowhere is an error', () => {
    expect(() => labelOutcome([], [], 0, 'Gone')).toThrow('analysis/unknown-column');
  });
});

describe('ratings and contacts', () => {
  const answers = makeTable('answers', 'id:customerId day:date score:rating', [
    'A|2024-01-01|5',
    'A|2024-02-01|2',
    'B|2024-01-01|0',
    '|2024-01-03|4',
  ]);
  const calls = makeTable('interactions', 'id:customerId day:date what:interaction', [
    'A|2024-01-05|call',
    'A|2024-03-01|call',
    '|2024-01-06|visit',
  ]);
  const tables = [answers, calls];
  const { rowCustomer, customers } = runAll(identify(tables));
  const asOf = 19768; // 2024-02-15

  it('are counted up to the day; a 0 on a five-point scale is no answer', () => {
    const found = contacts(tables, rowCustomer, asOf);
    expect([found.answers, found.interactions, found.interactionsNamed]).toEqual([3, 2, 1]);
    expect([...found.ratings[0]!.values]).toEqual([5, 2, 4]);
  });

  it('count a row that answers two questions as one answer', () => {
    const both = makeTable('answers', 'id:customerId a:rating b:rating', ['A|5|9', 'A||8', 'B||']);
    expect(contacts([both], [new Int32Array(3)], asOf).answers).toBe(2);
  });

  it('hear the question about recommending though it was read as a number', () => {
    const both = makeTable('answers', 'id:customerId stars:rating recommendation:number visits:number', ['A|5|9|3']);
    expect(contacts([both], [new Int32Array(1)], asOf).ratings.map(({ column }) => column)).toEqual(['stars', 'recommendation']);
  });

  it('become features a customer', () => {
    const [rating, count] = contactFeatures(tables, rowCustomer, customers, asOf, true);
    expect([rating!.values[0], count!.values[0], count!.values[1]]).toEqual([3.5, 1, 0]);
  });
});
