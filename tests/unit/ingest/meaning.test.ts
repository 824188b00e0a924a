import { describe, expect, it } from 'vitest';
import { labelByName } from '../../../src/ingest/churn-label';
import { factsOf } from '../../../src/ingest/facts';
import { matches, normalise } from '../../../src/ingest/header-words';
import { presets } from '../../../src/ingest';
import { en } from '../../../src/text/en';
import { read, rolesOf, typesOf, values } from './helpers';

/** A table of `rows` rows, cells made by index. */
const table = (header: string, row: (i: number) => string, rows = 40) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}\n`;

describe('header words', () => {
  it.each([
    ['InvoiceNo', 'invoice no'],
    ['customerID', 'customer id'],
    ['Prix (€)', 'prix'],
    ['金额(元)', '金额 元'],
    ['Order #', 'order number'],
    ['E-Mail', 'e mail'],
    ['PAÍS', 'pais'],
    ['Stückpreis', 'stuckpreis'],
  ])('%s → %s', (header, words) => expect(normalise(header)).toBe(words));

  it('match whole, then end, then beginning, then middle', () => {
    expect(
      ['country', 'billing country', 'country code', 'the country here', 'county'].map((header) => matches(header, 'country')),
    ).toEqual([1, 0.8, 0.6, 0.5, 0]);
    expect(matches('billing country', '=country')).toBe(0);
    expect(matches('实付金额', '金额')).toBe(0.8);
  });
});

describe('roles by name and cells', () => {
  it('of plain orders', async () => {
    const result = await read(
      table(
        'order_id,customer_id,date,product,quantity,amount',
        (i) => `${1000 + (i >> 1)},${i % 9},2026-01-${String((i % 28) + 1).padStart(2, '0')},Tea ${i % 3},${(i % 3) + 1},${i}.50`,
      ),
    );
    expect(rolesOf(result)).toEqual({
      order_id: 'orderId',
      customer_id: 'customerId',
      date: 'date',
      product: 'product',
      quantity: 'quantity',
      amount: 'amount',
    });
    expect(typesOf(result)).toEqual({
      order_id: 'text',
      customer_id: 'text',
      date: 'date',
      product: 'text',
      quantity: 'number',
      amount: 'number',
    });
    expect(result.report.kind).toBe('orders');
  });

  it.each<[string, string, (i: number) => string, Record<string, string>]>([
    ['Chinese', '订单编号,会员号,下单时间,商品名称,数量,单价,实付金额,手机号', (i) => `D${i},V${i % 7},2026-01-0${(i % 9) + 1} 10:0${i % 10},茶${i % 3},1,5.5,${i}.5,1380000${1000 + i}`, { 订单编号: 'orderId', 会员号: 'customerId', 下单时间: 'date', 商品名称: 'product', 数量: 'quantity', 单价: 'price', 实付金额: 'amount', 手机号: 'phone' }],
    ['German', 'Bestellnummer;Kundennummer;Bestelldatum;Artikel;Menge;Einzelpreis;Gesamtbetrag;Land', (i) => `B${i};${i % 7};${(i % 28) + 1}.01.2026;Tee ${i % 3};2;5,50;1.0${i % 10}5,50;Österreich`, { Bestellnummer: 'orderId', Kundennummer: 'customerId', Bestelldatum: 'date', Artikel: 'product', Menge: 'quantity', Einzelpreis: 'price', Gesamtbetrag: 'amount', Land: 'country' }],
    ['French', 'Numéro de commande;Client;Date de commande;Produit;Quantité;Prix unitaire;Montant;Pays', (i) => `F${i};C${i % 7};${(i % 28) + 1}/01/2026;Thé ${i % 3};2;5,50;11,00;France`, { 'Numéro de commande': 'orderId', Client: 'customerId', 'Date de commande': 'date', Produit: 'product', Quantité: 'quantity', 'Prix unitaire': 'price', Montant: 'amount', Pays: 'country' }],
    ['Spanish', 'Pedido,Cliente,Fecha,Producto,Cantidad,Precio,Importe,País', (i) => `P${i},C${i % 7},2026-01-0${(i % 9) + 1},Té ${i % 3},2,5.50,11.00,España`, { Pedido: 'orderId', Cliente: 'customerId', Fecha: 'date', Producto: 'product', Cantidad: 'quantity', Precio: 'price', Importe: 'amount', País: 'country' }],
    ['Portuguese', 'Número do pedido,Cliente,Data do pedido,Produto,Quantidade,Preço unitário,Valor total', (i) => `P${i},C${i % 7},2026-01-0${(i % 9) + 1},Chá ${i % 3},2,5.50,11.00`, { Cliente: 'customerId', 'Data do pedido': 'date', Produto: 'product', Quantidade: 'quantity', 'Preço unitário': 'price', 'Valor total': 'amount' }],
    ['Japanese', '注文番号,顧客ID,注文日,商品名,数量,単価,金額', (i) => `J${i},C${i % 7},2026/1/${(i % 28) + 1},茶${i % 3},2,500,1000`, { 注文番号: 'orderId', 顧客ID: 'customerId', 注文日: 'date', 商品名: 'product', 数量: 'quantity', 単価: 'price', 金額: 'amount' }],
  ])('of %s orders', async (_, header, row, roles) => {
    const result = await read(table(header, row));
    expect(rolesOf(result)).toMatchObject(roles);
    expect(result.report.kind).toBe('orders');
    expect(result.report.rowsImported).toBe(40);
  }); // prettier-ignore

  it('an e-mail column needs no name', async () => {
    const result = await read(table('who,city', (i) => `p${i}@example.com,Oslo`));
    expect(rolesOf(result)).toEqual({ who: 'email', city: 'category' });
  });

  it('a customer column full of names is their name', async () => {
    const result = await read(table('Customer,Date,Total', (i) => `Kim Lee ${'abcdefg'[i % 7]},2026-01-0${(i % 9) + 1},${i}.5`));
    expect(rolesOf(result)).toMatchObject({ Customer: 'name', Date: 'date', Total: 'amount' });
  });

  it('at most one column has a role', async () => {
    const result = await read(
      table(
        'order id,customer id,order date,ship date,total,tax total,shipping total',
        (i) => `${i},${i % 5},2026-01-02,2026-01-05,${i}.5,1.5,2.5`,
      ),
    );
    expect(rolesOf(result)).toEqual({
      'order id': 'orderId',
      'customer id': 'customerId',
      'order date': 'date',
      'ship date': 'text',
      total: 'amount',
      'tax total': 'number',
      'shipping total': 'number',
    });
  });

  it('says what speaks for it', async () => {
    const { report } = await read(table('customer id,age', (i) => `C${i},${20 + i}`));
    expect(report.columns[0]!.evidence).toEqual([
      { code: 'by-name', values: { name: 'customer id' } },
      { code: 'unique', values: {} },
    ]);
    expect(report.columns[1]!.evidence).toEqual([{ code: 'by-values', values: { share: 1 } }]);
  });
});

describe('questions of a survey', () => {
  it.each([
    ['您对我们的服务满意吗？(1-5分)', (i: number) => 1 + (i % 5), '1-5'],
    ['您有多大可能推荐我们？(0-10)', (i: number) => i % 11, '0-10'],
    ['How satisfied are you with the delivery? (1-7)', (i: number) => 1 + (i % 7), '1-7'],
    ['Wie zufrieden sind Sie mit uns? (1 bis 5)', (i: number) => 1 + (i % 5), '1-5'],
    ['How likely are you to recommend us to a friend?', (i: number) => i % 11, '0-10'],
  ])('%s', async (header, cell, scale) => {
    const result = await read(
      table(`date,email,"${header}",visits`, (i) => `2026-01-0${(i % 9) + 1},c${i}@x.org,${cell(i)},${i % 4}`),
    );
    expect(rolesOf(result)).toMatchObject({ [header]: 'rating', visits: 'number' });
    expect(result.report.columns[2]!.evidence).toContainEqual(
      expect.objectContaining({ values: expect.objectContaining({ scale }) as unknown }),
    );
    expect(result.report.kind).toBe('answers');
  });

  it('are none where the cells are off the scale, or have fractions', async () => {
    const result = await read(table('email,Waiting (0-10),Visits (1-5)', (i) => `c${i}@x.org,${i % 30},${(i % 5) + 0.5}`));
    expect(rolesOf(result)).toMatchObject({ 'Waiting (0-10)': 'number', 'Visits (1-5)': 'number' });
  });
});

describe('signs of currencies in cells', () => {
  const shop = (amount: (i: number) => string) =>
    table('order_id,email,date,amount', (i) => `O${i},c${i % 7}@x.org,2026-01-0${(i % 9) + 1},"${amount(i)}"`);

  it('name the currency where all say the same', async () => {
    const { report } = await read(shop((i) => (i % 5 === 0 ? `${i}.00` : `£${i}.00`)));
    expect(report.columns[3]).toMatchObject({ role: 'amount', currency: 'GBP' });
    expect(report.columns[3]!.evidence).toContainEqual({
      code: 'currency-cells',
      values: { currency: 'GBP', line: 3, value: '£1.00' },
    });
    expect(report.columns).toHaveLength(4);
  });

  it('name none where they could be several countries’', async () => {
    const { report } = await read(shop((i) => `$${i}.00`));
    expect(report.columns[3]!.currency).toBeUndefined();
    expect(report.columns).toHaveLength(4);
  });

  it('become a column where they are several, so that nothing is added up', async () => {
    const result = await read(
      shop((i) =>
        i % 4 === 0 ? `$${i}.00` : i % 4 === 1 ? `${i},00 €`.replace(',', '.') : i % 4 === 2 ? `CHF ${i}.00` : `${i}.00`,
      ),
    );
    expect(result.report.columns[4]).toMatchObject({ name: 'amount (currency)', role: 'currency', missing: 10 });
    expect(values(result, 'amount (currency)').slice(0, 4)).toEqual(['USD', 'EUR', 'CHF', null]);
    expect(values(result, 'amount').slice(0, 4)).toEqual([0, 1, 2, 3]);
  });

  it('are left where the file has a column for it', async () => {
    const result = await read(
      table(
        'order_id,email,date,amount,currency',
        (i) => `O${i},c${i % 7}@x.org,2026-01-0${(i % 9) + 1},${i % 2 ? '€' : '£'}${i}.00,${i % 2 ? 'EUR' : 'GBP'}`,
      ),
    );
    expect(result.report.columns.map(({ name }) => name)).toEqual(['order_id', 'email', 'date', 'amount', 'currency']);
  });
});

describe('ids stay text', () => {
  it('with leading zeros, marks before them, and as floats', async () => {
    const result = await read(
      table('customer id,zip,order id,date,amount', (i) => `${100 + i}.0,'0${1000 + i},\`0${i},2026-01-02,5.5`),
    );
    expect(values(result, 'customer id')[0]).toBe('100');
    expect(result.report.columns[0]!.evidence).toContainEqual({ code: 'id-float', values: { example: '100.0' } });
    expect(values(result, 'order id')[3]).toBe('03');
    expect(values(result, 'zip')[0]).toBe("'01000");
  });

  it('one id that is no float keeps them all as written', async () => {
    const result = await read(table('customer id,age', (i) => (i === 7 ? 'X7,3' : `${i}.0,3`)));
    expect(values(result, 'customer id').slice(6, 9)).toEqual(['6.0', 'X7', '8.0']);
  });

  it('words for nothing are nobody', async () => {
    const result = await read(table('customer id,amount,date', (i) => `${i % 4 === 0 ? 'NA' : `C${i % 5}`},5.5,2026-01-02`));
    expect(result.report.columns[0]!.missing).toBe(10);
  });

  it('="…" gives what is inside', async () => {
    const result = await read('订单编号,下单时间,金额\n="3489",2026-01-02,5\n="3490",2026-01-03,6\n');
    expect(values(result, '订单编号')).toEqual(['3489', '3490']);
  });
});

