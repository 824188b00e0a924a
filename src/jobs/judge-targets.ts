import { KithError, type JudgeTarget, type Progress } from '../domain';
import { leastOfAClass } from '../features/churn-data';
import { netBetween } from '../features/order-features';
import { createRandom } from '../kernels/random/random';
import { quantiles } from '../kernels/stats/quantile';
import { knownOutcome } from './analyse-churn';
import type { Prepared } from './analyse-prepare';
import { assembled, rowsOf, snapshotAt, someOf, type JudgeData, type Snapshot } from './judge-data';
import type { JudgeAbout } from './protocol';

const best = 0.8;
const topTwo = 1;

/**
 * The rows, labels, splits and rules of another question than who leaves: 1 = ordered a second time within the horizon, spent
 * among the most in it, answered as satisfied. Orders are split by time as for leaving; answers by chance, and what is known of
 * a customer may there be of after the answer. Throws target/not-here and target/too-few.
 */
export function* targetData(prepared: Prepared, about: JudgeAbout, target: JudgeTarget): Generator<Progress, JudgeData, void> {
  const random = createRandom(about.seed).fork(target);
  const { settings } = about;
  if (target === 'satisfied') {
    const found = enough(answered(prepared, target));
    return assembled(found, null, null, false, settings, random);
  }
  if (!prepared.shop || !prepared.lines.has.days) throw new KithError('target/not-here', { target });
  const known = knownOutcome(prepared, { ...settings, churn: { ...settings.churn, source: 'orders' } });
  const cutoff = known.cutoff!;
  const horizonDays = known.horizonDays!;
  const out = new Set(settings.churn.exclude);
  const features = prepared.frame.columns
    .filter(({ info }) => info.source !== 'column' && !out.has(info.id))
    .map(({ info }) => info.id);
  const at = function* (day: number) {
    const snapshot = yield* snapshotAt(prepared, day, horizonDays, features);
    return target === 'second-order' ? secondOrder(snapshot) : bestFifth(prepared, snapshot, horizonDays);
  };
  const later = enough(yield* at(cutoff));
  let earlier: Snapshot | null = null;
  if (cutoff - horizonDays >= prepared.totals.firstDay + horizonDays) {
    const before = yield* at(cutoff - horizonDays);
    if (Math.min(before.positives, before.y.length - before.positives) >= 2 * leastOfAClass) earlier = before;
  }
  return assembled(later, earlier, horizonDays, true, settings, random);
}

function enough(snapshot: Snapshot): Snapshot {
  const n = Math.min(snapshot.positives, snapshot.y.length - snapshot.positives);
  if (n < leastOfAClass) throw new KithError('target/too-few', { n, needed: leastOfAClass });
  return snapshot;
}

const labelled = (snapshot: Snapshot, y: Uint8Array): Snapshot => ({
  ...snapshot,
  y,
  positives: y.reduce((sum, one) => sum + one, 0),
});

/** Customers with one order so far: who came again. */
function secondOrder(snapshot: Snapshot): Snapshot {
  const { customers, past } = snapshot;
  const once = someOf(
    snapshot,
    Int32Array.from(customers.keys()).filter((i) => past!.orderCount[customers[i]!] === 1),
  );
  // What is the same for all who ordered once tells nobody from another.
  const columns = once.frame.columns.filter(({ values }) => values.some((value) => value !== values[0]));
  return labelled(
    { ...once, frame: { ...once.frame, columns } },
    once.y.map((left) => 1 - left),
  );
}

function bestFifth(prepared: Prepared, snapshot: Snapshot, horizonDays: number): Snapshot {
  if (!prepared.lines.has.money) throw new KithError('target/not-here', { target: 'best-fifth' });
  const spent = netBetween(prepared.grouped, snapshot.cutoff!, snapshot.cutoff! + horizonDays);
  const own = Float64Array.from(snapshot.customers, (c) => spent[c]!);
  const edge = Math.max(quantiles(own, [best])[0] ?? 0, 0);
  return labelled(
    snapshot,
    Uint8Array.from(own, (value) => (value > edge ? 1 : 0)),
  );
}

/** Customers who answered: whose mean rating lies in the two best of the scale (9 and 10 of 0 to 10, 4 and 5 of 1 to 5). */
function answered(prepared: Prepared, target: JudgeTarget): Snapshot {
  const rating = prepared.frame.columns.find(({ info }) => info.id === 'meanRating');
  const asked = prepared.contacts.ratings[0];
  if (!rating || !asked) throw new KithError('target/not-here', { target });
  const most = asked.values.reduce((top, value) => Math.max(top, value), 0);
  const top = asked.scaleTop ?? (most > 5 ? 10 : 5);
  const customers = Int32Array.from(rating.values.keys()).filter((c) => !Number.isNaN(rating.values[c]!));
  const y = Uint8Array.from(customers, (c) => (rating.values[c]! >= top - topTwo ? 1 : 0));
  const columns = prepared.frame.columns.filter((column) => column.info.source !== 'answers');
  if (columns.length === 0) throw new KithError('analysis/no-features');
  const frame = { rows: customers.length, columns: rowsOf(columns, customers) };
  return labelled({ customers, frame, y, positives: 0, cutoff: null, past: prepared.shop ? prepared.now : null }, y);
}
