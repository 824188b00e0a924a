import { describe, expect, it } from 'vitest';
import { readFile } from '../../../src/ingest';
import { columnNamed, failure, plain, read, rolesOf, values } from './helpers';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('files that are no table', () => {
  it('empty', async () => {
    expect(await failure('')).toEqual({ code: 'file/empty', values: { name: 'file.csv' } });
    expect(await failure('\ufeff \r\n\n')).toEqual({ code: 'file/empty', values: { name: 'file.csv' } });
  });

  it('header only', async () => {
    expect(await failure('customer id,date,amount\n')).toEqual({
      code: 'file/header-only',
      values: { columns: 'customer id, date, amount' },
    });
    expect(await failure('customer id,date,amount\n\n,,\n')).toMatchObject({ code: 'file/header-only' });
  });

  it('one column', async () => {
    expect(await failure('notes\nhello there\nhow are you\n')).toEqual({ code: 'file/one-column', values: { column: 'notes' } });
    expect((await read('email\na@example.com\nb@example.com\n')).report.rowsImported).toBe(2);
  });

  it('a spreadsheet under another name', async () => {
    expect(await failure(bytes(0x50, 0x4b, 3, 4, 20, 0, 6, 0))).toEqual({
      code: 'file/spreadsheet',
      values: { name: 'file.csv' },
    });
    expect(await failure(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0))).toMatchObject({ code: 'file/spreadsheet' });
  });

  it('binary', async () => {
    expect(await failure(bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13))).toEqual({
      code: 'file/binary',
      values: { name: 'file.csv' },
    });
    expect(await failure('%PDF-1.7\n1 0 obj')).toMatchObject({ code: 'file/binary' });
    expect(await failure(Uint8Array.from({ length: 500 }, (_, i) => 1 + ((i * 7) % 30)))).toMatchObject({ code: 'file/binary' });
  });

  it('a file the browser cannot read', async () => {
    const broken = {
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }),
    } as unknown as Blob;
    await expect(readFile(broken, 'gone.csv', {}).next()).rejects.toMatchObject({
      code: 'file/unreadable',
      values: { name: 'gone.csv' },
    });
  });

  it('an encoding nobody knows', async () => {
    expect(await failure('a,b\n1,2\n', { encoding: 'klingon' })).toMatchObject({
      code: 'file/unreadable',
      values: { reason: 'klingon' },
    });
  });
});

