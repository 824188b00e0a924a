import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { finish, toErrorReport } from '../../../src/domain';
import { unpack } from '../../../src/ingest';
import { Crc32 } from '../../../src/ingest/unpack/crc32';
import { formatOf, numberText } from '../../../src/ingest/unpack/number-formats';
import { BadXml, XmlScanner } from '../../../src/ingest/unpack/xml';
import { read, rolesOf, values } from './helpers';
import { makeWorkbook, makeZip } from './make-zip';

async function parts(bytes: Uint8Array | string, name = 'shop.zip'): Promise<Record<string, string>> {
  const found = await finish(unpack(new Blob([bytes as BlobPart]), name));
  return Object.fromEntries(await Promise.all(found.map(async (part) => [part.name, await part.file.text()] as const)));
}

const refusal = (bytes: Uint8Array, name?: string) =>
  parts(bytes, name).then(
    (found) => found,
    (thrown: unknown) => toErrorReport(thrown),
  );

const orders = 'order id,email,date,amount\n1,a@example.com,2026-01-02,5\n';

describe('archives', () => {
  it('a check sum is what the standard says', () => {
    const crc = new Crc32();
    crc.update(new TextEncoder().encode('12345'));
    crc.update(new TextEncoder().encode('6789'));
    expect(crc.value).toBe(0xcbf43926);
  });

  it('every CSV in a zip is a file of its own; what is no table is passed over', async () => {
    const zip = makeZip([
      { path: 'export/', content: '', stored: true },
      { path: 'export/orders.csv', content: orders },
      { path: 'export/people.TSV', content: 'email\tname\na@example.com\tAnn\n', stored: true },
      { path: 'export/readme.txt', content: 'Thank you for your order.' },
      { path: 'export/logo.png', content: Uint8Array.of(1, 2, 3) },
      { path: '__MACOSX/export/._orders.csv', content: 'junk' },
    ]);
    expect(await parts(zip)).toEqual({ 'orders.csv': orders, 'people.TSV': 'email\tname\na@example.com\tAnn\n' });
  });

  it('text files count where there is nothing better; archives in archives are opened, twice deep', async () => {
    expect(await parts(makeZip([{ path: 'a.txt', content: 'x y' }]))).toEqual({ 'a.txt': 'x y' });
    const inner = makeZip([{ path: 'b.csv', content: orders }]);
    expect(await parts(makeZip([{ path: 'inner.zip', content: inner }]))).toEqual({ 'b.csv': orders });
    expect(await parts(makeZip([{ path: 'c.csv.gz', content: new Uint8Array(gzipSync(orders)) }]))).toEqual({ 'c.csv': orders });
    const third = makeZip([{ path: 'm.zip', content: makeZip([{ path: 'inner.zip', content: inner }]) }]);
    expect(await refusal(third)).toMatchObject({ code: 'file/archive-method' });
  });

  it('names in GBK, and sizes in the zip64 fields', async () => {
    // 订单.csv in GBK, by Python's codec.
    const name = Uint8Array.from(Buffer.from('b6a9b5a52e637376', 'hex'));
    expect(Object.keys(await parts(makeZip([{ path: name, content: orders }])))).toEqual(['订单.csv']);
    expect(await parts(makeZip([{ path: 'a.csv', content: orders }], { zip64: true }))).toEqual({ 'a.csv': orders });
  });

  it('gzip, and files that are neither', async () => {
    expect(await parts(new Uint8Array(gzipSync(orders)), 'orders.csv.gz')).toEqual({ 'orders.csv': orders });
    expect(await parts(orders, 'orders.csv')).toEqual({ 'orders.csv': orders });
  });

  it('without a table in it', async () => {
    expect(await refusal(makeZip([{ path: 'logo.png', content: 'x' }]))).toEqual({
      code: 'file/archive-empty',
      values: { name: 'shop.zip' },
    });
    expect(await refusal(makeZip([]))).toMatchObject({ code: 'file/archive-empty' });
  });

  it('damaged, locked or strange ones are refused with the reason', async () => {
    const entry = { path: 'a.csv', content: orders.repeat(50) };
    const reason = async (bytes: Uint8Array) => ((await refusal(bytes)) as { code: string }).code;
    expect(await reason(makeZip([{ ...entry, directory: { crc: 1 } }]))).toBe('file/archive-broken');
    expect(await reason(makeZip([{ ...entry, directory: { size: 10 } }]))).toBe('file/archive-broken');
    expect(await reason(makeZip([{ ...entry, directory: { packedSize: 20 } }]))).toBe('file/archive-broken');
    expect(await reason(makeZip([{ ...entry, directory: { packedSize: 1e6 } }]))).toBe('file/archive-broken');
    expect(await reason(makeZip([{ ...entry, directory: { offset: 7 } }]))).toBe('file/archive-broken');
    expect(await reason(makeZip([{ ...entry, directory: { flags: 1 } }]))).toBe('file/archive-locked');
    expect(await reason(makeZip([{ ...entry, directory: { method: 14 } }]))).toBe('file/archive-method');
    const whole = makeZip([entry]);
    for (const length of [4, 30, 60, whole.length - 30, whole.length - 1]) {
      expect(await refusal(whole.subarray(0, length)), String(length)).toMatchObject({ code: 'file/archive-broken' });
    }
    const gz = new Uint8Array(gzipSync(orders.repeat(50)));
    expect(await refusal(gz.subarray(0, 60), 'a.csv.gz')).toMatchObject({ code: 'file/archive-broken' });
    gz[gz.length - 6]! ^= 1;
    expect(await refusal(gz, 'a.csv.gz')).toMatchObject({ code: 'file/archive-broken' });
  });

  it('entries that share their bytes, and bombs, are left alone', async () => {
    const bytes = 'a'.repeat(1 << 20);
    const shared = makeZip([
      { path: 'a.csv', content: bytes },
      { path: 'b.csv', content: '', directory: { offset: 0, packedSize: 1 << 19, size: 1 << 20 } },
    ]);
    expect(await refusal(shared)).toMatchObject({ code: 'file/archive-broken' });
    const zeros = new Uint8Array(70 << 20);
    expect(await refusal(makeZip([{ path: 'bomb.csv', content: zeros }]))).toEqual({
      code: 'file/archive-too-large',
      values: { name: 'shop.zip', limit: 64 },
    });
    expect(await refusal(new Uint8Array(gzipSync(zeros)), 'bomb.gz')).toMatchObject({ code: 'file/archive-too-large' });
    const many = makeZip(Array.from({ length: 101 }, (_, i) => ({ path: `${i}.csv`, content: orders })));
    expect(await refusal(many)).toMatchObject({ code: 'file/archive-many' });
  });
});

