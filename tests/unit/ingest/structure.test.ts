import { describe, expect, it } from 'vitest';
import { read, rolesOf, typesOf, values } from './helpers';

const others = async (result: Awaited<ReturnType<typeof read>>) =>
  Object.fromEntries(await Promise.all(result.others.map(async ({ name, file }) => [name, await file.text()] as const)));
const rejected = (result: Awaited<ReturnType<typeof read>>) => result.rejects.map(({ line, code }) => [line, code]);

const orders = 'order id,email,date,amount\n1,a@x.com,2026-01-02,5\n2,b@x.com,2026-01-03,6\n';

describe('columns parted by spaces', () => {
  it('runs of one or more, before and after too', async () => {
    const result = await read(
      '  00004     1 19970101  2   29.33\r\n  00004     1 19970118  2   29.73 \r\n  00021     2 19970101  3   63.34\r\n',
    );
    expect(result.report).toMatchObject({ delimiter: ' +', headerLine: 0, rowsImported: 3, newline: 'CRLF' });
    expect(result.report.sample[1]!.map((cell) => cell.trim())).toEqual(['00004', '1', '19970118', '2', '29.73']);
    expect(values(result, 'Column 1')).toEqual(['00004', '00004', '00021']);
  });

  it('wide gaps, with single spaces inside cells', async () => {
    const result = await read(
      'Customer     Date        Amount\nAnn Lee      2026-01-02    5.50\nBob          2026-01-03   16.50\nCy van Dam   2026-01-04   26.50\n',
    );
    expect(result.report.delimiter).toBe('  +');
    expect(values(result, 'Amount')).toEqual([5.5, 16.5, 26.5]);
    expect(values(result, 'Customer')).toEqual(['Ann Lee', 'Bob', 'Cy van Dam']);
  });

  it('quotes hold spaces together; one left open spoils its line only', async () => {
    const text =
      'id name date amount\n1 "Ann ""A"" Lee" 2026-01-02 5\n2 Bob 2026-01-03 6\n3 "Cy 2026-01-04 7\n4 Di 2026-01-05 8\n';
    const result = await read(text, { delimiter: ' +', kind: 'orders' });
    expect(values(result, 'name')).toEqual(['Ann "A" Lee', 'Bob', 'Di']);
    expect(rejected(result)).toEqual([[4, 'row/unclosed-quote']]);
    for (const slice of [1, 7])
      expect((await read(text, { delimiter: ' +', kind: 'orders' }, slice)).table).toEqual(result.table);
  });

  it('sentences, dates and marks are no such table', async () => {
    const lines = (of: (i: number) => string) => Array.from({ length: 20 }, (_, i) => of(i)).join('\n');
    await expect(read(`remark\n${lines((i) => `nothing new on day ${i}`)}\n`)).rejects.toMatchObject({ code: 'file/one-column' });
    expect((await read(`date\n${lines((i) => `2026-01-0${1 + (i % 9)} 10:00:00`)}\n`)).report.columns).toHaveLength(1);
    expect((await read(`id,note\n${lines((i) => `${i},one two ${i}`)}\n`)).report.delimiter).toBe(',');
  });
});

describe('lines in one quoted cell', () => {
  it('all of them', async () => {
    const result = await read('"order id,email,date,amount"\n"1,a@x.com,2026-01-02,5"\n"2,""b, x"",2026-01-03,6"\n');
    expect(rolesOf(result)).toEqual({ 'order id': 'orderId', email: 'email', date: 'date', amount: 'amount' });
    expect(values(result, 'email')).toEqual(['a@x.com', 'b, x']);
    expect(result.report).toMatchObject({ delimiter: ',', rowsImported: 2, rowsRejected: 0 });
  });

  it('those with quotes inside, among plain ones, by bytes and by text alike', async () => {
    const plain = Array.from({ length: 40 }, (_, i) => `${i},Ann ${i},2026-01-02,5\n`).join('');
    const text = `order id,name,date,amount\n${plain}"90,""Lee, Bob"",2026-01-03,6"\n${plain}`;
    const result = await read(text);
    expect(values(result, 'name')[40]).toBe('Lee, Bob');
    expect(result.report.rowsImported).toBe(81);
    expect((await read(text, {}, 13)).table).toEqual(result.table);
  });

  it('a quoted note with commas is not opened', async () => {
    const result = await read('name,email\nAnn,a@x.com\n"one, two, three"\n');
    expect(values(result, 'name')).toEqual(['Ann', 'one, two, three']);
  });
});

