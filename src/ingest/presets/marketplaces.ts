import type { Preset } from './types';

export const etsySoldOrderItems: Preset = {
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
};

export const etsySoldOrders: Preset = {
  id: 'etsy-sold-orders',
  kind: 'orders',
  needs: ['Sale Date', 'Order ID', 'Buyer User ID', 'Number of Items', 'Order Value', 'Order Total'],
  dateOrder: 'month-first',
  columns: [
    ['Sale Date', 'date'],
    ['Order ID', 'orderId'],
    ['Buyer User ID', 'customerId'],
    ['Full Name', 'name'],
    ['Number of Items', 'quantity'],
    ['Order Total', 'amount'],
    ['Currency', 'currency'],
    ['Status', 'status'],
    ['Ship Country', 'country'],
  ],
};

export const gumroadSales: Preset = {
  id: 'gumroad-sales',
  kind: 'orders',
  // Whatever the buyer paid in, its "($)" columns are US dollars.
  currency: 'USD',
  needs: ['Purchase ID', 'Item Name', 'Purchase Email', 'Purchase Date', 'Sale Price ($)'],
  columns: [
    ['Order Number', 'orderId'],
    ['Purchase ID', 'orderId'],
    ['Purchase Email', 'email'],
    ['Buyer Name', 'name'],
    ['Purchase Date', 'date'],
    ['Item Name', 'product'],
    ['Item Price ($)', 'price'],
    ['Sale Price ($)', 'amount'],
    ['Partial Refund ($)', 'refund'],
    ['Quantity', 'quantity'],
    ['Country', 'country'],
    ['Rating', 'rating'],
    ['Refunded?', 'category'],
    ['Fully Refunded?', 'status'],
    ['Disputed?', 'category'],
    ['Recurring Charge?', 'category'],
  ],
};

export const wooAnalyticsOrders: Preset = {
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
    ['N. Revenue (formatted)', 'number'],
    ['Customer type', 'category'],
    ['Attribution', 'category'],
  ],
};

export const squareItems: Preset = {
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
};

export const youzanOrders: Preset = {
  id: 'youzan-orders',
  kind: 'orders',
  currency: 'CNY',
  needs: ['订单号', '订单状态', '订单实付金额', '买家付款时间'],
  columns: [
    ['订单号', 'orderId'],
    ['订单状态', 'status'],
    ['全部商品名称', 'product'],
    ['商品种类数', 'number'],
    ['订单实付金额', 'amount'],
    ['买家付款时间', 'date'],
    ['收货人手机号/提货人手机号', 'phone'],
    ['收货人/提货人', 'name'],
    ['收货人省份', 'category'],
    ['买家昵称', 'text'],
  ],
};
