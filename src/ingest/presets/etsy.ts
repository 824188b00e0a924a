import type { Preset } from './types';

export const etsy: readonly Preset[] = [
  {
    id: 'etsy-sold-order-items',
    kind: 'orders',
    needs: ['Sale Date', 'Item Name', 'Buyer', 'Quantity', 'Price', 'Item Total', 'Order ID'],
    dateOrder: 'month-first',
    columns: [
      ['Sale Date', 'date'],
      ['Item Name', 'product'],
      ['Buyer', 'customerId'],
      ['Quantity', 'quantity'],
      ['Price', 'price'],
      ['Item Total', 'amount'],
      ['Currency', 'currency'],
      ['Order ID', 'orderId'],
      ['Ship Country', 'country'],
      ['Ship Name', 'name'],
      ['Transaction ID', 'text'],
      ['Listing ID', 'text'],
    ],
  },
  {
    id: 'etsy-sold-orders',
    kind: 'orders',
    needs: ['Sale Date', 'Order ID', 'Number of Items', 'Order Value', 'Order Total'],
    oneOf: ['Buyer User ID', 'Buyer'],
    dateOrder: 'month-first',
    columns: [
      ['Sale Date', 'date'],
      ['Order ID', 'orderId'],
      // The user name: what the list of items names buyers by too.
      ['Buyer', 'customerId'],
      ['Buyer User ID', 'customerId'],
      ['Buyer User ID', 'text'],
      ['Full Name', 'name'],
      ['Number of Items', 'quantity'],
      ['Order Total', 'amount'],
      ['Currency', 'currency'],
      ['Status', 'status'],
      ['Ship Country', 'country'],
    ],
  },
  {
    // Sales, fees and deposits as Etsy books them: no buyer, and the sales stand in the sold orders.
    id: 'etsy-statement',
    kind: 'transfers',
    needs: ['Date', 'Type', 'Title', 'Info', 'Currency', 'Amount', 'Fees & Taxes', 'Net'],
    columns: [
      ['Date', 'date'],
      ['Type', 'category'],
      ['Title', 'text'],
      ['Info', 'text'],
      ['Currency', 'currency'],
      ['Amount', 'amount'],
      ['Fees & Taxes', 'number'],
      ['Net', 'number'],
    ],
  },
];
