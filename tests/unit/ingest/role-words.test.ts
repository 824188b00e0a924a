import { describe, expect, it } from 'vitest';
import type { Role } from '../../../src/domain';
import { read, rolesOf } from './helpers';

/** Cells by what they look like, so that a header is judged with cells that would do. */
const cells = {
  money: (i: number) => `${i * 3}.5`,
  mark: (i: number) => String((i % 5) + 1),
  day: (i: number) => `2026-01-${String((i % 27) + 1).padStart(2, '0')}`,
  word: (i: number) => ['alpha', 'beta', 'gamma'][i % 3]!,
  text: (i: number) => `word ${i} thing`,
  id: (i: number) => `K${100 + i}`,
  person: (i: number) => `Kim Lee${'abcdefghij'[i % 10]!}`,
  mail: (i: number) => `p${i}@example.com`,
  phone: (i: number) => `+49 30 1234${100 + i}`,
};
type Cells = keyof typeof cells;

async function roleOf(header: string, kind: Cells): Promise<string> {
  const rows = Array.from({ length: 40 }, (_, i) => `${cells[kind](i)},zz ${i % 2}`);
  return rolesOf(await read(`${header},filler\n${rows.join('\n')}\n`))[header]!;
}

const headers = (list: string) => list.split('|');

describe('headers that name a role', () => {
  it.each<[Role, Cells, string]>([
    ['rating', 'mark', 'Kundenbewertung|Kundenzufriedenheit|客户评价|满意度|レビュー|総合評価|avaliação|calificación|star rating|satisfaction score'],
    ['status', 'word', 'order status|Bestellstatus|Zahlungsstatus|Estado del pedido|Statut de la commande|Status do pedido|Situação|订单状态|注文状況|ステータス'],
    ['amount', 'money', 'Montant TTC|Gesamtsumme|Rechnungsbetrag|Total del pedido|Importe total|Valor pago|支払金額|購入金額|合計|实收金额|应收金额|累计消费金额|total price'],
    ['price', 'money', 'unit price|Stückpreis|Precio unitario|Preço|单价|単価|product price'],
    ['quantity', 'mark', 'Stückzahl|Menge|Cantidad|Quantité|Quantidade|数量|商品数量|個数|Qty'],
    ['refund', 'money', 'Amount refunded|Erstattungsbetrag|Montant remboursé|退款金额|返金額'],
    ['date', 'day', 'Bestellt am|Date d’achat|Fecha de compra|Data da compra|下单时间|购买日期|注文日時|购买时间|Verkaufsdatum|created at'],
    ['name', 'person', 'Nome do cliente|Nombre del cliente|Nom du client|Kundenname|お客様名|購入者|Käufer|Comprador|买家姓名|姓名|customer name'],
    ['phone', 'phone', 'Celular|Móvil|Handynummer|Téléphone|携帯電話|联系方式|手机号码'],
    ['email', 'mail', 'E-Mail-Adresse|Adresse e-mail|Correo electrónico|E-mail do comprador|メールアドレス|buyer email|邮箱'],
    ['product', 'text', 'Artikelbezeichnung|Nom du produit|Nombre del producto|Nome do produto|商品标题|商品名|Product title'],
    ['customerId', 'id', 'Kundennummer|ID cliente|Numéro client|会员编号|顧客番号|customer_no|ClientID'],
    ['orderId', 'id', 'Bestellnummer|Numéro de commande|Número de pedido|订单编号|注文番号|Invoice No|Order #'],
  ])('%s', async (role, kind, list) => {
    for (const header of headers(list)) expect(await roleOf(header, kind), header).toBe(role);
  }); // prettier-ignore
});

