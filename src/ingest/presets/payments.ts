import type { Preset } from './types';

export const paypalActivity: Preset = {
  id: 'paypal-activity',
  kind: 'orders',
  needs: ['Date', 'Time', 'TimeZone', 'Type', 'Status', 'Currency', 'Gross', 'From Email Address', 'Transaction ID'],
  columns: [
    ['Date', 'date'],
    ['Name', 'name'],
    ['Type', 'category'],
    ['Status', 'status'],
    ['Currency', 'currency'],
    ['Gross', 'amount'],
    ['From Email Address', 'email'],
    ['To Email Address', 'text'],
    ['Transaction ID', 'orderId'],
    ['Item Title', 'product'],
    ['Quantity', 'quantity'],
    ['Country', 'country'],
    ['Country Code', 'country'],
    ['Balance Impact', 'category'],
    ['Contact Phone Number', 'phone'],
    ['Reference Txn ID', 'text'],
  ],
};

/** The bill of a person's WeChat Pay: preamble, then one row a payment. */
export const wechatPayBill: Preset = {
  id: 'wechat-pay-bill',
  kind: 'orders',
  currency: 'CNY',
  needs: ['交易时间', '交易对方', '金额(元)', '交易单号'],
  columns: [
    ['交易时间', 'date'],
    ['交易类型', 'category'],
    ['交易对方', 'name'],
    ['商品', 'product'],
    ['收/支', 'category'],
    ['金额(元)', 'amount'],
    ['支付方式', 'category'],
    ['当前状态', 'status'],
    ['交易单号', 'orderId'],
    ['商户单号', 'text'],
    ['备注', 'text'],
  ],
};
