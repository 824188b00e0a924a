import type { Preset } from './types';

export const woocommerce: readonly Preset[] = [
  {
    id: 'woocommerce-analytics-orders',
    kind: 'orders',
    needs: ['Date', 'Order #', 'Status', 'Customer', 'Product(s)', 'Items sold'],
    columns: [
      ['Date', 'date'],
      ['Order #', 'orderId'],
      ['Status', 'status'],
      ['Customer', 'name'],
      ['Product(s)', 'product'],
      ['Items sold', 'quantity'],
      ['Net Sales', 'amount'],
      ['N. Revenue', 'amount'],
      ['N. Revenue (formatted)', 'amount'],
      ['N. Revenue (formatted)', 'number'],
      ['Customer type', 'category'],
      ['Attribution', 'category'],
    ],
  },
  {
    // One row an order, as many columns of goods as the biggest order has.
    id: 'woocommerce-orders-wide',
    kind: 'orders',
    needs: ['order_id', 'order_date', 'status', 'order_total', 'order_currency'],
    oneOf: ['line_item_1', 'Product Item 1 Name', 'billing_email', 'customer_email'],
    columns: [
      ['order_id', 'orderId'],
      ['order_number', 'orderId'],
      ['order_number', 'text'],
      ['order_date', 'date'],
      ['order_total', 'amount'],
      ['order_currency', 'currency'],
      ['status', 'status'],
      ['billing_email', 'email'],
      ['customer_email', 'email'],
      ['billing_phone', 'phone'],
      ['billing_country', 'country'],
      ['shipping_country', 'country'],
      // 0 is a guest, and many are: a person's address says more.
      ['customer_id', 'text'],
      ['customer_user', 'text'],
      ['Product Item % Name', 'product'],
      ['line_item_%', 'product'],
      ['line_item_%', 'text'],
      ['Product Item % Quantity', 'number'],
      ['payment_method', 'category'],
      ['shipping_method', 'category'],
    ],
  },
];