describe('false friends', () => {
  it.each<[what: string, Cells, list: string, taken: readonly Role[]]>([
    ['notes are no customers and no orders', 'text', 'customer notes|order notes|customer comment|订单备注|客户备注|买家留言', ['customerId', 'name', 'orderId', 'product']],
    ['ways of paying are no payments', 'word', 'payment method|payment type|付款方式|支付方式|Zahlungsart|Forma de pago|Mode de paiement|Forma de pagamento|支払方法', ['amount', 'status', 'orderId']],
    ['kinds of customers are no customers', 'word', 'customer type|customer segment|Kundengruppe|membership type|account type|客户等级|会员等级|会員ランク', ['customerId', 'name', 'interaction']],
    ['ways of ordering are no orders', 'word', 'order channel|order priority|order source|订单来源|下单平台', ['orderId', 'status', 'product']],
    ['other people are no customers', 'person', 'account manager|sales agent|sales rep|seller name|store name|company name|campaign name|客户经理|收银员|店铺名称|supplier name', ['customerId', 'name']],
    ['other people’s addresses are no customer’s', 'mail', 'seller email|staff email|sales rep email|卖家邮箱', ['email']],
    ['taxes, fees, costs and averages are no sales', 'money', 'discount amount|tax amount|shipping amount|sales tax|transaction fee|cost|cost price|profit|amount due|average order value|balance|运费|优惠金额|Versandkosten|Mehrwertsteuer|Rabatt|Frais de port|Valor do frete|送料|消費税', ['amount', 'price', 'refund']],
    ['counts are no money and no quantities', 'mark', 'total orders|order count|number of orders|rating count|email opens|units in stock|available quantity|消费次数|库存数量', ['amount', 'quantity', 'rating', 'orderId', 'email']],
    ['scores of something else are no answers', 'mark', 'credit score|lead score|engagement score|信用评分', ['rating']],
    ['birthdays are no dates of anything', 'day', 'date of birth|birthday|Geburtsdatum|date de naissance|生日|生年月日', ['date']],
    ['states of something else say nothing of payment', 'word', 'email status|lead status|marital status|shipping status|退款状态|库存状态', ['status', 'churnLabel']],
    ['what goods are like is not which they are', 'word', 'product category|product type|price category|商品规格|产品品牌', ['product', 'price']],
    ['plans and areas are no phone numbers', 'mark', 'phone plan|phone country code|phone lines', ['phone']],
    ['reasons and dates of refunds are no refunds', 'word', 'refund reason|refund type|退款原因', ['refund', 'status']],
  ])('%s', async (_, kind, list, never) => {
    for (const header of headers(list)) expect(never, header).not.toContain(await roleOf(header, kind));
  }); // prettier-ignore

  it('of two dates the one of the order is taken, whichever stands first', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `2026-02-0${(i % 9) + 1},2026-01-0${(i % 9) + 1},${i}.5,C${i % 7}`);
    for (const [later, own] of [
      ['Lieferdatum', 'Bestelldatum'],
      ['Fecha de entrega', 'Fecha del pedido'],
      ['发货时间', '下单时间'],
      ['return date', 'sale date'],
      ['配送日', '注文日'],
    ] as const) {
      const roles = rolesOf(await read(`${later},${own},total,customer id\n${rows.join('\n')}\n`));
      expect([roles[own], roles[later]], own).toEqual(['date', 'text']);
    }
  });
});

describe('what a row is, without a preset', () => {
  const kind = async (header: string, row: (i: number) => string) => {
    const { report } = await read(`${header}\n${Array.from({ length: 40 }, (_, i) => row(i)).join('\n')}\n`);
    return report;
  };

  it('a subscription: an end for some says who left, and a status beside it is no feature', async () => {
    const report = await kind(
      'id,customer_email,plan,amount,status,created_at,canceled_at',
      (i) =>
        `s${i},p${i % 30}@example.com,pro,9.00,${i % 3 ? 'active' : 'canceled'},2025-01-0${(i % 9) + 1},${i % 3 ? '' : '2026-01-02'}`,
    );
    expect(report.kind).toBe('subscriptions');
    expect(Object.fromEntries(report.columns.map(({ name, role }) => [name, role]))).toMatchObject({
      customer_email: 'email',
      canceled_at: 'churnLabel',
      status: 'text',
      created_at: 'date',
    });
    expect(report.columns.at(-1)!.evidence).toContainEqual({ code: 'filled-means-left', values: {} });
  });

  it('an order that was cancelled at some time is still an order', async () => {
    const report = await kind(
      'order id,email,total,created at,cancelled at,product',
      (i) => `${i},p${i % 9}@example.com,9.00,2025-01-0${(i % 9) + 1},${i % 5 ? '' : '2026-01-02'},Tea`,
    );
    expect(report.kind).toBe('orders');
    expect(report.columns.some(({ role }) => role === 'churnLabel')).toBe(false);
  });

  it('a deal', async () => {
    const report = await kind(
      'opportunity_id,account,deal_stage,close_date,close_value',
      (i) => `D${i},Acme ${i % 9},${['Won', 'Lost', 'Engaging'][i % 3]},2026-01-0${(i % 9) + 1},${i * 10}`,
    );
    expect(report.kind).toBe('deals');
  });

  it('the owner’s own money', async () => {
    const report = await kind('payout id,arrival date,amount,currency', (i) => `po_${i},2026-01-0${(i % 9) + 1},${i}.50,EUR`);
    expect(report.kind).toBe('transfers');
  });

  it('a basket', async () => {
    const goods = ['milk', 'bread', 'butter', 'tea', 'jam'];
    const rows = Array.from({ length: 60 }, (_, i) => [0, 1, 3].map((k) => goods[(i + k) % 5]).join(','));
    const { report } = await read(`${rows.join('\n')}\n`);
    expect(report).toMatchObject({ kind: 'baskets', headerLine: 0 });
  });
});
