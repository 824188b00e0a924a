import { sayYesOrNo, yesAndNo, type Evidence, type Question, type ReadOptions, type Role, type TableKind } from '../domain';
import { tellsSubscriptions } from './churn-label';
import type { Epoch } from './epochs';
import { numberShare, shareOf, type ColumnFacts } from './facts';
import { rolesByCells } from './headerless-roles';
import { hasWord } from './header-words';
import type { Preset } from './presets';
import { giveRoles, type GivenRole } from './roles';

/** How a column is read: what builds it, and with which marks. */
export interface UnderstoodColumn {
  readonly role: Role;
  readonly type: 'text' | 'number' | 'date';
  readonly decimal: '.' | ',';
  /** Eight digits are a date. */
  readonly compact: boolean;
  /** Digits that count from an epoch are dates. */
  readonly epoch: Epoch | null;
  readonly evidence: readonly Evidence[];
  readonly positive?: string;
}

export interface Understanding {
  readonly columns: readonly UnderstoodColumn[];
  readonly kind: TableKind;
  readonly questions: readonly Question[];
}

const textRoles = new Set<Role>([
  'customerId', 'email', 'phone', 'name', 'orderId', 'currency', 'status', 'product', 'country', 'churnLabel', 'interaction',
]); // prettier-ignore
const numberRoles = new Set<Role>(['quantity', 'price', 'amount', 'refund', 'rating', 'number']);

/** Roles by which a row names its customer. */
export const keyRoles: readonly Role[] = ['customerId', 'email', 'phone', 'name'];

/** What each column and the whole file mean, from the facts of the columns. What a person chose wins. */
export function understand(facts: readonly ColumnFacts[], options: ReadOptions, preset: Preset | null): Understanding {
  const byHand = new Map<number, Role>();
  const chosen = new Map(Object.entries(options.roles ?? {}));
  facts.forEach(({ name }, column) => {
    const role = chosen.get(name);
    if (role !== undefined) byHand.set(column, role);
  });
  const given = giveRoles(facts, byHand, preset, options.chosenBefore);
  const whoIsAsked = preset === null && options.kind !== 'other' ? rolesByCells(facts, given, byHand) : null;
  const fileDecimal = decimalOfFile(facts);
  const positives = new Map(Object.entries(options.positives ?? {}));
  const decimals = new Map(Object.entries(options.decimals ?? {}));
  const questions: Question[] = whoIsAsked ? [whoIsAsked] : [];
  const columns = facts.map((column, i) => {
    const understood = understandColumn(column, given.get(i), decimals.get(column.name), fileDecimal, byHand.has(i));
    const undecided =
      understood.type === 'number' && column.ambiguousNumbers > 0 && column.pointProofs + column.commaProofs === 0;
    if (undecided && fileDecimal === null && !decimals.has(column.name)) {
      questions.push({ column: column.name, about: 'decimal', answer: understood.decimal, choices: ['.', ','] });
    }
    if (understood.role !== 'churnLabel') return withYesNo(understood, column);
    return withPositive(understood, column, given.get(i)!, positives.get(column.name), questions);
  });
  const kind = options.kind ?? preset?.kind ?? kindOf(columns, facts);
  return { columns, kind, questions };
}

/** Says of a column of yes and no, in whatever tongue, which is which. */
function withYesNo(column: UnderstoodColumn, facts: ColumnFacts): UnderstoodColumn {
  const cells = [...facts.values].sort((a, b) => b[1] - a[1]).map(([cell]) => cell);
  const ways = facts.distinct === cells.length && facts.distinct <= 8 && column.type !== 'date' ? sayYesOrNo(cells) : null;
  const said = ways === null ? null : yesAndNo([...new Set(ways.values())]);
  return said === null ? column : { ...column, evidence: [...column.evidence, { code: 'yes-no', values: { ...said } }] };
}

function withPositive(
  column: UnderstoodColumn,
  facts: ColumnFacts,
  given: GivenRole,
  chosen: string | undefined,
  questions: Question[],
): UnderstoodColumn {
  if (chosen !== undefined)
    return { ...column, positive: chosen, evidence: [...column.evidence, { code: 'by-hand', values: {} }] };
  const label = given.label;
  if (!label) return column;
  if (!label.sure) {
    const cells = [...facts.values].slice(0, 20);
    const of = [...facts.values.values()].reduce((sum, times) => sum + times, 0);
    questions.push({
      column: facts.name,
      about: 'positive-label',
      answer: label.positive,
      choices: cells.map(([cell]) => cell),
      effects: cells.map(([choice, n]) => ({ choice, examples: [], n, of })),
    });
  }
  return { ...column, positive: label.positive };
}

