import type { Preset } from './types';

const audience: Preset['columns'] = [
  ['Email Address', 'email'],
  ['First Name', 'name'],
  ['OPTIN_TIME', 'date'],
  ['CONFIRM_TIME', 'text'],
  ['LAST_CHANGED', 'text'],
  ['MEMBER_RATING', 'number'],
  ['CC', 'country'],
  ['LEID', 'text'],
  ['EUID', 'text'],
  ['TAGS', 'category'],
];

/** Mailchimp gives a file for each of three states: subscribed, unsubscribed, cleaned (the address does not work). */
const mailchimp: readonly Preset[] = [
  {
    id: 'mailchimp-unsubscribed',
    kind: 'subscriptions',
    needs: ['Email Address', 'UNSUB_TIME', 'LEID', 'EUID'],
    columns: [['UNSUB_TIME', 'churnLabel'], ['UNSUB_REASON', 'text'], ['UNSUB_CAMPAIGN_TITLE', 'text'], ...audience],
  },
  {
    id: 'mailchimp-cleaned',
    kind: 'subscriptions',
    needs: ['Email Address', 'CLEAN_TIME', 'LEID', 'EUID'],
    columns: [['CLEAN_TIME', 'churnLabel'], ['CLEAN_CAMPAIGN_TITLE', 'text'], ...audience],
  },
  { id: 'mailchimp-audience', kind: 'customers', needs: ['Email Address', 'OPTIN_TIME', 'LEID', 'EUID'], columns: audience },
];

export const mailingLists: readonly Preset[] = [
  ...mailchimp,
  {
    // The list of before 2024.
    id: 'substack-subscribers',
    kind: 'customers',
    needs: ['email', 'active_subscription', 'expiry', 'email_disabled', 'created_at'],
    columns: [
      ['email', 'email'],
      ['created_at', 'date'],
      ['active_subscription', 'category'],
      ['email_disabled', 'category'],
      ['prefer_digests', 'category'],
    ],
  },
  {
    id: 'substack-paid-subscribers',
    kind: 'customers',
    needs: ['email', 'expiry', 'email_disabled', 'stripe_connected_customer_id', 'type'],
    columns: [
      ['email', 'email'],
      ['stripe_connected_customer_id', 'customerId'],
      ['expiry', 'text'],
      ['type', 'category'],
      ['email_disabled', 'category'],
      ['prefer_digests', 'category'],
    ],
  },
  {
    id: 'substack-subscribers',
    kind: 'subscriptions',
    needs: ['Email', 'Type', 'Start date', 'Activity', 'Stripe plan'],
    columns: [
      ['Email', 'email'],
      ['Name', 'name'],
      ['Cancel date', 'churnLabel'],
      ['Start date', 'date'],
      ['Paid upgrade date', 'text'],
      // A subscription that was cancelled has turned free again.
      ['Type', 'text'],
      ['Stripe plan', 'text'],
      ['Activity', 'number'],
      ['Subscription source (free)', 'category'],
    ],
  },
  {
    id: 'beehiiv-subscribers',
    kind: 'subscriptions',
    needs: ['email', 'status', 'tier', 'created_at', 'unsubscribed_at'],
    columns: [
      ['email', 'email'],
      ['First Name', 'name'],
      ['created_at', 'date'],
      ['unsubscribed_at', 'churnLabel'],
      ['status', 'churnLabel'],
      ['unsubscribed_at', 'text'],
      ['status', 'text'],
      ['tier', 'category'],
      ['stripe_customer_id', 'customerId'],
    ],
  },
];
