import jsep, { type Expression } from 'jsep';
import { KithError } from '../../domain';

/** Longer ones nobody can read. */
export const longestExpression = 300;

/** What an expression is worked out from; NaN where a name has no value. */
export type ValueOf = (name: string) => number;

/** A checked expression. */
export interface Formula {
  /** The names it uses, in the order of the text. */
  readonly names: readonly string[];
  /** NaN is "no value": something it needs has none, or it divides by zero, or leaves the numbers. */
  readonly value: (valueOf: ValueOf) => number;
}

type Part = (valueOf: ValueOf) => number;

interface Known {
  readonly least: number;
  readonly most: number;
  readonly work: (...values: number[]) => number;
}

const truth = (value: boolean): number => (value ? 1 : 0);

/** The functions there are, and no others. A Map, so that no name reaches what objects inherit. */
const functions: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['min', { least: 1, most: 20, work: Math.min }],
  ['max', { least: 1, most: 20, work: Math.max }],
  ['abs', { least: 1, most: 1, work: Math.abs }],
  ['sqrt', { least: 1, most: 1, work: Math.sqrt }],
  ['log', { least: 1, most: 1, work: Math.log }],
  ['exp', { least: 1, most: 1, work: Math.exp }],
  ['floor', { least: 1, most: 1, work: Math.floor }],
  ['ceil', { least: 1, most: 1, work: Math.ceil }],
  ['round', { least: 1, most: 2, work: (value, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits }],
]);

export const functionNames: readonly string[] = [...functions.keys(), 'if'];

const operators: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => (b === 0 ? Number.NaN : a / b)],
  ['%', (a, b) => (b === 0 ? Number.NaN : a % b)],
  ['^', (a, b) => a ** b],
  ['**', (a, b) => a ** b],
  ['<', (a, b) => truth(a < b)],
  ['>', (a, b) => truth(a > b)],
  ['<=', (a, b) => truth(a <= b)],
  ['>=', (a, b) => truth(a >= b)],
  ['==', (a, b) => truth(a === b)],
  ['===', (a, b) => truth(a === b)],
  ['!=', (a, b) => truth(a !== b)],
  ['!==', (a, b) => truth(a !== b)],
  ['&&', (a, b) => truth(a !== 0 && b !== 0)],
  ['||', (a, b) => truth(a !== 0 || b !== 0)],
]);

// A shop owner writes 2^3 for a power; bits are no concern of theirs.
jsep.addBinaryOp('^', 12, true);

const wordMark = /[\p{L}\p{N}_$]/u;

/** Where a word or mark stands in the text, from 1; the tree says what, not where. */
function positionOf(text: string, wanted: string): number {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const beside = wordMark.test(wanted[0] ?? '');
    if (!beside || !(wordMark.test(text[at - 1] ?? ' ') || wordMark.test(text[at + wanted.length] ?? ' '))) return at + 1;
  }
  return 1;
}

/** A part of the text as it is shown in an error. */
const shown = (what: string): string => (what.length > 40 ? `${what.slice(0, 39)}…` : what);