describe('what a row stands for', () => {
  it.each<[string, string, (i: number) => string]>([
    ['customers', 'customer id,age,city,spend', (i) => `${i},${20 + (i % 30)},Oslo,${i}.5`],
    ['customers', 'customer id,signup date,total spent,plan', (i) => `${i},2026-01-02,${i}.5,basic`],
    ['orders', 'customer id,date,amount', (i) => `${i % 6},2026-01-02,${i}.5`],
    ['orders', 'customer id,date,product,quantity,price', (i) => `${i},2026-01-02,Tea,2,${i}.5`],
    ['answers', 'customer id,date,rating', (i) => `${i % 30},2026-01-02,${(i % 5) + 1}`],
    ['answers', '提交时间,客户编号,满意度', (i) => `2026-01-02 10:00,${i % 30},${(i % 5) + 1}`],
    ['interactions', 'customer id,date,event type', (i) => `${i % 9},2026-01-02,${['visit', 'mail'][i % 2]}`],
    ['other', 'city,weather', (i) => `${['Oslo', 'Bern'][i % 2]},${['sun', 'rain'][i % 2]}`],
  ])('%s: %s', async (kind, header, row) => expect((await read(table(header, row))).report.kind).toBe(kind));

  it('by hand wins', async () => {
    const result = await read(
      table('customer id,date,amount', (i) => `${i % 6},2026-01-02,${i}.5`),
      { kind: 'interactions' },
    );
    expect(result.report.kind).toBe('interactions');
  });

  it('a score beyond ten is a number, not a rating', async () => {
    const result = await read(table('customer id,Spending Score', (i) => `${i},${i * 2}`));
    expect(rolesOf(result)['Spending Score']).toBe('number');
  });
});