describe('workbooks', () => {
  const cell = (at: string, value: string | number, type = '', style = 0) =>
    `<c r="${at}"${style ? ` s="${style}"` : ''}${type ? ` t="${type}"` : ''}><v>${value}</v></c>`;

  it('each visible sheet with something in it is a CSV: ids as text, dates as ISO, rows where they stand', async () => {
    const book = makeWorkbook(
      [
        {
          name: 'Orders &amp; more',
          rows: `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="inlineStr"><is><t>zip</t></is></c></row>
            <row r="3">${cell('A3', '00042', 'str')}${cell('B3', 46054, '', 1)}${cell('C3', '12.100000000000001')}${cell('D3', 501, '', 3)}</row>
            <row r="4">${cell('A4', 9007199254740991)}${cell('B4', 46054.75, '', 2)}${cell('C4', 1, 'b')}${cell('D4', '#N/A', 'e')}</row>
            <row r="6"><c r="A6" s="1"/><c r="D6" t="inlineStr"><is><r><t xml:space="preserve">a "b", </t></r><r><t>c</t></r><rPh><t>x</t></rPh></is></c></row>`,
        },
        { name: 'Empty', rows: '<row r="1"><c r="A1" s="1"/></row>' },
        { name: 'Hidden', rows: `<row r="1">${cell('A1', 1)}</row>`, hidden: true },
        { name: '客户', rows: `<row>${cell('A1', 5)}<c><v>6</v></c></row><row><c><v>7</v></c></row>` },
      ],
      {
        strings: ['<t>order id</t>', '<r><t>da</t></r><r><t>te</t></r>', '<t>amount_x000D_</t>'],
        formats: [14, 'dd/mm/yyyy\\ hh:mm', '00000'],
      },
    );
    expect(await parts(book, 'shop.xlsx')).toEqual({
      'shop.xlsx · Orders & more':
        '\norder id,date,"amount\r",zip\n00042,2026-02-01,12.1,00501\n9007199254740991,2026-02-01 18:00:00,TRUE,#N/A\n\n,,,"a ""b"", c"\n',
      'shop.xlsx · 客户': '5,6\n7\n',
    });
  });

  it('is understood like any other file', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, i) =>
        `<row r="${i + 2}">${cell(`A${i + 2}`, 1000 + i)}<c r="B${i + 2}" t="inlineStr"><is><t>p${i % 9}@example.com</t></is></c>${cell(`C${i + 2}`, 45000 + i, '', 1)}${cell(`D${i + 2}`, i + 0.5)}</row>`,
    );
    const header = ['order id', 'email', 'date', 'amount']
      .map((text, i) => `<c r="${'ABCD'[i]}1" t="inlineStr"><is><t>${text}</t></is></c>`)
      .join('');
    const [text] = Object.values(
      await parts(
        makeWorkbook([{ name: 'S', rows: `<row r="1">${header}</row>${rows.join('')}` }], { formats: ['yyyy/m/d;@'] }),
        'a.xlsx',
      ),
    );
    const result = await read(text!);
    expect(rolesOf(result)).toEqual({ 'order id': 'orderId', email: 'email', date: 'date', amount: 'amount' });
    expect(values(result, 'date')[0]).toBe(45000 - 25569);
    expect(result.report.kind).toBe('orders');
  });

  it('days counted from 1904', async () => {
    const book = makeWorkbook([{ name: 'S', rows: `<row r="1">${cell('A1', 0, '', 1)}${cell('B1', 44592, '', 1)}</row>` }], {
      formats: [14],
      from1904: true,
    });
    expect(await parts(book, 'mac.xlsx')).toEqual({ 'mac.xlsx': '1904-01-01,2026-02-01\n' });
  });

  it('of other formats, or damaged', async () => {
    expect(
      await refusal(
        makeZip([
          { path: 'mimetype', content: 'x' },
          { path: 'content.xml', content: 'x' },
        ]),
        'a.ods',
      ),
    ).toMatchObject({ code: 'file/spreadsheet' });
    expect(
      await refusal(
        makeZip([
          { path: '[Content_Types].xml', content: 'x' },
          { path: 'xl/workbook.bin', content: 'x' },
        ]),
        'a.xlsb',
      ),
    ).toMatchObject({ code: 'file/spreadsheet' });
    expect(
      await refusal(
        makeZip([
          { path: '[Content_Types].xml', content: 'x' },
          { path: 'xl/other.xml', content: 'x' },
        ]),
        'a.xlsx',
      ),
    ).toMatchObject({ code: 'file/archive-broken' });
    for (const rows of [
      '<row r="3"/><row r="2"/>',
      '<row r="9999999"/>',
      '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
      '<!DOCTYPE x [<!ENTITY a "b">]>',
      '<row r="1',
    ]) {
      expect(await refusal(makeWorkbook([{ name: 'S', rows }]), 'a.xlsx'), rows).toMatchObject({
        code: 'file/archive-broken',
      });
    }
    expect(await refusal(makeWorkbook([{ name: 'S', rows: '' }]), 'a.xlsx')).toMatchObject({ code: 'file/archive-empty' });
  });
});

