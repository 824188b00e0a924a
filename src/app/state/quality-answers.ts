import {
  capIdOf,
  repairInForce,
  spellingId,
  type CarriedRepair,
  type IdentitySettings,
  type QualityFinding,
  type QualitySettings,
} from '../../domain';

/** 'capped': what may be done instead of the repair is on. */
export type FindingState = 'open' | 'on' | 'capped' | 'fine';

/** What the owner said of findings: spellings are kept with who is who, everything else with the repairs. */
export interface Answers {
  readonly quality: QualitySettings;
  readonly identity: IdentitySettings;
}

const without = (list: readonly string[], id: string) => list.filter((known) => known !== id);

/** What was said of a finding, or of an earlier export's like it. */
export function stateOf({ quality, identity }: Answers, { id, spelling, layoutId, addedAt = 0 }: QualityFinding): FindingState {
  if (spelling) {
    const own = spellingId(spelling);
    if (identity.spellings.some((known) => spellingId(known) === own)) return 'on';
    return identity.otherSpellings.includes(own) ? 'fine' : 'open';
  }
  const inForce = repairInForce(quality, id, layoutId, addedAt);
  if (inForce !== null) return inForce.kind === 'cap' ? 'capped' : 'on';
  return quality.fine.includes(id) ? 'fine' : 'open';
}

/** Whether a repair is in force only because it was switched on for an earlier export. */
export function isCarried({ quality }: Answers, { id, spelling, layoutId, addedAt = 0 }: QualityFinding): boolean {
  return !spelling && repairInForce(quality, id, layoutId, addedAt)?.carried === true;
}

/**
 * The answers after the owner switched a repair on, said that all is right as it is, or (open) took either back. A repair holds
 * for the exports of the layout that come after `newest`, when the newest file of now was added, until it is switched off where
 * it was switched on.
 */
export function answered(answers: Answers, finding: QualityFinding, next: FindingState, newest = 0): Answers {
  const { quality, identity } = answers;
  const { id, spelling } = finding;
  if (spelling) {
    const own = spellingId(spelling);
    const spellings = identity.spellings.filter((known) => spellingId(known) !== own);
    const otherSpellings = without(identity.otherSpellings, own);
    return {
      quality,
      identity: {
        ...identity,
        spellings: next === 'on' ? [...spellings, spelling] : spellings,
        otherSpellings: next === 'fine' ? [...otherSpellings, own] : otherSpellings,
      },
    };
  }
  const on = without(without(quality.on, id), capIdOf(id));
  const fine = without(quality.fine, id);
  const off = without(quality.off ?? [], id);
  const carry = carryAfter(quality, finding, next, newest);
  // What an earlier export brings is not what is said here.
  const isOff = next === 'open' && repairInForce({ on, fine, off, carry }, id, finding.layoutId, finding.addedAt ?? 0) !== null;
  const switched = next === 'on' ? [id] : next === 'capped' ? [capIdOf(id)] : [];
  return {
    identity,
    quality: {
      on: [...on, ...switched],
      fine: next === 'fine' ? [...fine, id] : fine,
      carry,
      off: isOff ? [...off, id] : off,
    },
  };
}

function carryAfter(
  { carry = [] }: QualitySettings,
  { layoutId, addedAt = 0 }: QualityFinding,
  next: FindingState,
  newest: number,
): readonly CarriedRepair[] {
  if (layoutId === undefined) return carry;
  const [own, cap] = [layoutId, capIdOf(layoutId)];
  const isOwn = (entry: CarriedRepair) => entry.id === own || entry.id === cap;
  // What came from an earlier export stays for the others that it holds for.
  if (carry.some((entry) => isOwn(entry) && entry.since < addedAt)) return carry;
  const others = carry.filter((entry) => !isOwn(entry));
  if (next !== 'on' && next !== 'capped') return others;
  return [...others, { id: next === 'on' ? own : cap, since: Math.max(newest, addedAt) }];
}
