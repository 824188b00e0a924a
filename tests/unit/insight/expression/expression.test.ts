import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KithError } from '../../../../src/domain';
import { longestExpression, readExpression, safeNames } from '../../../../src/insight/expression';

const values = new Map([
  ['revenue', 900],
  ['orders', 30],
  ['refunds', 0],
  ['blank', Number.NaN],
  ['客单', 7],
]);
const known = new Set(values.keys());
const value = (text: string) => readExpression(text, known).value((name) => values.get(name) ?? Number.NaN);

/** The error of a text, as code and values. */
function refused(text: string): { code: string; position: unknown } {
  try {
    readExpression(text, known);
  } catch (thrown) {
    if (thrown instanceof KithError) return { code: thrown.code, position: thrown.values['position'] };
    throw thrown;
  }
  throw new Error(`${text} was taken`);
}

describe('an expression', () => {
  it.each([
    ['revenue / orders', 30],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ^ 3 ^ 2', 512],
    ['2 ** 3', 8],
    ['10 - 4 - 3', 3],
    ['-orders + 1', -29],
    ['7 % 4', 3],
    ['orders > 20 && revenue >= 900', 1],
    ['!(orders > 20) || orders != 30', 0],
    ['orders > 20 ? 1 : 2', 1],
    ['if(orders > 50, 1, 2)', 2],
    ['max(1, orders, 5) - min(3, 2)', 28],
    ['round(10 / 3, 2)', 3.33],
    ['sqrt(abs(-16)) + floor(1.5) + ceil(1.5)', 7],
    ['round(log(exp(2)))', 2],
    ['1.5e1', 15],
    ['客单 * 2', 14],
    ['true', 1],
  ])('%s is %s', (text, wanted) => {
    expect(value(text)).toBeCloseTo(wanted, 12);
  });

  it.each(['revenue / refunds', '5 % 0', 'blank + 1', 'blank > 0', 'blank ? 1 : 2', '!blank', 'sqrt(-1)', 'log(0)', '10 ^ 400'])(
    '%s has no value',
    (text) => {
      expect(value(text)).toBeNaN();
    },
  );

  it('looks only at the side of a choice that counts', () => {
    expect(value('refunds == 0 ? 0 : revenue / refunds')).toBe(0);
  });

  it('names what it uses, once', () => {
    expect(readExpression('revenue / (orders + revenue)', known).names).toEqual(['revenue', 'orders']);
  });

  it.each<[string, string, unknown]>([
    ['', 'number/empty', undefined],
    ['   ', 'number/empty', undefined],
    ['revenue / order', 'number/unknown-name', 11],
    ['orders + orders2', 'number/unknown-name', 10],
    ['revenue /', 'number/unfinished', 10],
    ['(revenue', 'number/unfinished', 9],
    ['revenue @ 2', 'number/syntax', 9],
    ['revenue orders', 'number/two-in-one', undefined],
    ['1, 2', 'number/two-in-one', undefined],
    ['1; 2', 'number/two-in-one', undefined],
    ['average(orders)', 'number/unknown-function', 1],
    ['2 * round()', 'number/arguments', 5],
    ['if(orders, 1)', 'number/arguments', 1],
    ['orders.length', 'number/not-allowed', 7],
    ['orders?.length', 'number/not-allowed', 7],
    ['orders["x"]', 'number/not-allowed', 7],
    ['[1, 2]', 'number/not-allowed', 1],
    ['"text"', 'number/not-allowed', 1],
    ['null', 'number/not-allowed', 1],
    ['orders | 1', 'number/not-allowed', 8],
    ['~orders', 'number/not-allowed', 1],
    ['this', 'number/unknown-name', 1],
    ['__proto__', 'number/unknown-name', 1],
    ['constructor', 'number/unknown-name', 1],
    ['toString', 'number/unknown-name', 1],
    ['globalThis', 'number/unknown-name', 1],
    ['1 + __proto__(1)', 'number/unknown-function', 5],
    ['constructor(1)', 'number/unknown-function', 1],
    ['hasOwnProperty(1)', 'number/unknown-function', 1],
    ['orders.constructor("return 1")()', 'number/not-allowed', 7],
    ['orders = 3', 'number/syntax', 8],
    ['1'.repeat(longestExpression + 1), 'number/too-long', undefined],
  ])('%s is refused', (text, code, position) => {
    expect(refused(text)).toEqual({ code, position });
  });

  it('gives a number or our own error, whatever is written, and reaches nothing', () => {
    const reached: string[] = [];
    const guard = Symbol('guard');
    const world = globalThis as unknown as Record<string | symbol, unknown>;
    world[guard] = 1;
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    const word = fc.constantFrom(
      ...[
        'revenue',
        'orders',
        'refunds',
        'blank',
        '1',
        '0',
        '2.5',
        '+',
        '-',
        '*',
        '/',
        '^',
        '**',
        '%',
        '(',
        ')',
        ',',
        '.',
        '?',
        ':',
      ],
      ...[
        '<',
        '>=',
        '==',
        '=',
        '&&',
        '||',
        '!',
        'max',
        'round',
        'if',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '`',
        '\\',
        ';',
        ' ',
        '=>',
        '?.',
      ],
      ...[
        '__proto__',
        'constructor',
        'prototype',
        'this',
        'globalThis',
        'eval',
        'Function',
        'new',
        'import',
        'toString',
        '\u202e',
        '😀',
      ],
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 25 }).map((words) => words.join('')),
      fc.string({ maxLength: 60, unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (expression) => {
        try {
          const found = readExpression(expression, known).value((name) => {
            if (!known.has(name)) reached.push(name);
            return values.get(name) ?? Number.NaN;
          });
          expect(typeof found).toBe('number');
          expect(Number.isFinite(found) || Number.isNaN(found)).toBe(true);
        } catch (thrown) {
          if (!(thrown instanceof KithError)) throw thrown;
          expect(thrown.code).toMatch(/^number\//);
        }
      }),
      { numRuns: 4000, seed: 7 },
    );
    expect(reached).toEqual([]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
    expect(world[guard]).toBe(1);
  });

  it('survives any nesting that fits', () => {
    const deep = '('.repeat(longestExpression / 2 - 1) + '1' + ')'.repeat(longestExpression / 2 - 1);
    expect(value(deep)).toBe(1);
    expect(value(`${'-'.repeat(longestExpression - 1)}1`)).toBe(-1);
  });
});

describe('names of columns', () => {
  it('are words, none twice, none that means something else', () => {
    const names = safeNames(['Annual Income (k$)', 'annual-income', 'annual income', '__proto__', '2nd', 'max', '消费', '!!']);
    expect([...names]).toEqual([
      ['Annual_Income_k', 'Annual Income (k$)'],
      ['annual_income', 'annual-income'],
      ['annual_income_2', 'annual income'],
      ['proto', '__proto__'],
      ['c_2nd', '2nd'],
      ['max_2', 'max'],
      ['消费', '消费'],
      ['c_', '!!'],
    ]);
    for (const name of names.keys()) expect(readExpression(name, new Set(names.keys())).names).toEqual([name]);
  });
});