/** Where nothing proves it: amounts have two decimals or none, so three digits behind the mark are thousands. */
function likelyDecimal(facts: ColumnFacts, role: Role | undefined): '.' | ',' {
  const money = role === 'amount' || role === 'price' || role === 'refund';
  return money && facts.ambiguousPoints * 2 > facts.ambiguousNumbers ? ',' : '.';
}

/** The decimal mark that the file proves somewhere, and nowhere disproves; null where it proves none or both. */
function decimalOfFile(facts: readonly ColumnFacts[]): '.' | ',' | null {
  let point = false;
  let comma = false;
  for (const column of facts) {
    if (numberShare(column) < 0.6) continue;
    if (column.pointProofs > column.commaProofs) point = true;
    else if (column.commaProofs > column.pointProofs) comma = true;
  }
  return point === comma ? null : point ? '.' : ',';
}

function understandColumn(
  facts: ColumnFacts,
  given: GivenRole | undefined,
  chosenDecimal: '.' | ',' | undefined,
  fileDecimal: '.' | ',' | null,
  byHand: boolean,
): UnderstoodColumn {
  const proven =
    facts.pointProofs !== facts.commaProofs
      ? facts.commaProofs > facts.pointProofs
        ? ','
        : '.'
      : (fileDecimal ?? likelyDecimal(facts, given?.role));
  const decimal = chosenDecimal ?? proven;
  const readAsNumber = decimal === '.' ? facts.pointNumbers : facts.commaNumbers;
  const natural = naturalType(facts, readAsNumber);
  const digits = facts.dates === 0 && facts.compactDates > 0 && (given?.role === 'date' || natural === 'date');
  const reading = { decimal, compact: digits && facts.epoch === null, epoch: digits ? facts.epoch : null };
  if (given && given.role !== 'ignore' && given.role !== 'text' && given.role !== 'category') {
    // Dates of leaving are a label by being there.
    const dated = given.role === 'churnLabel' && !given.label && natural === 'date';
    const type = textRoles.has(given.role) && !dated ? 'text' : numberRoles.has(given.role) ? 'number' : 'date';
    // What a preset calls a number is one only if its cells are.
    const holds = type === 'text' || byHand || given.role !== 'number' || natural === 'number';
    if (holds) return { role: given.role, type, ...reading, evidence: given.evidence };
  } else if (given) {
    const asText = given.role === 'text' && byHand ? true : given.role === 'category';
    return { role: given.role, type: asText ? 'text' : natural, ...reading, evidence: given.evidence };
  }
  if (facts.real === 0) return { role: 'ignore', type: 'text', ...reading, evidence: [{ code: 'blank', values: {} }] };
  if (natural === 'number') {
    const share = shareOf(readAsNumber, facts);
    return { role: 'number', type: 'number', ...reading, evidence: [{ code: 'by-values', values: { share } }] };
  }
  if (natural === 'date') {
    const share = shareOf(facts.dates + facts.compactDates, facts);
    return { role: 'text', type: 'date', ...reading, evidence: [{ code: 'by-values', values: { share } }] };
  }
  return {
    role: isCategory(facts) ? 'category' : 'text',
    type: 'text',
    ...reading,
    evidence: [{ code: 'default', values: {} }],
  };
}

const idWords =
  /(?:^| )(?:id|ids|code|zip|zipcode|postcode|postal|sku|no|nr|num|gtin|ean|isbn|suffix|uuid|token|phone|fax|mobile|plz)$|编号|编码|号$|号码|邮编|電話|電话/;

/** What the cells are if nobody says otherwise. Ids and codes stay text: a sum of them means nothing. */
function naturalType(facts: ColumnFacts, readAsNumber: number): 'text' | 'number' | 'date' {
  if (facts.real === 0) return 'text';
  if (mostly(facts.dates, facts) || (facts.epoch !== null && mostly(facts.compactDates, facts))) return 'date';
  if (!mostly(readAsNumber, facts) || facts.idLike > 0 || facts.brokenIds > 0) return 'text';
  return facts.fractions === 0 && (idWords.test(facts.words) || hasWord(facts.words, 'zip')) ? 'text' : 'number';
}

