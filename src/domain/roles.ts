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
export const tableKinds = ['orders', 'customers', 'answers', 'interactions', 'other'] as const;
export type TableKind = (typeof tableKinds)[number];
