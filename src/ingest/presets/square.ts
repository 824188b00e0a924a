import type { Preset } from './types';

export const square: readonly Preset[] = [
  {
    id: 'square-items',
    kind: 'orders',
    needs: ['Date', 'Time', 'Time Zone', 'Item', 'Qty', 'Gross Sales', 'Net Sales', 'Transaction ID'],
    columns: [
      ['Date', 'date'],
      ['Item', 'product'],
      ['Qty', 'quantity'],
      ['Net Sales', 'amount'],
      ['Transaction ID', 'orderId'],
      ['Customer ID', 'customerId'],
      ['Customer Name', 'name'],
      ['Event Type', 'status'],
      ['Category', 'category'],
    ],
  },
  {
    id: 'square-transactions',
    kind: 'orders',
    needs: ['Date', 'Time', 'Gross Sales', 'Net Sales', 'Total Collected', 'Transaction ID'],
    columns: [
      ['Date', 'date'],
      ['Description', 'product'],
      // As in the list of items: without tax and tip.
      ['Net Sales', 'amount'],
      ['Transaction ID', 'orderId'],
      ['Customer ID', 'customerId'],
      ['Customer Name', 'name'],
      ['Event Type', 'status'],
      // Amounts taken by each way of paying, not names of one.
      ['Card', 'number'],
      ['Cash', 'number'],
      ['Total Collected', 'number'],
      ['Partial Refunds', 'number'],
      ['Transaction Status', 'category'],
      ['Source', 'category'],
    ],
  },
];