describe('numbers of a sheet', () => {
  it('by their format', () => {
    const text = (value: number, code: string) => numberText(value, formatOf(code), false);
    expect(text(1, 'yyyy-mm-dd')).toBe('1900-01-01');
    expect(text(59, 'm/d/yy')).toBe('1900-02-28');
    expect(text(61, 'd.m.yyyy')).toBe('1900-03-01');
    expect(text(46054.5, '[$-409]m/d/yy h:mm AM/PM;@')).toBe('2026-02-01 12:00:00');
    expect(text(46054, 'yyyy"年"m"月"d"日"')).toBe('2026-02-01');
    expect(text(46054, 'mmm-yy')).toBe('2026-02-01');
    expect(text(0.25, 'h:mm')).toBe('06:00:00');
    expect(text(0.5 + 1 / 86400, 'mm:ss')).toBe('12:00:01');
    expect(text(46054.99999999, 'dd/mm/yyyy hh:mm:ss')).toBe('2026-02-02 00:00:00');
    expect(text(1234.5, '#,##0.00 "days";[Red]-#,##0.00')).toBe('1234.5');
    expect(text(12, '0.00E+00')).toBe('12');
    expect(text(0.1 + 0.2, 'General')).toBe('0.3');
    expect(text(42, '000000')).toBe('000042');
    expect(text(-5, 'yyyy-mm-dd')).toBe('-5');
  });
});

describe('XML in pieces', () => {
  const events = (text: string, size: number) => {
    const heard: string[] = [];
    const scanner = new XmlScanner({
      open: (name, tag) => heard.push(`<${name}${tag.trim() === '' ? '' : ` ${tag.trim()}`}>`),
      text: (part) => heard.push(part),
      close: (name) => heard.push(`</${name}>`),
    });
    for (let at = 0; at < text.length; at += size) scanner.push(text.slice(at, at + size));
    scanner.end();
    return heard.join('');
  };

  it('is the same however it is cut', () => {
    const text = '<?xml version="1.0"?><!-- <b> --><x:a k="1 > 0"><b/>5 &lt; 6 &amp;&#x4e2d;&#20013;<![CDATA[<c> & ]]></x:a>';
    const whole = '<a k="1 > 0"><b></b>5 < 6 &中中<c> & </a>';
    for (const size of [1, 2, 3, 7, 1000]) expect(events(text, size), String(size)).toBe(whole);
  });

  it('has no document type and no endless tag', () => {
    expect(() => events('<!DOCTYPE lolz [<!ENTITY lol "lol">]><a/>', 1000)).toThrow(BadXml);
    expect(() => events(`<a ${'b'.repeat(2_000_000)}`, 100_000)).toThrow(BadXml);
  });
});
