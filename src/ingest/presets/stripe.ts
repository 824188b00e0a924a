import type { Preset } from './types';

const columns: Preset['columns'] = [
  ['id', 'orderId'],
  ['Created date (UTC)', 'date'],
  ['Created (UTC)', 'date'],
  ['Amount', 'amount'],
  ['Amount Refunded', 'refund'],
  ['Currency', 'currency'],
  ['Status', 'status'],
  ['Customer ID', 'customerId'],
  ['Customer Email', 'email'],
  ['Customer Description', 'name'],
  ['Description', 'product'],
  ['Captured', 'category'],
];

export const stripePayments: Preset = {
  id: 'stripe-payments',
  kind: 'orders',
  needs: ['id', 'Created date (UTC)', 'Amount', 'Amount Refunded', 'Status'],
  columns,
};

/** The header before 2025. */
export const stripePaymentsOlder: Preset = {
  ...stripePayments,
  needs: ['id', 'Created (UTC)', 'Amount', 'Amount Refunded', 'Status'],
};

export const stripeCustomers: Preset = {
  id: 'stripe-customers',
  kind: 'customers',
  needs: ['id', 'Email', 'Created (UTC)', 'Delinquent', 'Total Spend'],
  columns: [
    ['id', 'customerId'],
    ['Email', 'email'],
    ['Name', 'name'],
    ['Created (UTC)', 'date'],
    ['Total Spend', 'amount'],
    ['Payment Count', 'number'],
    ['Refunded Volume', 'refund'],
    ['Status', 'category'],
    ['Plan', 'category'],
  ],
};