/** What the tree holds as text where it says so. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

class Compiler {
  readonly names: string[] = [];

  constructor(
    private readonly text: string,
    private readonly known: ReadonlySet<string>,
  ) {}

  part(node: Expression | null | undefined): Part {
    if (!node) throw this.#not('');
    switch (node.type) {
      case 'Literal':
        return this.#number(node['value'], textOf(node['raw']));
      case 'Identifier':
        return this.#name(textOf(node['name']));
      case 'UnaryExpression':
        return this.#sign(textOf(node['operator']), node['argument'] as Expression);
      case 'BinaryExpression':
        return this.#operator(textOf(node['operator']), node['left'] as Expression, node['right'] as Expression);
      case 'ConditionalExpression':
        return this.#choice([node['test'], node['consequent'], node['alternate']] as Expression[]);
      case 'CallExpression':
        return this.#call(node['callee'] as Expression, node['arguments'] as Expression[]);
      case 'MemberExpression':
        throw this.#not(node['computed'] === true ? '[' : node['optional'] === true ? '?.' : '.');
      case 'ArrayExpression':
        throw this.#not('[');
      case 'ThisExpression':
        throw this.#unknown('this');
      case 'Compound':
      case 'SequenceExpression':
        throw new KithError('number/two-in-one', {});
      default:
        throw this.#not(node.type);
    }
  }

  #number(value: unknown, raw: string): Part {
    if (typeof value === 'number') return () => value;
    if (typeof value === 'boolean') return () => truth(value);
    throw this.#not(raw);
  }

  #name(name: string): Part {
    if (!this.known.has(name)) throw this.#unknown(name);
    if (!this.names.includes(name)) this.names.push(name);
    return (valueOf) => valueOf(name);
  }

  #sign(operator: string, argument: Expression): Part {
    const of = this.part(argument);
    if (operator === '-') return (valueOf) => -of(valueOf);
    if (operator === '+') return of;
    if (operator !== '!') throw this.#not(operator);
    return (valueOf) => {
      const value = of(valueOf);
      return Number.isNaN(value) ? Number.NaN : truth(value === 0);
    };
  }

  #operator(operator: string, left: Expression, right: Expression): Part {
    const work = operators.get(operator);
    if (!work) throw this.#not(operator);
    const [a, b] = [this.part(left), this.part(right)];
    return (valueOf) => {
      const [one, other] = [a(valueOf), b(valueOf)];
      // A comparison with nothing is nothing, not "no".
      return Number.isNaN(one) || Number.isNaN(other) ? Number.NaN : work(one, other);
    };
  }

  #choice(nodes: readonly Expression[]): Part {
    const [test, yes, no] = nodes.map((node) => this.part(node)) as [Part, Part, Part];
    return (valueOf) => {
      const value = test(valueOf);
      return Number.isNaN(value) ? Number.NaN : value === 0 ? no(valueOf) : yes(valueOf);
    };
  }

  #call(callee: Expression, given: readonly Expression[]): Part {
    if (callee.type !== 'Identifier') {
      this.part(callee);
      throw this.#not('(');
    }
    const name = textOf(callee['name']);
    const position = positionOf(this.text, name);
    const known = functions.get(name);
    if (!known && name !== 'if') {
      throw new KithError('number/unknown-function', { name: shown(name), position, known: functionNames.join(', ') });
    }
    const [least, most] = known ? [known.least, known.most] : [3, 3];
    if (given.length < least || given.length > most)
      throw new KithError('number/arguments', {
        name,
        position,
        least,
        most,
        n: given.length,
        same: least === most ? 'yes' : 'no',
      });
    if (!known) return this.#choice(given);
    const parts = given.map((node) => this.part(node));
    return (valueOf) => known.work(...parts.map((part) => part(valueOf)));
  }

  #unknown(name: string): KithError {
    return new KithError('number/unknown-name', { name: shown(name), position: positionOf(this.text, name) });
  }

  #not(what: string): KithError {
    return new KithError('number/not-allowed', { what: shown(what), position: positionOf(this.text, what) });
  }
}

/**
 * Reads an expression: numbers, the known names, + − * / % ^, comparisons, && || !, a ? b : c, and the functions of
 * `functionNames`. It is parsed by jsep and worked out by walking the tree: nothing in it can reach anything but the known names.
 * Throws number/… with the place (from 1) where something is wrong; no other error, whatever the text.
 */
export function readExpression(text: string, known: ReadonlySet<string>): Formula {
  if (text.trim() === '') throw new KithError('number/empty');
  if (text.length > longestExpression) throw new KithError('number/too-long', { n: text.length, limit: longestExpression });
  let tree: Expression;
  try {
    tree = jsep(text);
  } catch (thrown) {
    const { index } = thrown as { index?: unknown };
    // Where the parser gives no place, it gave up at the end.
    const position = typeof index === 'number' ? Math.min(index + 1, text.length + 1) : text.length;
    const mark = text[position - 1];
    if (mark === undefined) throw new KithError('number/unfinished', { position });
    throw new KithError('number/syntax', { position, mark });
  }
  const compiler = new Compiler(text, known);
  const whole = compiler.part(tree);
  return {
    names: compiler.names,
    value: (valueOf) => {
      const value = whole(valueOf);
      return Number.isFinite(value) ? value : Number.NaN;
    },
  };
}

/**
 * Names by which columns can be used in an expression: letters, digits and underscores only, none twice, and none that begins
 * with a digit or an underscore.
 */
export function safeNames(ids: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const id of ids) {
    const plain = id.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
    const start = /^\p{L}/u.test(plain) ? plain : `c_${plain}`;
    let name = start;
    for (let n = 2; names.has(name) || functions.has(name) || reserved.has(name); n++) name = `${start}_${String(n)}`;
    names.set(name, id);
  }
  return names;
}

const reserved: ReadonlySet<string> = new Set(['if', 'true', 'false', 'null', 'this']);