/** All but one cell in a hundred (one in all, in a small file) are of the type. */
function mostly(readable: number, facts: ColumnFacts): boolean {
  const other = facts.real - readable;
  return readable > 0 && other <= Math.max(facts.real * 0.01, facts.real >= 10 && facts.real <= 100 ? 1 : 0);
}

function isCategory(facts: ColumnFacts): boolean {
  return facts.distinct <= 2 || (facts.distinct <= 50 && facts.distinct * 2 <= facts.filled);
}

/** What one row stands for, by the roles found and by whether each customer stands once. */
export function kindOf(columns: readonly UnderstoodColumn[], facts: readonly ColumnFacts[]): TableKind {
  const at = (role: Role) => columns.findIndex((column) => column.role === role);
  const has = (role: Role) => at(role) >= 0;
  const keyAt = keyRoles.map(at).find((column) => column >= 0);
  const once = keyAt !== undefined && facts[keyAt]!.filled > 0 && facts[keyAt]!.distinct >= facts[keyAt]!.filled * 0.99;
  const money = has('amount') || has('price');
  const lines = has('orderId') || has('product') || has('quantity');
  if (has('churnLabel') && tellsSubscriptions(facts)) return 'subscriptions';
  if (has('status') && money && /\b(?:deal|opportunity)\b|商机/.test(wordsOf(columns, facts, ['orderId', 'status', 'amount']))) {
    return 'deals';
  }
  if (keyAt === undefined && !has('product') && facts.some(({ words }) => payoutWords.test(words))) return 'transfers';
  if (keyAt === undefined && !money && ((has('orderId') && has('product') && !has('date')) || isBasketList(columns, facts))) {
    return 'baskets';
  }
  if (has('churnLabel') && (once || !has('date'))) return 'customers';
  if (has('date') && money && (keyAt !== undefined || lines) && !(once && !lines && aboutPeople(facts))) return 'orders';
  if (has('rating') && !money)
    return once && (aboutPeople(facts) || (!has('date') && columns.length >= 8)) ? 'customers' : 'answers';
  if (keyAt === undefined) return 'other';
  if (once) return 'customers';
  if (has('date')) return money ? 'orders' : 'interactions';
  if (has('interaction')) return 'interactions';
  return money && has('orderId') ? 'orders' : 'other';
}

const payoutWords = /\b(?:payout (?:id|date|status)|arrival date)\b|打款|到账时间/;

/** The headers of the columns with these roles. */
const wordsOf = (columns: readonly UnderstoodColumn[], facts: readonly ColumnFacts[], roles: readonly Role[]): string =>
  facts
    .filter((_, i) => roles.includes(columns[i]!.role))
    .map(({ words }) => words)
    .join(' | ');

/** Rows of goods without a header: several columns of words, and the words of one stand in the others too. */
function isBasketList(columns: readonly UnderstoodColumn[], facts: readonly ColumnFacts[]): boolean {
  const filled = facts.filter(({ real }) => real > 0);
  if (filled.length < 3 || facts.some(({ header }) => header !== '') || columns.some(({ type }) => type !== 'text')) return false;
  const [first, ...others] = filled;
  const known = new Set(others.flatMap(({ values }) => [...values.keys()]));
  const repeated = [...first!.values.keys()].filter((value) => known.has(value)).length;
  return repeated * 2 >= first!.values.size;
}

/** Headers that a list of customers has and a list of orders has not. */
function aboutPeople(facts: readonly ColumnFacts[]): boolean {
  const words =
    /\b(?:signup|sign up|registered|registration|joined|join|since|lifetime|total spent|total spend|total orders|last order|first order|age|gender|sex|segment|birthday|plan|membership|tarif|eintritt|eintrittsdatum|beitritt|mitglied seit|kunde seit|geschlecht|alter|geburtsdatum|inscription|alta|adhesion|fecha de alta)\b|注册|性别|年龄|累计|最近|入会|加入/;
  return facts.some((column) => words.test(column.words));
}