describe('who left', () => {
  const label = (header: string, cells: string[]) =>
    labelByName(
      factsOf(
        cells.map((cell) => [cell]),
        [header],
        [header],
      )[0]!,
    );

  it.each<[string, string[], string]>([
    ['Churn', ['No', 'Yes', 'No'], 'Yes'],
    ['Exited', ['0', '1', '0'], '1'],
    ['churned', ['true', 'false', 'false'], 'true'],
    ['Attrition_Flag', ['Existing Customer', 'Attrited Customer'], 'Attrited Customer'],
    ['是否流失', ['否', '是'], '是'],
    ['流失状态', ['未流失', '已流失'], '已流失'],
    ['Cancelled', ['N', 'Y'], 'Y'],
    ['churn status', ['Not churned', 'Churned'], 'Churned'],
    ['customer churn', ['1.0', '0.0'], '1.0'],
    ['left', ['stayed', 'left'], 'left'],
  ])('%s of %j: %s', (header, cells, positive) => expect(label(header, cells)).toMatchObject({ positive, sure: true }));

  it.each([
    ['Mitgliedsnummer,E-Mail,Eintritt,Kündigung,Tarif,Zufriedenheit (1-5)', 'Kündigung'],
    ['member id,email,join date,date left,plan,rating', 'date left'],
    ['会员编号,邮箱,入会日期,退会,等级,满意度', '退会'],
  ])('is who has a day of leaving: %s', async (header, end) => {
    const left = (i: number) => (i % 3 === 0 ? '2025-11-03' : '');
    const row = (i: number) =>
      `${10000 + i},c${i}@x.org,2024-02-${String((i % 28) + 1).padStart(2, '0')},${left(i)},Basic,${1 + (i % 5)}`;
    const result = await read(table(header, row));
    expect(rolesOf(result)[end]).toBe('churnLabel');
    expect(['customers', 'subscriptions']).toContain(result.report.kind);
  });

  it('is asked where the words do not tell: the rarer is assumed', async () => {
    const result = await read(table('customer id,churn', (i) => `${i},${i % 4 === 0 ? 'B' : 'A'}`));
    expect(result.report.columns[1]).toMatchObject({ role: 'churnLabel', positive: 'B' });
    expect(result.report.questions).toMatchObject([
      { column: 'churn', about: 'positive-label', answer: 'B', choices: ['B', 'A'] },
    ]);
    const chosen = await read(
      table('customer id,churn', (i) => `${i},${i % 4 === 0 ? 'B' : 'A'}`),
      { positives: { churn: 'A' } },
    );
    expect(chosen.report.columns[1]).toMatchObject({ positive: 'A' });
    expect(chosen.report.questions).toEqual([]);
  });

  it('is not a score, a reason, a date or a probability', () => {
    for (const header of ['churn score', 'Churn Reason', 'churn date', 'churn_probability', 'cancelled at', 'tenure']) {
      expect(label(header, ['0', '1'])).toBeNull();
    }
    expect(label('churn', ['a', 'b', 'c'])).toBeNull();
  });

  it('is found in a status that speaks of leaving, among customers only', async () => {
    const members = await read(
      table('member id,name,membership status', (i) => `${i},Kim,${['Active', 'Former', 'Paused'][i % 3]}`),
    );
    expect(members.report.columns[2]).toMatchObject({ role: 'churnLabel', positive: 'Former' });
    const orders = await read(
      table('order id,customer id,date,amount,status', (i) => `${i},${i % 5},2026-01-02,5.5,${['active', 'cancelled'][i % 2]}`),
    );
    expect(rolesOf(orders).status).toBe('status');
  });

  it('a label whose other value comes only at the end of a sorted file is complete', async () => {
    const result = await read(table('customer id,churn', (i) => `${i},${i < 2500 ? 'No' : 'Yes'}`, 3000));
    expect(result.report.columns[1]).toMatchObject({ role: 'churnLabel', positive: 'Yes' });
    expect(result.report.columns[1]!.evidence).toContainEqual({
      code: 'two-values',
      values: { positive: 'Yes', negative: 'No' },
    });
  });
});

