import type { Evidence, ReadOptions, Role } from '../domain';
import { churnName, isDated, isEnd, labelByName, labelByStatus, tellsSubscriptions, type ChurnLabel } from './churn-label';
import { numberShare, shareOf, type ColumnFacts } from './facts';
import { hasWord, matches } from './header-words';
import { presetRoles, type Preset } from './presets';
import { asksOnScale } from './rating-scale';
import { roleWords, type RoleWords } from './role-words';

/** A role given to a column, and what speaks for it. */
export interface GivenRole {
  readonly role: Role;
  readonly evidence: readonly Evidence[];
  readonly label?: ChurnLabel;
}

/** Below this a name and its cells together do not make a role. Dates need less: their cells speak for themselves. */
const enough = 0.4;
const enoughForDate = 0.12;

/** Roles that several columns may share: never given by words, and never "taken". */
export const sharedRoles: ReadonlySet<Role> = new Set<Role>(['number', 'category', 'text', 'ignore']);

const filledMeansLeft: Evidence = { code: 'filled-means-left', values: {} };

interface Candidate {
  readonly column: number;
  readonly role: Role;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/**
 * Which column is what, where that can be told: by hand before preset before words and cells. Columns left out of the
 * answer are plain numbers, categories or texts. At most one column a role, the most convincing one; ratings may be several.
 */
export function giveRoles(
  columns: readonly ColumnFacts[],
  byHand: ReadonlyMap<number, Role>,
  preset: Preset | null,
  chosenBefore?: ReadOptions['chosenBefore'],
): Map<number, GivenRole> {
  const given = new Map<number, GivenRole>();
  const taken = new Set<Role>();
  for (const [column, role] of byHand) {
    const dated = role === 'churnLabel' && isDated(columns[column]!);
    const label = role === 'churnLabel' && !dated ? chooseLabel(columns[column]!) : undefined;
    const said: Evidence = chosenBefore?.columns.includes(columns[column]!.name)
      ? { code: 'chosen-before', values: { day: chosenBefore.day } }
      : { code: 'by-hand', values: {} };
    const evidence: Evidence[] = [said, ...(dated ? [filledMeansLeft] : [])];
    given.set(column, { role, evidence, ...(label ? { label } : {}) });
    taken.add(role);
  }
  if (preset) {
    const headers = columns.map((facts) => facts.header);
    const usable = (column: number, role: Role) =>
      !given.has(column) && !taken.has(role) && columns[column]!.real > 0 && allows(columns[column]!, role);
    for (const [column, role] of presetRoles(preset, headers, usable)) {
      if (given.has(column) || columns[column]!.real === 0 || !allows(columns[column]!, role)) continue;
      const dated = role === 'churnLabel' && isDated(columns[column]!);
      const label = role === 'churnLabel' && !dated ? chooseLabel(columns[column]!) : undefined;
      if (role === 'churnLabel' && !label && !dated) continue;
      const evidence: Evidence[] = [{ code: 'preset', values: { preset: preset.id } }, ...(dated ? [filledMeansLeft] : [])];
      given.set(column, { role, evidence, ...(label ? { label } : {}) });
      taken.add(role);
    }
  }
  const candidates: Candidate[] = [];
  columns.forEach((facts, column) => {
    if (given.has(column) || facts.real === 0 || preset?.kind === 'transfers') return;
    for (const words of roleWords) {
      // What a preset leaves open it knows to be of no such role, names of people aside.
      if (preset && !['phone', 'name', 'country', 'email'].includes(words.role)) continue;
      const candidate = judge(facts, column, words);
      if (candidate) candidates.push(candidate);
    }
  });
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  for (const { column, role, evidence } of candidates) {
    // A survey asks several questions: each is a rating of its own.
    if (given.has(column) || (taken.has(role) && role !== 'rating')) continue;
    given.set(column, { role, evidence });
    taken.add(role);
  }
  const subscriptions = preset === null && tellsSubscriptions(columns);
  if (!subscriptions) giveBareId(columns, given, taken);
  // Whoever made a preset knew where its tool says who left.
  if (!taken.has('churnLabel') && preset === null) giveLabel(columns, given, taken, byHand, subscriptions);
  dropInteraction(given, taken, byHand);
  return given;
}

/** Ids that a spreadsheet has rounded tell nobody from anybody: a column of them is no key. */
const allows = (facts: ColumnFacts, role: Role): boolean =>
  facts.brokenIds === 0 || !['customerId', 'orderId', 'phone'].includes(role) || shareOf(facts.brokenIds, facts) <= 0.5;

function judge(facts: ColumnFacts, column: number, { role, words, against }: RoleWords): Candidate | null {
  let named = 0;
  for (const [sureness, phrases] of words) {
    if (sureness <= named) continue;
    for (const phrase of phrases.split('|')) named = Math.max(named, sureness * matches(facts.words, phrase));
  }
  for (const [left, hostile] of against ?? []) {
    if (hostile.split('|').some((word) => hasWord(facts.words, word))) named *= left;
  }
  const cells = allows(facts, role) ? fit(facts, role, named) : 0;
  if (cells === 0) return null;
  const bare = bareScore(facts, role);
  const score = Math.max(named * cells, bare);
  if (score < (role === 'date' ? enoughForDate : enough)) return null;
  const evidence: Evidence[] = [];
  if (named * cells >= bare) evidence.push({ code: 'by-name', values: { name: facts.header.trim() } });
  const share = valueShare(facts, role);
  if (share !== null) evidence.push({ code: 'by-values', values: { share } });
  if (role === 'customerId' && facts.distinct === facts.filled && facts.filled > 1) evidence.push({ code: 'unique', values: {} });
  return { column, role, score, evidence };
}

/** The share of filled cells that look like the role, where cells can. */
export function valueShare(facts: ColumnFacts, role: Role): number | null {
  switch (role) {
    case 'email':
      return shareOf(facts.emails, facts);
    case 'phone':
      return shareOf(facts.phones, facts);
    case 'date':
      return shareOf(facts.dates + facts.compactDates, facts);
    case 'currency':
      return shareOf(facts.triples, facts);
    case 'quantity':
    case 'price':
    case 'amount':
    case 'refund':
    case 'rating':
    case 'number':
      return numberShare(facts);
    default:
      return null;
  }
}

/** How far the cells allow the role, 0 to 1. */
function fit(facts: ColumnFacts, role: Role, named: number): number {
  const numbers = numberShare(facts);
  const dates = shareOf(facts.dates, facts);
  switch (role) {
    case 'email':
      return shareOf(facts.emails, facts) >= 0.5 ? 1 : 0;
    case 'phone':
      return shareOf(facts.phones, facts) >= 0.6 ? 1 : 0;
    case 'date':
      return dates + (named > 0 ? shareOf(facts.compactDates, facts) : 0) >= 0.6 ? 1 : 0;
    case 'currency':
      return shareOf(facts.triples, facts) >= 0.8 ? 1 : 0;
    case 'quantity':
    case 'price':
    case 'amount':
      return numbers >= 0.6 && dates < 0.5 ? 1 : 0;
    case 'refund':
      return numbers >= 0.6 && !(facts.minimum >= 0 && facts.maximum <= 1 && facts.distinct <= 2) ? 1 : 0;
    case 'rating':
      return numbers >= 0.6 && facts.minimum >= 0 && facts.maximum <= 10 ? 1 : 0;
    case 'name':
      return numbers < 0.5 && dates < 0.5 && facts.emails === 0 ? 1 : 0;
    case 'status':
      return facts.distinct <= 30 && dates < 0.5 ? 1 : 0;
    case 'product':
      return dates < 0.5 && (numbers < 0.9 || facts.fractions === 0) ? (numbers > 0.9 ? 0.8 : 1) : 0;
    case 'country':
      return numbers < 0.5 && dates < 0.5 ? 1 : 0;
    case 'interaction':
      return numbers < 0.5 && dates < 0.5 && facts.distinct <= 50 ? 1 : 0;
    case 'customerId':
      if (dates > 0.5 || shareOf(facts.emails, facts) > 0.5 || shareOf(facts.fractions, facts) > 0.05) return 0;
      // A column "customer" full of people's names is their name.
      return /\b(?:id|no|number|code|nr|key)\b|[号码]|编号|id$/.test(facts.words) || shareOf(facts.nameLike, facts) < 0.6 ? 1 : 0;
    case 'orderId':
      return dates > 0.5 || shareOf(facts.fractions, facts) > 0.05 ? 0 : 1;
    default:
      return 1;
  }
}

/** Whose addresses are no customer's. */
const somebodyElse =
  /\b(?:seller|staff|agent|employee|vendor|supplier|sales|owner|manager|rep|to|merchant|verkaufer|mitarbeiter|vendedor|vendeur)\b|卖家|店员|员工|客服|供应商|商家/;

/** What cells say without a telling name. */
function bareScore(facts: ColumnFacts, role: Role): number {
  if (role === 'email' && shareOf(facts.emails, facts) >= 0.9 && !somebodyElse.test(facts.words)) return 0.7;
  // A header that speaks against a date (birthday, expiry) has lowered its name; unnamed dates are offered below it.
  if (
    role === 'date' &&
    shareOf(facts.dates, facts) >= 0.98 &&
    !/birth|dob|geburt|naissance|nacimiento|nascimento|生日|出生|生年月日|誕生日/.test(facts.words)
  )
    return 0.14;
  if (
    role === 'name' &&
    /^(?:customer|client|buyer|shopper|member|kunde|kaufer|besteller|mitglied|cliente|comprador|acheteur|membre|客户|顾客|会员|买家|顧客|購入者|会員)$/.test(
      facts.words,
    ) &&
    shareOf(facts.nameLike, facts) >= 0.6
  )
    return 0.9;
  if (
    role === 'rating' &&
    facts.distinct > 1 &&
    facts.distinct <= 11 &&
    numberShare(facts) >= 0.9 &&
    !/\b(?:reason|comment|count|number|risk|score|nota fiscal)\b|原因|风险|次数|建议/.test(facts.words) &&
    asksOnScale(facts.header, facts.minimum, facts.maximum, facts.fractions === 0)
  )
    return 0.7;
  return 0;
}

const bareIds = new Set(['id', 'ids', 'no', 'nr', 'number', 'code', 'index', '编号', '序号', '号码', 'row id', 'record id']);

/** A column called just `id` numbers orders where there are amounts and dates, and customers where there are not. */
function giveBareId(columns: readonly ColumnFacts[], given: Map<number, GivenRole>, taken: Set<Role>): void {
  const ordersLike = taken.has('date') && (taken.has('amount') || taken.has('price'));
  const role: Role = ordersLike ? 'orderId' : 'customerId';
  if (taken.has(role)) return;
  const at = columns.findIndex(
    (facts, column) =>
      !given.has(column) &&
      bareIds.has(facts.words) &&
      facts.real > 0 &&
      allows(facts, role) &&
      facts.distinct === facts.filled &&
      facts.fractions === 0,
  );
  if (at < 0) return;
  const evidence: Evidence[] = [
    { code: 'by-name', values: { name: columns[at]!.header.trim() } },
    { code: 'unique', values: {} },
  ];
  given.set(at, { role, evidence });
  taken.add(role);
}

/** Who left: by the header's words; else, where rows are no orders, by a status whose values speak of leaving. */
function giveLabel(
  columns: readonly ColumnFacts[],
  given: Map<number, GivenRole>,
  taken: Set<Role>,
  byHand: ReadonlyMap<number, Role>,
  subscriptions: boolean,
): void {
  const ordersLike =
    !subscriptions &&
    (taken.has('orderId') || (taken.has('date') && taken.has('amount') && (taken.has('product') || taken.has('quantity'))));
  if (!ordersLike) {
    const end = columns.findIndex((facts, column) => isEnd(facts, columns) && !byHand.has(column));
    const dated = end >= 0 && (subscriptions || !columns.some((facts) => churnName(facts.words) > 0 && labelByName(facts)));
    if (dated) {
      const evidence: Evidence[] = [{ code: 'by-name', values: { name: columns[end]!.header.trim() } }, filledMeansLeft];
      given.set(end, { role: 'churnLabel', evidence });
      // A status beside it says the same once more.
      for (const [column, { role }] of given)
        if (role === 'status' && !byHand.has(column))
          given.set(column, { role: 'text', evidence: [{ code: 'default', values: {} }] });
      return;
    }
  }
  let best = -1;
  let bestScore = ordersLike ? 0.85 : 0;
  columns.forEach((facts, column) => {
    const role = given.get(column)?.role;
    if (role !== undefined && role !== 'status') return;
    const score = churnName(facts.words);
    if (score > bestScore && labelByName(facts)) {
      best = column;
      bestScore = score;
    }
  });
  if (best < 0 && !ordersLike) {
    best = columns.findIndex((facts, column) => {
      const role = given.get(column)?.role;
      return (role === undefined || role === 'status') && labelByStatus(facts) !== null;
    });
  }
  if (best < 0) return;
  const facts = columns[best]!;
  const label = chooseLabel(facts)!;
  const evidence: Evidence[] = [
    { code: 'by-name', values: { name: facts.header.trim() } },
    { code: 'two-values', values: { positive: label.positive, negative: label.negative } },
  ];
  given.set(best, { role: 'churnLabel', evidence, label });
}

/** The label of a column that is known to be one. */
function chooseLabel(facts: ColumnFacts): ChurnLabel | undefined {
  const label = labelByName(facts) ?? labelByStatus(facts);
  if (label) return label;
  const values = [...facts.values.entries()].sort((a, b) => a[1] - b[1]).map(([value]) => value);
  if (values.length === 0) return undefined;
  const named = labelByName({ ...facts, words: 'churn' });
  return named ?? { positive: values[0]!, negative: values[1] ?? '', sure: false };
}

/** Beside amounts a column of events is an ordinary category. */
function dropInteraction(given: Map<number, GivenRole>, taken: Set<Role>, byHand: ReadonlyMap<number, Role>): void {
  if (!taken.has('amount') && !taken.has('price')) return;
  for (const [column, { role }] of given) if (role === 'interaction' && !byHand.has(column)) given.delete(column);
}