describe('headers', () => {
  it('repeated and empty ones become unique', async () => {
    const { table, report } = await read('id,name,name,,name (2)\n1,a,b,c,d\n2,e,f,g,h\n');
    expect(table.names).toEqual(['id', 'name', 'name (3)', 'Column 4', 'name (2)']);
    expect(report.columns.map(({ header }) => header)).toEqual(['id', 'name', 'name', '', 'name (2)']);
  });

  it('named like parts of objects are data', async () => {
    const { table } = await read(
      'customer id,__proto__,constructor,toString,hasOwnProperty\nA,1,x,y,__proto__\nB,2,constructor,toString,z\n',
    );
    expect(table.names).toEqual(['customer id', '__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(plain(columnNamed(table, '__proto__'))).toEqual([1, 2]);
    expect(plain(columnNamed(table, 'constructor'))).toEqual(['x', 'constructor']);
    expect(plain(columnNamed(table, 'hasOwnProperty'))).toEqual(['__proto__', 'z']);
  });

  it('are obeyed by such names too', async () => {
    const roles = Object.fromEntries([['constructor', 'ignore']]) as Record<string, 'ignore'>;
    const result = await read('customer id,constructor,toString\nA,1,x\nB,2,y\n', { roles });
    expect(rolesOf(result)).toEqual({ 'customer id': 'customerId', constructor: 'ignore', toString: 'category' });
  });

  it('padded ones are trimmed', async () => {
    const result = await read(
      '  订单编号 ,总金额,收货地址 ,订单创建时间 \n1,5.5,上海,2020-02-21 00:00:00\n2,6.5,北京,2020-02-22 10:00:00\n',
    );
    expect(result.table.names).toEqual(['订单编号', '总金额', '收货地址', '订单创建时间']);
    expect(rolesOf(result)).toMatchObject({ 订单编号: 'orderId', 总金额: 'amount', 订单创建时间: 'date' });
  });

  it('stand below notes, blank lines and rulers', async () => {
    const text =
      '\nSales report,,\n"From 2026-01-01, to 2026-02-01",,\n\ncustomer id,date,amount\nA,2026-01-02,5\nB,2026-01-03,6\n';
    const { report, table } = await read(text);
    expect(report.headerLine).toBe(5);
    expect(report.rowsRead).toBe(2);
    expect(table.names).toEqual(['customer id', 'date', 'amount']);
  });

  it('may be missing', async () => {
    const { report, table } = await read('1001,2026-01-02,5.50\n1002,2026-01-03,6.50\n1003,2026-01-04,7\n');
    expect(report.headerLine).toBe(0);
    expect(table.names).toEqual(['Column 1', 'Column 2', 'Column 3']);
    expect(table.rows).toBe(3);
  });

  it('of years over numbers are headers', async () => {
    const { report } = await read('shop,2019,2020,2021\nnorth,10.5,11,12\nsouth,20,21,22.5\neast,5,6,7\n');
    expect(report.headerLine).toBe(1);
  });

  it('a wider row makes a table without header wider', async () => {
    const rows = Array.from({ length: 1500 }, (_, i) => `apple,pear,${i % 2 === 0 ? 'plum' : 'apple'}`);
    const { table, report } = await read(`${rows.join('\n')}\napple,pear,plum,fig,pear\n`);
    expect(table.names).toHaveLength(5);
    expect(report).toMatchObject({ rowsRead: 1501, rowsImported: 1501, rowsRejected: 0, rowsPadded: 1500 });
  });

  it('trailing columns without name and data are dropped', async () => {
    const { table, report } = await read('id,name,,\n1,a,,\n2,b,,\n');
    expect(table.names).toEqual(['id', 'name']);
    expect(report.rowsImported).toBe(2);
  });
});

describe('ragged rows', () => {
  it('short ones are filled and counted, long ones given back, blank lines counted', async () => {
    const result = await read('customer id,city,age\nA,Rome,31\nB\nC,Oslo\n\n,,\nD,Bern,40,more\nE,Paris,50,\n');
    expect(result.report).toMatchObject({ rowsRead: 5, rowsImported: 4, rowsRejected: 1, rowsPadded: 2, blankLines: 2 });
    expect(values(result, 'customer id')).toEqual(['A', 'B', 'C', 'E']);
    expect(values(result, 'age')).toEqual([31, null, null, 50]);
    expect(result.rejects).toEqual([
      { line: 7, code: 'row/too-many-fields', values: { expected: 3, found: 4 }, raw: 'D,Bern,40,more' },
    ]);
  });

  it('the header once more, totals and a note under the table are no rows', async () => {
    const text =
      'order id,date,amount\n1,2026-01-02,5\norder id,date,amount\n2,2026-01-03,6\nTotal,,11\n,Totals,11\nPrinted on 3 January by Kim\n';
    const result = await read(text);
    expect(result.rejects.map(({ line, code }) => [line, code])).toEqual([
      [3, 'row/repeated-header'],
      [5, 'row/totals'],
      [6, 'row/totals'],
      [7, 'row/footer'],
    ]);
    expect(result.report).toMatchObject({ rowsRead: 6, rowsImported: 2, rowsRejected: 4 });
  });

  it('a customer called Total who bought something is a row', async () => {
    const result = await read('customer,product,amount\nTotal,Tea,5.5\nKim,Tea,6\n');
    expect(result.report.rowsImported).toBe(2);
  });

  it('合计 ends a Chinese export', async () => {
    const result = await read('订单号,下单时间,金额\nA1,2026-01-02,5\nA2,2026-01-03,6\n合计,,11\n');
    expect(result.rejects).toMatchObject([{ line: 4, code: 'row/totals' }]);
  });
});

describe('cells that cannot be read', () => {
  it('in date and amount of an order the row is given back; blank amounts are allowed', async () => {
    const text =
      'order id,customer id,date,amount\n1,A,2026-01-02,5\n2,B,soon,6\n3,C,2026-01-04,a lot\n4,D,2026-01-05,\n5,E,2026-01-06,7\n6,F,,8\n';
    const result = await read(text);
    expect(result.report.kind).toBe('orders');
    expect(result.rejects).toEqual([
      { line: 3, code: 'value/no-date', values: { column: 'date', value: 'soon' }, raw: '2,B,soon,6' },
      { line: 4, code: 'value/no-amount', values: { column: 'amount', value: 'a lot' }, raw: '3,C,2026-01-04,a lot' },
    ]);
    expect(values(result, 'amount')).toEqual([5, null, 7, 8]);
    expect(values(result, 'date').at(-1)).toBeNull();
  });

  it('elsewhere they are missing, counted, with their lines', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `C${i},${i === 30 ? 'unknown' : i + 0.5},x`);
    const { report } = await read(`customer id,weight,kind\n${rows.join('\n')}\n`);
    expect(report.columns[1]).toMatchObject({ type: 'number', unreadable: 1, unreadableLines: [32], missing: 1 });
  });

  it('in a column with too many of them everything stays text', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `C${i},${i % 10 === 0 ? 'unknown' : i + 0.5}`);
    const result = await read(`customer id,weight\n${rows.join('\n')}\n`);
    expect(result.report.columns[1]).toMatchObject({ type: 'text', unreadable: 0, missing: 0 });
    expect(values(result, 'weight')[10]).toBe('unknown');
  });

  it('a column that turns out to be text far below its beginning is read again as text', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `C${i},${i < 3000 ? i + 0.5 : `code ${i}`}`);
    const result = await read(`customer id,mark\n${rows.join('\n')}\n`);
    expect(result.report.columns[1]).toMatchObject({ type: 'text', missing: 0 });
    expect(values(result, 'mark').slice(2999, 3001)).toEqual(['2999.5', 'code 3000']);
  });

  it('a column that is blank at first and holds numbers later is read again as numbers', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `C${i},x,${i < 2500 ? '' : i + 0.25}`);
    const result = await read(`customer id,city,weight\n${rows.join('\n')}\n`);
    expect(result.report.columns[2]).toMatchObject({ type: 'number', missing: 2500, role: 'number' });
    expect(values(result, 'weight')[2999]).toBe(2999.25);
  });

  it('a decimal comma that shows only far below is obeyed from the top', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `C${i};${i < 2500 ? '1.234' : '2,5'}`);
    const result = await read(`customer id;weight\n${rows.join('\n')}\n`);
    expect(result.report.columns[1]).toMatchObject({ type: 'number', decimal: ',', unreadable: 0 });
    expect(result.report.columns[1]!.evidence).toContainEqual({ code: 'decimal-comma', values: { line: 2502, value: '2,5' } });
    expect(values(result, 'weight')[0]).toBe(1234);
    expect(values(result, 'weight')[2999]).toBe(2.5);
  });

  it('asks for the decimal mark where nothing proves it', async () => {
    const { report } = await read('customer id,weight\nA,1.234\nB,2.345\n');
    expect(report.questions).toMatchObject([{ column: 'weight', about: 'decimal', answer: '.', choices: ['.', ','] }]);
    const chosen = await read('customer id,weight\nA,1.234\nB,2.345\n', { decimals: { weight: ',' } });
    expect(values(chosen, 'weight')).toEqual([1234, 2345]);
    expect(chosen.report.questions).toEqual([]);
  });

  it('words for nothing are missing in numbers and dates, and words in text', async () => {
    const result = await read(
      'customer id,weight,seen,remark\nA,1.5,2026-01-01,NA\nB,NA,N/A,/\nC,null,--,x\nD,-,/,  \nE,无,,y\nF,2.5,2026-01-02,z\n',
    );
    expect(values(result, 'weight')).toEqual([1.5, null, null, null, null, 2.5]);
    expect(values(result, 'seen').filter((day) => day !== null)).toHaveLength(2);
    expect(values(result, 'remark')).toEqual(['NA', '/', 'x', null, 'y', 'z']);
    expect(result.report.columns.every(({ unreadable }) => unreadable === 0)).toBe(true);
  });
});

