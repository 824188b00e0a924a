import type { Role } from '../../domain';
import { chineseBills } from './chinese-bills';
import { chineseShops } from './chinese-shops';
import { crm } from './crm';
import { creators } from './creators';
import { etsy } from './etsy';
import { mailingLists } from './mailing-lists';
import { marketplaces } from './marketplaces';
import { paypal } from './paypal';
import { shopify } from './shopify';
import { square } from './square';
import { squarespace } from './squarespace';
import { stripe } from './stripe';
import type { Preset } from './types';
import { woocommerce } from './woocommerce';

export type { Preset } from './types';

/** Where two would do, the first is meant. */
export const presets: readonly Preset[] = [
  ...shopify,
  ...squarespace,
  ...stripe,
  ...woocommerce,
  ...etsy,
  ...square,
  ...paypal,
  ...creators,
  ...mailingLists,
  ...crm,
  ...marketplaces,
  ...chineseBills,
  ...chineseShops,
];

const longestHeader = 200;
const key = (header: string): string =>
  header.slice(0, longestHeader).normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** The first preset whose headers are all there, whatever other columns come with them. */
export function findPreset(headers: readonly string[]): Preset | null {
  const present = new Set(headers.map(key));
  const has = (header: string) => present.has(key(header));
  return presets.find(({ needs, oneOf }) => needs.every(has) && (oneOf === undefined || oneOf.some(has))) ?? null;
}

const shared: ReadonlySet<Role> = new Set<Role>(['number', 'category', 'text', 'ignore']);

/** Which headers a preset's header stands for, by place. */
function placesOf(header: string, keys: readonly string[]): number[] {
  const wanted = key(header);
  const at = wanted.indexOf('%');
  if (at < 0) {
    const found = keys.indexOf(wanted);
    return found < 0 ? [] : [found];
  }
  const [before, after] = [wanted.slice(0, at), wanted.slice(at + 1)];
  const fits = (name: string) =>
    name.length > before.length + after.length &&
    name.startsWith(before) &&
    name.endsWith(after) &&
    /^\d+$/.test(name.slice(before.length, name.length - after.length));
  return [...keys.keys()].filter((place) => fits(keys[place]!));
}

/** The roles a preset gives to these headers, by place; a role that stands for one column goes to the first that is `usable`. */
export function presetRoles(
  preset: Preset,
  headers: readonly string[],
  usable: (index: number, role: Role) => boolean,
): Map<number, Role> {
  const keys = headers.map(key);
  const found = new Map<number, Role>();
  const taken = new Set<Role>();
  for (const [header, role] of preset.columns) {
    if (!shared.has(role) && taken.has(role)) continue;
    for (const at of placesOf(header, keys)) {
      if (found.has(at) || (!shared.has(role) && !usable(at, role))) continue;
      found.set(at, role);
      taken.add(role);
    }
  }
  return found;
}
