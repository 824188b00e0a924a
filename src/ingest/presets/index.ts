import type { Role } from '../../domain';
import { etsySoldOrderItems, etsySoldOrders, gumroadSales, squareItems, wooAnalyticsOrders, youzanOrders } from './marketplaces';
import { mailchimpAudience, patreonMembers, substackSubscribers, substackSubscribersOlder } from './members';
import { paypalActivity, wechatPayBill } from './payments';
import { shopifyCustomers, shopifyOrders } from './shopify';
import { squarespaceOrders } from './squarespace';
import { stripeCustomers, stripePayments, stripePaymentsOlder } from './stripe';
import type { Preset } from './types';

export type { Preset } from './types';

export const presets: readonly Preset[] = [
  shopifyOrders,
  shopifyCustomers,
  squarespaceOrders,
  stripePayments,
  stripePaymentsOlder,
  stripeCustomers,
  etsySoldOrderItems,
  etsySoldOrders,
  gumroadSales,
  wooAnalyticsOrders,
  squareItems,
  youzanOrders,
  paypalActivity,
  wechatPayBill,
  mailchimpAudience,
  substackSubscribersOlder,
  substackSubscribers,
  patreonMembers,
];

const key = (header: string): string => header.replace(/\s+/gu, ' ').trim().toLowerCase();

/** The first preset whose headers are all there, whatever other columns come with them. */
export function findPreset(headers: readonly string[]): Preset | null {
  const present = new Set(headers.map(key));
  return presets.find((preset) => preset.needs.every((header) => present.has(key(header)))) ?? null;
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
    const at = keys.indexOf(key(header));
    if (at < 0 || found.has(at)) continue;
    const shared = role === 'number' || role === 'category' || role === 'text' || role === 'ignore';
    if (shared) found.set(at, role);
    else if (!taken.has(role) && usable(at, role)) {
      found.set(at, role);
      taken.add(role);
    }
  }
  return found;
}
