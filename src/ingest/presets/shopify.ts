import type { Preset } from './types';

export const shopifyOrders: Preset = {
  id: 'shopify-orders',
  kind: 'orders',
  needs: ['Name', 'Financial Status', 'Lineitem name', 'Lineitem quantity', 'Created at', 'Total'],
  columns: [
    ['Name', 'orderId'],
    ['Email', 'email'],
    ['Created at', 'date'],
    ['Total', 'amount'],
    ['Refunded Amount', 'refund'],
    ['Currency', 'currency'],
    ['Financial Status', 'status'],
    ['Lineitem quantity', 'quantity'],
    ['Lineitem price', 'price'],
    ['Lineitem name', 'product'],
    ['Billing Country', 'country'],
    ['Shipping Country', 'country'],
    ['Phone', 'phone'],
    ['Billing Phone', 'phone'],
    ['Billing Name', 'name'],
    ['Fulfillment Status', 'category'],
    ['Id', 'text'],
  ],
};

export const shopifyCustomers: Preset = {
  id: 'shopify-customers',
  kind: 'customers',
  needs: ['First Name', 'Last Name', 'Email', 'Total Spent', 'Total Orders'],
  columns: [
    ['Customer ID', 'customerId'],
    ['Email', 'email'],
    ['Phone', 'phone'],
    ['Total Spent', 'amount'],
    ['Total Orders', 'number'],
    ['Default Address Country Code', 'country'],
    ['Country', 'country'],
  ],
};
