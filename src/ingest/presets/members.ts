import type { Preset } from './types';

export const mailchimpAudience: Preset = {
  id: 'mailchimp-audience',
  kind: 'customers',
  needs: ['Email Address', 'OPTIN_TIME', 'LEID', 'EUID'],
  columns: [
    ['Email Address', 'email'],
    ['First Name', 'name'],
    ['OPTIN_TIME', 'date'],
    ['CONFIRM_TIME', 'text'],
    ['MEMBER_RATING', 'number'],
    ['CC', 'country'],
    ['LEID', 'text'],
    ['EUID', 'text'],
    ['TAGS', 'category'],
  ],
};

/** The list of before 2024. */
export const substackSubscribersOlder: Preset = {
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
};

export const substackSubscribers: Preset = {
  id: 'substack-subscribers',
  kind: 'customers',
  needs: ['Email', 'Type', 'Start date', 'Activity', 'Stripe plan'],
  columns: [
    ['Email', 'email'],
    ['Name', 'name'],
    ['Start date', 'date'],
    ['Type', 'category'],
    ['Activity', 'number'],
  ],
};

export const patreonMembers: Preset = {
  id: 'patreon-members',
  kind: 'customers',
  needs: ['Name', 'Email', 'Patron Status', 'Lifetime Amount', 'Pledge Amount', 'User ID'],
  columns: [
    ['User ID', 'customerId'],
    ['Email', 'email'],
    ['Name', 'name'],
    ['Patron Status', 'churnLabel'],
    ['Lifetime Amount', 'amount'],
    ['Pledge Amount', 'number'],
    ['Patronage Since Date', 'date'],
    ['Tier', 'category'],
    ['Currency', 'currency'],
    ['Country', 'country'],
    ['Phone', 'phone'],
    ['Last Charge Status', 'category'],
  ],
};