describe('what a person chose', () => {
  const text = table('customer id,date,amount,points,remark', (i) => `${i % 6},2026-01-02,${i}.5,${i},hello ${i}`);

  it('retypes a column', async () => {
    const result = await read(text, {
      roles: { points: 'customerId', 'customer id': 'ignore', date: 'text', remark: 'amount', amount: 'number' },
    });
    expect(rolesOf(result)).toEqual({
      'customer id': 'ignore',
      date: 'text',
      amount: 'number',
      points: 'customerId',
      remark: 'amount',
    });
    expect(typesOf(result)).toEqual({ 'customer id': 'text', date: 'text', amount: 'number', points: 'text', remark: 'number' });
    for (const { name, evidence } of result.report.columns)
      expect(evidence, name).toContainEqual({ code: 'by-hand', values: {} });
    expect(values(result, 'points')[3]).toBe('3');
    // Nothing in it is a number: counted, never lost in silence.
    expect(result.report.columns[4]).toMatchObject({ unreadable: 40, missing: 40 });
  });

  it('before, for a file with the same columns, says when', async () => {
    const roles = { points: 'customerId', remark: 'category' } as const;
    const { report } = await read(text, { roles, chosenBefore: { day: '2026-11-25', columns: ['points'] } });
    const evidence = Object.fromEntries(report.columns.map((column) => [column.name, column.evidence]));
    expect(evidence.points).toContainEqual({ code: 'chosen-before', values: { day: '2026-11-25' } });
    expect(evidence.points).not.toContainEqual({ code: 'by-hand', values: {} });
    expect(evidence.remark).toContainEqual({ code: 'by-hand', values: {} });
  });

  it('numbers by hand as categories keep their words', async () => {
    const result = await read(text, { roles: { points: 'category' } });
    expect(values(result, 'points').slice(0, 3)).toEqual(['0', '1', '2']);
  });
});

