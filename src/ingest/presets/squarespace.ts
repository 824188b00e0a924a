import type { Preset } from './types';

export const squarespace: readonly Preset[] = [
  {
    id: 'squarespace-orders',
    kind: 'orders',
    needs: ['Order ID', 'Financial Status', 'Lineitem name', 'Lineitem quantity', 'Created at', 'Total'],
    columns: [
      ['Order ID', 'orderId'],
      ['Email', 'email'],
      ['Created at', 'date'],
      ['Total', 'amount'],
      ['Amount Refunded', 'refund'],
      ['Currency', 'currency'],
      ['Financial Status', 'status'],
      ['Lineitem quantity', 'quantity'],
      ['Lineitem price', 'price'],
      ['Lineitem name', 'product'],
      ['Billing Country', 'country'],
      ['Billing Name', 'name'],
      ['Billing Phone', 'phone'],
      ['Fulfillment Status', 'category'],
    ],
  },
];
