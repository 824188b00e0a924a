import { spellingId, type IdentitySettings, type QualityFinding, type QualitySettings } from '../../domain';

export type FindingState = 'open' | 'on' | 'fine';

/** What the owner said of findings: spellings are kept with who is who, everything else with the repairs. */
export interface Answers {
  readonly quality: QualitySettings;
  readonly identity: IdentitySettings;
}

const without = (list: readonly string[], id: string) => list.filter((known) => known !== id);

/** What was said of a finding. */
export function stateOf({ quality, identity }: Answers, { id, spelling }: QualityFinding): FindingState {
  if (spelling) {
    const own = spellingId(spelling);
    if (identity.spellings.some((known) => spellingId(known) === own)) return 'on';
    return identity.otherSpellings.includes(own) ? 'fine' : 'open';
  }
  if (quality.on.includes(id)) return 'on';
  return quality.fine.includes(id) ? 'fine' : 'open';
}

/** The answers after the owner switched a repair on, said that all is right as it is, or (open) took either back. */
export function answered({ quality, identity }: Answers, { id, spelling }: QualityFinding, next: FindingState): Answers {
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
  const [on, fine] = [without(quality.on, id), without(quality.fine, id)];
  return {
    identity,
    quality: { on: next === 'on' ? [...on, id] : on, fine: next === 'fine' ? [...fine, id] : fine },
  };
}