describe('a line under the header', () => {
  it('that explains the columns is told, not imported', async () => {
    const result = await read(
      'Order ID,Order Status,SKU Unit Original Price,Quantity,Created Time,Buyer Username\nPlatform unique order ID.,The current order status.,The original price of the SKU unit.,Quantity of the SKU in the order.,The time the order was created.,Buyer username.\n5761,Completed,12.50,1,01/02/2026 10:00:00 AM,ann\n5762,Completed,13.50,2,01/23/2026 10:00:00 AM,bob\n',
    );
    expect(rejected(result)).toEqual([[2, 'row/explanation']]);
    expect(typesOf(result)).toMatchObject({ 'SKU Unit Original Price': 'number', Quantity: 'number', 'Created Time': 'instant' });
    expect(result.report.rowsRead).toBe(3);
  });

  it('of units too', async () => {
    const result = await read('customer,date,amount,weight\n,,EUR,(kg)\nann,2026-01-02,5,1.2\nbob,2026-01-03,6,2.2\n');
    expect(rejected(result)).toEqual([[2, 'row/explanation']]);
    expect(typesOf(result)).toMatchObject({ amount: 'number', weight: 'number' });
    expect(rejected(await read('客户编号,下单时间,实付金额\n,,元\nA1,2026-01-02,5\nA2,2026-01-03,6\n'))).toEqual([
      [2, 'row/explanation'],
    ]);
  });

  it('of data stays data, however odd', async () => {
    for (const odd of ['ann,unknown,6,x', 'ann,n/a,n/a,', 'ann,pending,,', 'Ann van der Berg,soon,0,y']) {
      const result = await read(`name,since,visits,tier\n${odd}\nbob,2026-01-03,6,x\ncy,2026-01-04,7,x\n`);
      expect(result.report, odd).toMatchObject({ rowsImported: 3, rowsRejected: 0 });
    }
  });
});

describe('several tables in one file', () => {
  const refunds = 'Refunds\nrefund id,order,reason\n9,1,broken\n10,2,late\n';

  it('the second is a file of its own, with its title, and nothing of it is in the first', async () => {
    const text = `${orders}\n${refunds}`;
    const result = await read(text);
    expect(result.report).toMatchObject({ rowsRead: 2, rowsImported: 2, rowsRejected: 0, blankLines: 1, otherTables: [5] });
    expect(await others(result)).toEqual({ 'file.csv · 2': refunds });
    for (const slice of [1, 5, 40]) {
      const sliced = await read(text, {}, slice);
      expect(sliced.report).toEqual(result.report);
      expect(sliced.table).toEqual(result.table);
    }
  });

  it('far down, after rows that were read from bytes', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},p${i % 90}@x.com,2026-01-0${1 + (i % 9)},5\n`).join('');
    const result = await read(`order id,email,date,amount\n${rows}\n\ncustomer,city,visits,spent\nAnn,Rome,5,6\nBob,Oslo,7,8\n`);
    expect(result.report).toMatchObject({ rowsImported: 5000, rowsRejected: 0, otherTables: [5004] });
    expect(Object.values(await others(result))).toEqual(['customer,city,visits,spent\nAnn,Rome,5,6\nBob,Oslo,7,8\n']);
  });

  it('a third comes out of the second; other encodings are cut too', async () => {
    const gbk = Buffer.from('b6a9b5a5bac52cd3cacfe42cbdf0b6ee0a312c6140782e636f6d2c350a', 'hex'); // 订单号,邮箱,金额 in GBK
    const second = Buffer.from('\nday,visits,sales\n2026-01-02,5,6\n2026-01-03,6,7\n\nname,age,size\nx,1,2\ny,3,4\n');
    const result = await read(Uint8Array.from(Buffer.concat([gbk, second])));
    const found = await others(result);
    expect(result.table.names).toEqual(['订单号', '邮箱', '金额']);
    expect(Object.keys(found)).toEqual(['file.csv · 2']);
    const next = await read(found['file.csv · 2']!, {}, 1 << 18, 'file.csv · 2');
    expect(await others(next)).toEqual({ 'file.csv · 3': 'name,age,size\nx,1,2\ny,3,4\n' });
  });

  it('a small one above is told as well', async () => {
    const wide =
      'order id,email,date,amount,city,zip,country,phone,tag\n1,a@x.com,2026-01-02,5,Rome,1,IT,2,x\n2,b@x.com,2026-01-03,6,Rome,1,IT,2,y\n3,c@x.com,2026-01-03,6,Rome,1,IT,2,z\n';
    const result = await read(`month,orders,revenue\nJan,5,100\nFeb,6,120\n\n${wide}`);
    expect(result.report).toMatchObject({ headerLine: 5, rowsImported: 3, otherTables: [1] });
    expect(Object.values(await others(result))).toEqual(['month,orders,revenue\nJan,5,100\nFeb,6,120\n\n']);
  });

  it('sums with a header of their own right below the rows', async () => {
    const result = await read(
      '交易时间,微信订单号,用户标识,订单金额\n`2026-01-02 10:00:00,`4200001,`oAbc,`5.00\n`2026-01-02 11:00:00,`4200002,`oAbd,`6.00\n总交易单数,应结订单总金额,退款总金额\n`2,`11.00,`0.00\n',
    );
    expect(result.report).toMatchObject({ rowsImported: 2, rowsRejected: 0, otherTables: [4] });
  });

  it('the same header again, odd rows and notes are not another table', async () => {
    for (const [below, imported] of [
      ['\norder id,email,date,amount\n3,c@x.com,2026-01-04,7\n', 3],
      ['\n3,c@x.com,2026-01-04,7\n', 3],
      ['\nx,unknown,2026-01-04,7\n4,d@x.com,2026-01-05,8\n', 4],
      ['\nExported by the shop\n', 2],
      ['\nTotal,,,11\n\nPage 1\n', 2],
    ] as const) {
      const result = await read(orders + below);
      expect(result.report.otherTables, below).toBeUndefined();
      expect(result.report.rowsImported, below).toBe(imported);
    }
    const people = 'name,city,tier\nAnn,Rome,gold\nBob,Oslo,new\n\nORD,Bern,gold\n1234,Paris,new\n';
    expect((await read(people)).report).toMatchObject({ rowsImported: 4 });
  });
});