describe('presets', () => {
  it('have each a name in the texts', () => {
    for (const { id } of presets) expect(Object.hasOwn(en, `preset.${id}`), id).toBe(true);
  });

  it('are known by their header whatever columns were added, moved or left out', async () => {
    const header = 'Extra,Lineitem name,Name,Total,Created at,Lineitem quantity,Financial Status,Email';
    const result = await read(table(header, (i) => `x,Tea,#${i},5.5,2026-01-02 10:00:00 +0100,1,paid,p${i % 5}@example.com`));
    expect(result.report.preset).toBe('shopify-orders');
    expect(rolesOf(result)).toEqual({
      Extra: 'category',
      'Lineitem name': 'product',
      Name: 'orderId',
      Total: 'amount',
      'Created at': 'date',
      'Lineitem quantity': 'quantity',
      'Financial Status': 'status',
      Email: 'email',
    });
  });

  it('a shop without e-mails falls back to phone', async () => {
    const header = 'Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Phone,Billing Name';
    const result = await read(
      table(header, (i) => `#${i},,paid,5.5,2026-01-02 10:00:00 +0100,1,Tea,+3161234${1000 + i},Kim Lee`),
    );
    expect(rolesOf(result)).toMatchObject({ Email: 'ignore', Phone: 'phone', 'Billing Name': 'name' });
  });

  it('needing the same headers twice would hide one', () => {
    const keys = presets.map(({ needs }) => [...needs].sort().join());
    expect(new Set(keys).size).toBe(keys.length);
  });
});
