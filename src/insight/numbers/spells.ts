import type { StandingRules } from '../../domain';
import { silences } from '../standing';
import type { PurchaseDays } from '../standing';

/** Stretches of being a customer, customer by customer, oldest first: from the day of a purchase to the day before `end`. */
export interface Spells {
  readonly customer: Int32Array;
  readonly start: Int32Array;
  /** First day of being gone: after silence longer than the stages allow. */
  readonly end: Int32Array;
}

/**
 * When each customer was one, by the same cut-offs as the stages: somebody is one who is new, active, loyal or at risk. The
 * end of a stretch depends on the purchases before it only.
 */
export function spellsOf({ offsets, day }: PurchaseDays, rules: StandingRules): Spells {
  const customers: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let c = 0; c + 1 < offsets.length; c++) {
    const first = day[offsets[c]!];
    let end = Number.NEGATIVE_INFINITY;
    for (let i = offsets[c]!; i < offsets[c + 1]!; i++) {
      const at = day[i]!;
      if (at >= end) {
        if (i > offsets[c]!) ends.push(end);
        customers.push(c);
        starts.push(at);
      }
      end = at + silences(rules, i - offsets[c]! + 1, first!, at).gone + 1;
    }
    if (offsets[c + 1]! > offsets[c]!) ends.push(end);
  }
  return { customer: Int32Array.from(customers), start: Int32Array.from(starts), end: Int32Array.from(ends) };
}

/**
 * Customers on the day before `from`, and how many of them were none on day `to`. Whoever left and came back in between has not
 * left.
 */
export function leaversBetween(spells: Spells, from: number, to: number): { readonly atStart: number; readonly left: number } {
  let [atStart, stayed, here] = [0, 0, -1];
  for (let s = 0; s < spells.start.length; s++) {
    const [start, end] = [spells.start[s]!, spells.end[s]!];
    if (start < from && end >= from) {
      atStart++;
      here = spells.customer[s]!;
    }
    if (start <= to && end > to && spells.customer[s] === here) stayed++;
  }
  return { atStart, left: atStart - stayed };
}
