import type { Progress } from '../domain';
import { purchasesUntil, type Purchases } from '../features/purchases';
import type { PreparedLines } from './analyse-prepare';

const known = new WeakMap<PreparedLines, Purchases>();

/** The purchases as of the as-of day, worked out once for all who ask. */
export function* purchasesNow(prepared: PreparedLines): Generator<Progress, Purchases, void> {
  const before = known.get(prepared);
  if (before) return before;
  const purchases = yield* purchasesUntil(prepared.grouped, prepared.asOf);
  known.set(prepared, purchases);
  return purchases;
}
