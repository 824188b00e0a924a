import { KithError, type MoneyPlan, type MoneyReport, type Progress } from '../domain';
import { tested, type CrossValidated } from '../evaluation';
import { netBetween } from '../features/order-features';
import { bendOf, chooseContacts, heldOutMoney, saveInterval } from '../insight/money/plan';
import { createRandom } from '../kernels/random/random';
import type { ModelId } from '../models/classifiers';
import { stillCustomers, worthOf } from './analyse';
import { knownOutcome } from './analyse-churn';
import { availableModels, chancesOf, classifierOf, learnFrom, type JudgeWork } from './analyse-judge';
import type { Prepared } from './analyse-prepare';
import { pick } from '../features/frame';
import { snapshotAt } from './judge-data';
import type { JudgeAbout } from './protocol';

const yearDays = 365;
/** More than this nobody reads, or writes to in a week. */
const mostContacts = 500;

/** Yearly spend of every customer, as of the as-of day and as of the tested cut-off. */
export interface Worth {
  readonly now: Float64Array;
  readonly then: Float64Array;
  readonly from: MoneyReport['worthFrom'];
  readonly column: string | null;
  readonly currency: string | null;
}

/** What customers spend a year: by hand, from their orders of the last year, or twelve times a monthly amount. Null without. */
export function yearlyWorth(prepared: Prepared, plan: MoneyPlan, cutoff: number | null): Worth | null {
  const n = prepared.identity.customers;
  const { currency } = prepared;
  if (plan.worth !== null) {
    const flat = new Float64Array(n).fill(plan.worth);
    return { now: flat, then: flat, from: 'hand', column: null, currency };
  }
  const found = worthOf(prepared);
  if (!found) return null;
  if (found.note.code === 'worth-monthly') {
    return { now: found.worth, then: found.worth, from: 'monthly', column: String(found.note.values.column), currency };
  }
  const then = cutoff === null ? found.worth : netBetween(prepared.grouped, cutoff - yearDays, cutoff);
  return { now: found.worth, then, from: 'orders', column: null, currency };
}

/** Chances of everybody today by a model that learned from all rows of the later snapshot. */
async function* chancesNow(
  prepared: Prepared,
  about: JudgeAbout,
  id: ModelId,
): AsyncGenerator<Progress, { customers: Int32Array; chances: Float64Array }, void> {
  if (!about.churn.ok) throw new KithError(about.churn.error.code, about.churn.error.values);
  const known = knownOutcome(prepared, about.settings);
  const features = about.churn.features.map((feature) => feature.id);
  const model = classifierOf(id);
  const still = stillCustomers(prepared, known);
  const customers = Int32Array.from(still.keys()).filter((c) => still[c] === 1);
  const nowFrame = pick(prepared.frame, features);
  const random = createRandom(about.seed).fork('score');
  const snapshot =
    known.source === 'orders'
      ? yield* snapshotAt(prepared, known.cutoff!, known.horizonDays!, features)
      : {
          frame: {
            rows: known.outcome.rows.length,
            columns: nowFrame.columns.map((column) => ({
              ...column,
              values: Float64Array.from(known.outcome.rows, (c) => column.values[c]!),
            })),
          },
          y: known.outcome.outcome,
        };
  const every = Int32Array.from({ length: snapshot.y.length }, (_, i) => i);
  const learned = yield* learnFrom(model, snapshot.frame, snapshot.y, every, random);
  const labelled = new Set(known.outcome.rows);
  const scored = customers.filter((c) =>
    known.source === 'orders' ? prepared.now.orderCount[c]! > 0 : labelled.has(c) || prepared.listed[c] === 1,
  );
  return { customers: scored, chances: chancesOf(model, learned, nowFrame, scored) };
}

/** Whom to contact this week, what that is expected to bring, and what it would have brought on held-out customers. */
export async function* moneyReport(
  prepared: Prepared,
  about: JudgeAbout,
  work: JudgeWork,
  plan: MoneyPlan,
): AsyncGenerator<Progress, MoneyReport, void> {
  const id = availableModels([plan.model])[0] ?? 'logistic';
  const validated: CrossValidated | undefined = work.raw.get(id);
  if (!validated) throw new KithError('analysis/no-data');
  const worth = yearlyWorth(prepared, plan, work.data.testCutoff);
  if (!worth) throw new KithError('money/no-worth');
  const { rows, y, p } = tested(validated);
  const ruleId = work.report.bestRule;
  const rule = tested(work.chances.get(ruleId)!).p;
  const random = createRandom(about.seed).fork('money');
  const bend = bendOf(p, y);
  yield moneyStep(0);
  const { customers, chances } = yield* chancesNow(prepared, about, id);
  yield moneyStep(1);
  const spend = Float64Array.from(customers, (c) => (Number.isNaN(worth.now[c]!) ? 0 : worth.now[c]!));
  const chosen = chooseContacts(chances, spend, bend, plan, random.fork('contacts'));
  yield moneyStep(2);
  const then = Float64Array.from(rows, (row) => {
    const value = worth.then[work.data.customers[row]!]!;
    return Number.isNaN(value) ? 0 : value;
  });
  const held = heldOutMoney({ y, chances: p, rule, worth: then }, bend, plan, random.fork('held-out'));
  yield moneyStep(3);
  const { keys, labels } = prepared.identity;
  return {
    plan: { ...plan, model: id },
    currency: worth.currency,
    worthFrom: worth.from,
    worthColumn: worth.column,
    n: customers.length,
    worthIt: chosen.worthIt,
    contacts: chosen.contacts.slice(0, mostContacts).map((i) => ({
      key: keys[customers[i]!]!,
      label: labels[customers[i]!]!,
      risk: chosen.risk[i]!,
      worth: spend[i]!,
      gain: chosen.gains[i]!,
    })),
    gain: chosen.gain,
    lossChance: chosen.lossChance,
    saveInterval: saveInterval(plan, random.fork('save')),
    breakEven: chosen.breakEven,
    curve: chosen.curve,
    bend: bend.curve,
    heldOut: { ...held, rule: ruleId },
  };
}

const moneyStep = (done: number): Progress => ({ stage: 'churn', done, total: 4, unit: 'rounds' });