describe('cells that are hostile or huge', () => {
  it('HTML, scripts and formulas are text like any other', async () => {
    const evil = ['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', "=cmd|' /C calc'!A0", '{{7*7}}'];
    const result = await read(`customer id,note\n${evil.map((cell, i) => `C${i},"${cell.replaceAll('"', '""')}"`).join('\n')}\n`);
    expect(values(result, 'note')).toEqual(evil);
  });

  it('a cell of 5 MB comes through whole', async () => {
    const long = 'line, with a comma\n'.repeat(280_000).trim();
    expect(long.length).toBeGreaterThan(5_000_000);
    const result = await read(`customer id,note,age\nA,"${long}",31\nB,short,32\n`);
    expect(values(result, 'note')).toEqual([long, 'short']);
    expect(values(result, 'age')).toEqual([31, 32]);
    expect(result.report.rowsImported).toBe(2);
  });

  it.each<[string, (size: number) => string]>([
    ['one open quote', (size) => `"${'x'.repeat(size)}`],
    ['quotes everywhere', (size) => `"${'a"'.repeat(size / 2)}`],
    ['only quotes', (size) => '"'.repeat(size + 1)],
    ['an open quote on every line', (size) => '"abc,1,2\n'.repeat(size / 9)],
    ['an open quote on every line and one that closes at the end', (size) => `${'"abc,1,2\n'.repeat(size / 9)}x",1,2\n`],
    ['delimiters only', (size) => ','.repeat(size)],
    // No clock here: work that grows with the square of 5 MB would not end within the test's own time-out.
  ])('5 MB of %s end', async (_, make) => {
    const hostile = make(5_000_000);
    const result = await read(`customer id,age,weight\nA,31,1.5\nB,32,2.5\n${hostile}\n`);
    expect(result.report.rowsRead).toBe(result.report.rowsImported + result.report.rowsRejected);
    expect(values(result, 'customer id').slice(0, 2)).toEqual(['A', 'B']);
  });
});

describe('an unclosed quote', () => {
  it('costs its own line only', async () => {
    const result = await read('customer id,city,age\nA,Rome,31\nB,"Oslo,32\nC,Bern,33\nD,Paris,34\n');
    expect(result.rejects).toEqual([{ line: 3, code: 'row/unclosed-quote', values: {}, raw: 'B,"Oslo,32' }]);
    expect(values(result, 'customer id')).toEqual(['A', 'C', 'D']);
    expect(result.report).toMatchObject({ rowsRead: 4, rowsImported: 3, rowsRejected: 1 });
  });

  it('that a later quoted cell seems to close swallows nothing', async () => {
    const result = await read('customer id,city,age\nA,Rome,31\nB,"Oslo,32\nC,Bern,33\nD,"Paris, France",34\nE,Lima,35\n');
    expect(result.rejects.map(({ line, code }) => [line, code])).toEqual([[3, 'row/unclosed-quote']]);
    expect(values(result, 'customer id')).toEqual(['A', 'C', 'D', 'E']);
    expect(values(result, 'city')).toEqual(['Rome', 'Bern', 'Paris, France', 'Lima']);
  });

  it('leaves cells with line breaks alone', async () => {
    const result = await read('customer id,note,age\nA,"one\ntwo\nthree",31\nB,"a ""quoted"" word\n",32\nC,x\n');
    expect(values(result, 'note')).toEqual(['one\ntwo\nthree', 'a "quoted" word', 'x']);
    expect(result.report).toMatchObject({ rowsImported: 3, rowsRejected: 0, rowsPadded: 1 });
  });

  it('line numbers count the lines inside quoted cells', async () => {
    const result = await read('order id,note,date,amount\n1,"a\nb\nc",2026-01-01,5\n2,x,2026-01-02,6\n3,y,never,7\n');
    expect(result.rejects).toMatchObject([{ line: 6, code: 'value/no-date' }]);
  });

  it('in the last line', async () => {
    const result = await read('customer id,city\nA,Rome\nB,"Oslo');
    expect(result.rejects).toMatchObject([{ line: 3, code: 'row/unclosed-quote' }]);
    expect(result.report.rowsImported).toBe(1);
  });
});

describe('what cannot be used is said, not refused', () => {
  it('no column that names a customer', async () => {
    const { report } = await read('street,bell\nDam,5.5\nRokin,6.5\n');
    expect(report.warnings).toEqual([{ code: 'import/no-customer', values: { columns: 'street, bell' } }]);
  });

  it('a list of goods', async () => {
    const { report } = await read('product,price\nTea,5.5\nCake,6.5\n');
    expect(report.warnings).toEqual([{ code: 'import/goods-only', values: { column: 'product' } }]);
  });

  it('not one row that could be imported', async () => {
    const { report } = await read('order id,customer id,date,amount\n"1,A,2026-01-01,5\n');
    expect(report.rowsImported).toBe(0);
    expect(report.warnings[0]).toEqual({ code: 'import/nothing-imported', values: { rejected: 1 } });
  });

  it('everybody with the same outcome still has a label', async () => {
    const { report } = await read('customer id,age,churn\nA,31,No\nB,32,No\n');
    expect(report.columns[2]).toMatchObject({ role: 'churnLabel', positive: 'Yes' });
  });
});

describe('stopping', () => {
  it('at any step leaves nothing to wait for', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `C${i},Oslo,${i}`).join('\n');
    const steps = readFile(new Blob([`customer id,city,age\n${rows}\n`]), 'big.csv', {});
    const first = await steps.next();
    expect(first).toMatchObject({ done: false, value: { stage: 'read', unit: 'bytes' } });
    const stopped = await steps.return(undefined as never);
    expect(stopped.done).toBe(true);
    expect(await steps.next()).toEqual({ done: true, value: undefined });
  });

  it('progress counts the bytes of the file', async () => {
    const content = `customer id,city,age\n${Array.from({ length: 40_000 }, (_, i) => `C${i},Oslo,${i}`).join('\n')}\n`;
    const steps = readFile(new Blob([content]), 'big.csv', {});
    const seen: number[] = [];
    for (;;) {
      const next = await steps.next();
      if (next.done) break;
      expect(next.value.total).toBe(content.length);
      seen.push(next.value.done);
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(content.length);
  });
});
