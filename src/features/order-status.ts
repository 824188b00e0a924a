/** What a status word does to its row's money. `unknown` counts as sold, and is said. */
export type StatusClass = 'sale' | 'refunded' | 'part-refunded' | 'refund' | 'pending' | 'failed' | 'cancelled' | 'unknown';

const words: Readonly<Record<Exclude<StatusClass, 'unknown'>, string>> = {
  sale:
    'paid|complete|completed|succeeded|success|successful|fulfilled|shipped|delivered|processing|processed|captured|settled|active|' +
    'payment|sale|charge|closed|won|done|ok|confirmed|cleared|true|yes|express checkout payment|subscription payment|' +
    '已完成|完成|交易成功|支付成功|付款成功|已付款|已支付|买家已付款|待发货|等待卖家发货|买家已付款，等待卖家发货|已发货|卖家已发货|卖家已发货，等待买家确认|' +
    '等待买家确认收货|待收货|已收货|已签收|交易完成|已收钱|朋友已收钱|已存入零钱|已转账|已成团|已结账|成功',
  refunded: 'refunded|fully refunded|full refund|已退款|已全额退款|全额退款|退款成功|已退款成功|退款完成',
  'part-refunded': 'partially refunded|partial refund|part refunded|部分退款|已部分退款',
  refund: 'refund|return|returned|reversal|payment refund|退款|退货|已退货',
  pending:
    'pending|pending payment|on hold|onhold|authorized|authorised|partially paid|unpaid|awaiting payment|payment pending|draft|new|invoiced|' +
    '等待买家付款|待付款|未付款|待支付|未支付|等待付款|部分付款|处理中',
  failed:
    'failed|failure|denied|declined|disputed|dispute|chargeback|charged back|expired|blocked|rejected|incomplete|uncaptured|error|lost|' +
    '支付失败|付款失败|失败|交易失败|已拒绝|已过期',
  cancelled:
    'voided|void|cancelled|canceled|cancel|cancelled by buyer|deleted|trash|removed|abandoned|' +
    '交易关闭|已取消|取消|交易取消|订单关闭|已关闭|关闭|已作废|作废|订单取消|已撤单',
};

const classOf = new Map<string, StatusClass>();
for (const [status, list] of Object.entries(words)) for (const word of list.split('|')) classOf.set(word, status as StatusClass);

/** The class of a status word, whatever its case, spaces, dashes; 'unknown' where nobody told us. */
export function classifyStatus(word: string): StatusClass {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[_\-\s]+/g, ' ')
    .replace(/,/g, '，');
  return classOf.get(plain) ?? classOf.get(plain.replace(/^wc /, '')) ?? 'unknown';
}

/**
 * The class of a yes/no or 0/1 column that was called a status: what "yes" means stands in its header
 * (`Refunded?`, `Cancelled`, `Paid`). Null where the header says none of these.
 */
export function classifyFlag(header: string, yes: boolean): StatusClass | null {
  if (/refund|退款/i.test(header)) return yes ? 'refunded' : 'sale';
  if (/cancel|void|取消|关闭/i.test(header)) return yes ? 'cancelled' : 'sale';
  if (/paid|付款|支付/i.test(header)) return yes ? 'sale' : 'pending';
  if (/fail|失败/i.test(header)) return yes ? 'failed' : 'sale';
  return null;
}

/** Kinds of transaction that move the owner's own money and are nobody's order. */
export const ownMoney = /withdraw|payout|transfer to bank|bank deposit|currency conversion|account hold|reserve|提现|充值|理财/i;

/** Words for money that the owner paid or only moved, in a column that says which way money went. */
export const paidOut = /^(支出|不计收支|中性交易|其他|\/|-|out|outgoing|debit|sent|expense|withdrawal)$/i;

/** Whether a column says which way money went (WeChat and Alipay `收/支`). */
export const isDirection = (header: string): boolean =>
  /^(收\/支|收支|收支类型|资金流向|direction|in\/out|debit\/credit|credit\/debit)$/i.test(header.trim());

/** Whether a column says what kind of transaction a row is (PayPal `Type`, WeChat `交易类型`). */
export const isTransactionType = (header: string): boolean => /^(transaction )?type$|^交易类型$/i.test(header.trim());
