/** What a status word does to its row's money. `unknown` counts as sold, and is said. */
export type StatusClass = 'sale' | 'refunded' | 'part-refunded' | 'refund' | 'pending' | 'failed' | 'cancelled' | 'unknown';

const words: Readonly<Record<Exclude<StatusClass, 'unknown'>, string>> = {
  sale:
    'paid|complete|order|order payment|payment received|approved|accredited|available for payout|awaiting shipment|awaiting collection|to ship|in transit|ready for pickup|paid out|trialing|finished|won dispute|warning closed|early fraud warning|completed|succeeded|success|successful|fulfilled|shipped|delivered|processing|processed|captured|settled|active|' +
    'payment|sale|charge|closed|won|done|ok|confirmed|cleared|true|yes|express checkout payment|abgeschlossen|bezahlt|versendet|versandt|zugestellt|erledigt|pagado|pago|aprobado|aprovado|aprovada|entregado|enviado|completado|concluido|paye|payee|expedie|expediee|livre|livree|terminee|subscription payment|' +
    '已完成|完成|已成交|已发货，待签收|已发货待签收|待签收|待确认收货|等待确认收货|待评价|已评价|还款成功|支付完成|已付|对方已收钱|充值完成|充值成功|已到账|提现已到账|支払済み|支払い済み|発送済み|配達完了|完了|交易成功|支付成功|付款成功|已付款|已支付|买家已付款|待发货|等待卖家发货|买家已付款，等待卖家发货|已发货|卖家已发货|卖家已发货，等待买家确认|' +
    '等待买家确认收货|待收货|已收货|已签收|交易完成|已收钱|朋友已收钱|已存入零钱|已转账|已成团|已结账|成功',
  refunded:
    'refunded|refund completed|order refunded|zuruckgezahlt|erstattet|reembolsado|reembolsada|devuelto|rembourse|remboursee|返金済み|返金済|已发货，退款成功|未发货，退款成功|对方已退还|退款完结|fully refunded|full refund|已退款|已全额退款|全额退款|退款成功|已退款成功|退款完成',
  'part-refunded':
    'partially refunded|partly refunded|teilweise zuruckgezahlt|teilweise erstattet|parcialmente reembolsado|partiellement rembourse|partial refund|part refunded|部分退款|已部分退款',
  refund:
    'refund|order refund|partial refund issued|ruckzahlung|erstattung|reembolso|devolucion|devolucao|remboursement|返金|return|returned|reversal|payment refund|退款|退货|已退货',
  pending:
    'pending|in process|in mediation|in progress|checkout draft|waiting payment|billet printed|requires payment method|requires action|requires confirmation|requires capture|past due|overdue|open|ausstehend|offen|pendiente|pendente|aguardando pagamento|en attente|未払い|保留中|支払い待ち|待确认|等待付款中|on hold|onhold|authorized|authorised|partially paid|unpaid|awaiting payment|payment pending|draft|new|invoiced|' +
    '等待买家付款|待付款|未付款|待支付|未支付|等待付款|部分付款|处理中',
  failed:
    'failed|failure|payment failed|checkout error|charged back|under review|needs response|fraud|fraudulent|abgelehnt|fehlgeschlagen|zuruckgebucht|rechazado|rechazada|recusado|recusada|refuse|refusee|echoue|失敗|denied|declined|disputed|dispute|chargeback|charged back|expired|blocked|rejected|incomplete|uncaptured|error|lost|' +
    '支付失败|付款失败|失败|交易失败|已拒绝|已过期',
  cancelled:
    'voided|void|revoked|order cancelled|order canceled|cancelled by seller|cancelled by customer|storniert|abgebrochen|anulado|cancelado|cancelada|annule|annulee|キャンセル|キャンセル済み|cancelled|canceled|cancel|cancelled by buyer|deleted|trash|removed|abandoned|' +
    '交易关闭|已取消|取消|交易取消|订单关闭|已关闭|关闭|已作废|作废|订单取消|已撤单',
};

const classOf = new Map<string, StatusClass>();
for (const [status, list] of Object.entries(words)) for (const word of list.split('|')) classOf.set(word, status as StatusClass);

/** The class of a status word, whatever its case, spaces, dashes; 'unknown' where nobody told us. */
export function classifyStatus(word: string): StatusClass {
  const plain = word
    .trim()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
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

/** What a status itself says was given back, as WeChat writes it: `已退款(￥5.00)`; null where it says no sum. */
export function refundInStatus(word: string): number | null {
  const sum = /退款\s*[(（]\s*[￥¥]?\s*(\d+(?:\.\d+)?)\s*[)）]/u.exec(word)?.[1];
  return sum === undefined ? null : Number(sum);
}

/** The class of a stage of a deal: won ones are orders, lost ones are not, and all else is still open. */
export function classifyDeal(stage: string): 'sale' | 'failed' | 'open' {
  const plain = stage.toLowerCase();
  if (/won\b|成交|赢单|gewonnen|ganad|ganh|gagn|受注/.test(plain) && !/未成交|失注/.test(plain)) return 'sale';
  return /lost\b|丢单|输单|失败|未成交|关闭|verloren|perdid|perdu|失注|cancel/.test(plain) ? 'failed' : 'open';
}

/** Kinds of transaction that move the owner's own money and are nobody's order. */
export const ownMoney =
  /withdraw|payout|transfer to bank|bank deposit|currency conversion|account hold|^hold\b|hold on balance|reserve|^transfer$|^deposits?$|\bfees?\b|^tax(es)?$|shipping label|service charge|^adjustment$|abbuchung|bankgutschrift|wahrungsumrechnung|währungsumrechnung|einbehalt|gebühr|auszahlung|retiro|saque|retirada|virement|frais|提现|充值|理财|手续费|转账到银行卡|打款|振込手数料/i;

/** Kinds of transaction by which money goes back to a customer. */
export const givesBack =
  /refund|reversal|chargeback|return|dispute|claim|rückzahlung|erstattung|rückbuchung|storno|reembolso|devoluc|estorno|remboursement|退款|退货|返金/i;

/** Words for money that the owner paid or only moved, in a column that says which way money went. */
export const paidOut = /^(支出|不计收支|中性交易|其他|\/|-|out|outgoing|debit|sent|expense|withdrawal)$/i;

/** Whether a column says which way money went (WeChat and Alipay `收/支`). */
export const isDirection = (header: string): boolean =>
  /^(收\/支|收支|收支类型|资金流向|direction|in\/out|debit\/credit|credit\/debit)$/i.test(header.trim());

/** Whether a column says what kind of transaction a row is (PayPal `Type`, WeChat `交易类型`). */
export const isTransactionType = (header: string): boolean =>
  /^(transaction[ _]?type|operation_type|tipo de operación \(operation_type\)|type|typ|交易类型)$/i.test(header.trim());

/** Whether a column is what an account held or how a row changed it: its file is the account's, with what the owner paid. */
export const isBalance = (header: string): boolean =>
  /^(balance|balance impact|guthaben|auswirkung auf guthaben|saldo|solde)$/i.test(header.trim());

/** Whether such a column says what kind of transaction a row is: in an account's statement the description does. */
export const isStatementType = (header: string): boolean => /^(description|beschreibung)$/i.test(header.trim());

/** Whether a column says when an order was paid: blank where it was not. */
export const isPaidAt = (header: string): boolean =>
  /^(paid at|date paid|payment date|订单付款时间|付款时间|支付时间|买家付款时间)$/i.test(header.trim());