describe('tables of sums', () => {
  it.each([
    ['month,revenue,visitors\n2026-01,1000,50\n2026-02,1100,60\n2026-03,1200,70\n', 'month'],
    ['Month,Customers,Returning customers,Revenue\nJan,50,20,1000\nFeb,60,21,1100\nMar,61,22,1200\n', 'Month'],
    ['月份,客户数,新客户,销售额\n1月,50,20,1000\n2月,60,21,1100\n3月,61,22,1200\n', '月份'],
    ['Date,Sessions,Orders,Revenue\n2026-01-01,500,5,100.5\n2026-01-02,510,6,120.5\n2026-01-03,520,7,130.5\n', 'Date'],
    ['Product,Units sold,Revenue\nTea,500,1000\nCup,200,800\nPot,50,2000\n', 'Product'],
    ['Week,Country,Orders,Revenue\n2026-W01,NL,20,1000\n2026-W01,DE,21,1100\n2026-W02,NL,22,1200\n', 'Week'],
    ['Year,Customers,Revenue\n2023,50,1000\n2024,60,1100\n2025,61,1200\n', 'Year'],
  ])('%j is said to be one', async (text, column) => {
    expect((await read(text)).report.warnings).toEqual([{ code: 'import/totals-only', values: { column } }]);
  });

  it.each([
    'Date,Amount\n2026-01-01,50\n2026-01-01,60\n2026-01-03,61\n',
    'Date,Product,Amount\n2026-01-01,Tea,50\n2026-01-01,Tea,60\n2026-01-03,Cup,61\n',
    'Product,Price,Stock\nTea,5,10\nCup,6,20\n',
  ])('%j is not', async (text) => {
    const { warnings } = (await read(text)).report;
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.code).not.toBe('import/totals-only');
  });

  it('nor are customers and their numbers', async () => {
    for (const text of ['customer id,orders,revenue\nA,5,6\nB,6,7\n', 'email,visits,spent\na@x.com,5,6\nb@x.com,7,8\n']) {
      expect((await read(text)).report.warnings).toEqual([]);
    }
  });
});

it('an empty line right under the header begins no other table', async () => {
  const { report, others } = await read('customer id,date,amount\n\na,Kim Lee,\na,1\na\n');
  expect([report.rowsRead, report.headerLine, others.length]).toEqual([3, 1, 0]);
});

describe('very many empty lines', () => {
  const gap = '\n'.repeat(5000);

  it.each([
    ['before the header, in and under the table', `${gap}${orders}${gap}3,c@x.com,2026-01-04,7\n${gap}`],
    ['and a note below them', `${orders}${gap}Made by our shop\n`],
    ['and another table below them', `${orders}${gap}product,price\nTea,5\nMug,8\n`],
    ['with CRLF', `${orders}${gap}3,c@x.com,2026-01-04,7\n`.replaceAll('\n', '\r\n')],
  ])('%s: counted and passed over, in slices of any size', async (_name, text) => {
    const whole = await read(text, {}, 1 << 24);
    const sliced = await read(text, {}, 700);
    expect(sliced.report).toEqual(whole.report);
    expect(sliced.rejects).toEqual(whole.rejects);
    expect(sliced.table).toEqual(whole.table);
    expect(whole.report.blankLines).toBeGreaterThanOrEqual(_name.includes('another') ? 0 : 5000);
    expect(whole.report.rowsRead + whole.report.blankLines).toBeGreaterThan(1);
  });
});
