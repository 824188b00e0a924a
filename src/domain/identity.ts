/** One spelling read as another, in every column of that name (or of the same role). */
export interface Spelling {
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/** What the owner said of who is who. Nothing here changes rows: it is applied whenever the tables are analysed. */
export interface IdentitySettings {
  /** Keys to join people on though Kith would not: `phone:4930123456`, `name:anna meier|10115`. */
  readonly same: readonly string[];
  /** Keys never to join on: `email:office@x.com`, `mailbox:anna@gmail.com`. */
  readonly different: readonly string[];
  readonly spellings: readonly Spelling[];
  /** Suggested spellings that were refused, by `spellingId`. */
  readonly otherSpellings: readonly string[];
  /** ISO 3166 code of the country that telephone numbers without a country code belong to; null = as inferred. */
  readonly country: string | null;
  /** People who were joined by hand: one key of each. */
  readonly merged: readonly (readonly [string, string])[];
  /** Keys that were split off by hand: the rows that hold one are somebody of their own. */
  readonly split: readonly string[];
}

export const defaultIdentity: IdentitySettings = {
  same: [],
  different: [],
  spellings: [],
  otherSpellings: [],
  country: null,
  merged: [],
  split: [],
};

const merge = 'merge:';
const split = 'split:';

/** How two people joined by hand, or a key split off, are called in lists of joins. */
export const mergeId = (pair: readonly [string, string]): string => merge + JSON.stringify([...pair].sort());
export const splitId = (key: string): string => split + key;

/** The settings without the word that is called so. */
export function withoutByHand(settings: IdentitySettings, id: string): IdentitySettings {
  if (id.startsWith(merge)) return { ...settings, merged: settings.merged.filter((pair) => mergeId(pair) !== id) };
  if (id.startsWith(split)) return { ...settings, split: settings.split.filter((key) => splitId(key) !== id) };
  return settings;
}

/** How a suggested spelling is remembered, whichever of the two is the better one. */
export function spellingId({ column, from, to }: Spelling): string {
  return JSON.stringify([column, ...[from, to].sort()]);
}

export type JoinKind = 'customerId' | 'email' | 'phone' | 'mailbox' | 'number' | 'name' | 'merge' | 'split';

/**
 * 'joined': several ids, addresses or numbers are one person because of this key. 'suggested': they may be, the owner decides.
 * 'shared': held by too many different people to join anybody. 'placeholder': written where nothing was known.
 * 'refused': the owner said no.
 */
export type JoinState = 'joined' | 'suggested' | 'shared' | 'placeholder' | 'refused';

/** A key that stands beside several ids, e-mails, numbers or names, and what was made of it. */
export interface JoinItem {
  /** What `IdentitySettings.same` and `.different` call it. */
  readonly id: string;
  readonly kind: JoinKind;
  /** The key as shown; of a name, with its postcode. */
  readonly key: string;
  readonly state: JoinState;
  /** The owner decided. */
  readonly byHand: boolean;
  /** The names beside it do not look like one person's. */
  readonly namesDiffer: boolean;
  /** Up to six each of what it stands beside, as shown; for a mailbox or a number, its spellings in `spellings`. */
  readonly ids: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly names: readonly string[];
  readonly spellings: readonly string[];
  /** All that it stands beside. */
  readonly count: number;
}

export interface JoinList {
  readonly total: number;
  readonly items: readonly JoinItem[];
}

export interface SpellingItem extends Spelling {
  /** The header of the first such column. */
  readonly header: string;
  /**
   * 'letters': the same but for blanks, case and signs. 'typo': a letter or two apart. 'word': a letter apart from a common word
   * or a country's name that itself stands nowhere.
   */
  readonly why: 'letters' | 'typo' | 'word';
  readonly fromRows: number;
  readonly toRows: number;
  /** Files that hold the spelling read as the other. */
  readonly files: readonly string[];
  readonly state: 'suggested' | 'accepted' | 'refused';
}

/** Customers of one file that are in no file of customers, or the reverse. */
export interface OrphanLine {
  readonly file: string;
  /** 'unlisted': named here, in no file of customers. 'silent': a listed customer of this file without any order. 'nobody': rows that name nobody. */
  readonly about: 'unlisted' | 'silent' | 'nobody';
  /** Customers; for 'nobody', 0. */
  readonly customers: number;
  /** All customers of the file. */
  readonly of: number;
  /** Rows that are theirs. */
  readonly rows: number;
  readonly examples: readonly string[];
}

/** Whose telephone numbers these are, where they do not say so themselves. */
export interface PhoneCountry {
  /** Different numbers, and those without a country code. */
  readonly numbers: number;
  readonly national: number;
  readonly country: string | null;
  readonly evidence: 'by-hand' | 'country-column' | 'other-numbers' | 'currency' | 'unknown';
  readonly share: number;
  readonly word: string;
  /** ISO codes to choose from. */
  readonly countries: readonly string[];
}

/** All there is to say of who is who. */
export interface IdentityReport {
  readonly customers: number;
  readonly open: JoinList;
  readonly joined: JoinList;
  readonly apart: JoinList;
  readonly spellings: readonly SpellingItem[];
  readonly orphans: readonly OrphanLine[];
  /** null where there are no telephone numbers. */
  readonly phones: PhoneCountry | null;
}
