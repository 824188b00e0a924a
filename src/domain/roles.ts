/** What a column means to Kith. Exactly one role a column; several columns may share `number`, `category`, `text`. */
export const roles = [
  'customerId',
  'email',
  'phone',
  'name',
  'orderId',
  'date',
  'quantity',
  'price', // of one unit
  'amount', // of the row, or of the order where the file repeats or blanks it on later rows; or a total a customer paid
  'refund', // amount given back, positive
  'currency',
  'status', // paid, failed, voided, refunded …
  'product',
  'country',
  'rating', // satisfaction or recommendation answer
  'churnLabel',
  'interaction', // kind of contact: visit, ticket, mail opened …
  'number',
  'category',
  'text', // kept and shown, never computed on
  'ignore',
] as const;

export type Role = (typeof roles)[number];

/** What one row of a file stands for. */
export const tableKinds = [
  'orders', // or lines of orders, or payments
  'customers',
  'subscriptions', // of a customer, who may have several
  'deals', // won ones are orders
  'answers',
  'interactions', // visits, mails, tickets
  'baskets', // goods bought together, by nobody in particular
  'transfers', // the owner's own money: payouts, fees
  'other',
] as const;
export type TableKind = (typeof tableKinds)[number];

/** Kinds whose rows are money that customers paid, or were to pay. */
export const isSalesKind = (kind: TableKind): boolean => kind === 'orders' || kind === 'deals';

/** Kinds whose columns describe customers. */
export const describesCustomers = (kind: TableKind): boolean =>
  kind === 'customers' || kind === 'subscriptions' || kind === 'other';
