import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../../../src/ingest/sha256';
import { read, values } from './helpers';

const utf8 = (text: string) => new TextEncoder().encode(text);
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0);
      return little ? [code & 255, code >> 8] : [code >> 8, code & 255];
    }),
  );

/** 客户编号,姓名,城市 / 1,王小明,上海 / 2,李雷,北京 in GBK, by Python's codec. */
const gbk = Uint8Array.from(
  Buffer.from('bfcdbba7b1e0bac52cd0d5c3fb2cb3c7cad00a312ccdf5d0a1c3f72cc9cfbaa30a322cc0eec0d72cb1b1bea90a', 'hex'),
);

describe('encodings', () => {
  it('UTF-8 with and without its mark', async () => {
    const text = 'customer id,name\n1,Zoë Smit\n2,王小明\n';
    for (const bytes of [utf8(text), utf8(`\ufeff${text}`)]) {
      const result = await read(bytes);
      expect(result.report.encoding).toBe('utf-8');
      expect(result.table.names).toEqual(['customer id', 'name']);
      expect(values(result, 'name')).toEqual(['Zoë Smit', '王小明']);
    }
  });

  it('UTF-16 with and without its mark', async () => {
    const text = 'customer id,name\n1,Zoe Smit\n2,Bo Kim\n';
    for (const little of [true, false]) {
      for (const mark of ['\ufeff', '']) {
        const result = await read(utf16(mark + text, little));
        expect(result.report.encoding).toBe(little ? 'utf-16le' : 'utf-16be');
        expect(values(result, 'name')).toEqual(['Zoe Smit', 'Bo Kim']);
      }
    }
  });

  it('GBK', async () => {
    const result = await read(gbk);
    expect(result.report.encoding).toBe('gb18030');
    expect(result.table.names).toEqual(['客户编号', '姓名', '城市']);
    expect(values(result, '姓名')).toEqual(['王小明', '李雷']);
  });

  it.each([
    // By Python's codecs.
    {
      label: 'shift_jis',
      hex: '928d95b694d48d862c8cda8b7196bc2c937393b9957b8ca70a312c8db293a182b382ad82e72c938c8b9e93730a322c97e996d88350839383572c91e58de3957b0a',
      names: ['注文番号', '顧客名', '都道府県'],
      first: ['1', '佐藤さくら', '東京都'],
    },
    {
      label: 'euc-jp',
      hex: 'c3edcab8c8d6b9e62cb8dcb5d2ccbe2cc5d4c6bbc9dcb8a90a312cbab4c6a3a4b5a4afa4e92cc5ecb5fec5d40a322cceebccdaa5b1a5f3a5b82cc2e7bae5c9dc0a',
      names: ['注文番号', '顧客名', '都道府県'],
      first: ['1', '佐藤さくら', '東京都'],
    },
    {
      label: 'euc-kr',
      hex: 'c1d6b9aeb9f8c8a32cb0edb0b4b8ed2cb5b5bdc30a312cb1e8b9cebcf62cbcadbfef0a322cc0ccbfb5c8f12cbacebbea0a',
      names: ['주문번호', '고객명', '도시'],
      first: ['1', '김민수', '서울'],
    },
    {
      label: 'big5',
      hex: 'ad71b3e6bd73b8b92cabc8a4e1a96da6572cabb0a5ab0a312ca4fda470a9fa2ca578a55f0a322caa4cacfcacc22cb0aab6af0a',
      names: ['訂單編號', '客戶姓名', '城市'],
      first: ['1', '王小明', '台北'],
    },
    {
      label: 'windows-1251',
      hex: 'cdeeece5f02ccaebe8e5edf22cc3eef0eee40a312cc8e2e0edeee22ccceef1eae2e00a322ccfe5f2f0eee2e02ccae0e7e0edfc0a',
      names: ['Номер', 'Клиент', 'Город'],
      first: ['1', 'Иванов', 'Москва'],
    },
    {
      label: 'windows-1250',
      hex: '4e756d65722c4b6c69656e742c4d696173746f0a312ca3756b61737a2057f36a63696b2ca3f3649f0a322c4d61b3676f727a617461204e6f77616b2c4b72616bf3770a',
      names: ['Numer', 'Klient', 'Miasto'],
      first: ['1', 'Łukasz Wójcik', 'Łódź'],
    },
  ])('$label', async ({ label, hex, names, first }) => {
    const result = await read(Uint8Array.from(Buffer.from(hex, 'hex')));
    expect(result.report.encoding).toBe(label);
    expect(result.table.names).toEqual(names);
    expect(result.report.sample[0]).toEqual(first);
  });

  it('a damaged byte in a long GBK file does not make it Western', async () => {
    const lines = Array.from({ length: 200 }, () => gbk.slice(gbk.indexOf(10) + 1));
    const bytes = join(gbk.slice(0, gbk.indexOf(10) + 1), ...lines);
    bytes[gbk.length + 30] = 0xff;
    expect((await read(bytes)).report.encoding).toBe('gb18030');
  });

  it('Windows-1252, euro sign included', async () => {
    const result = await read(latin1('customer id,name,paid\n1,M\xfcller,\x805\n2,Zo\xeb,\x806\n3,Fran\xe7ois,\x807\n'));
    expect(result.report.encoding).toBe('windows-1252');
    expect(values(result, 'name')).toEqual(['Müller', 'Zoë', 'François']);
    expect(values(result, 'paid')).toEqual([5, 6, 7]);
  });

  it('a first half megabyte of ASCII hides neither', async () => {
    const ascii = utf8(`customer id,name\n${Array.from({ length: 40_000 }, (_, i) => `${i},Kim Lee`).join('\n')}\n`);
    const german = await read(join(ascii, latin1('a,M\xfcller\n')));
    expect(german.report.encoding).toBe('windows-1252');
    expect(values(german, 'name').at(-1)).toBe('Müller');
    const chinese = await read(join(ascii, gbk.slice(gbk.indexOf(10) + 1)));
    expect(chinese.report.encoding).toBe('gb18030');
  });

  it('UTF-8 with a broken byte stays UTF-8, and says so', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i},Zoë`).join('\n');
    const result = await read(join(utf8(`customer id,name\n${rows}\n99,`), Uint8Array.of(0xff), utf8('x\n')));
    expect(result.report.encoding).toBe('utf-8 (damaged)');
    expect(values(result, 'name').at(-1)).toBe('\ufffdx');
    expect(values(result, 'name')[0]).toBe('Zoë');
  });

  it('by hand wins', async () => {
    const result = await read(latin1('customer id,name\n1,\xcf\xf0\xe8\xe2\xe5\xf2\n2,x\n'), { encoding: 'windows-1251' });
    expect(result.report.encoding).toBe('windows-1251');
    expect(values(result, 'name')[0]).toBe('Привет');
  });

  it('a character cut by a slice is whole', async () => {
    const text = `customer id,name\n${Array.from({ length: 50 }, (_, i) => `${i},王小明${i}`).join('\n')}\n`;
    for (const slice of [1, 2, 3, 7]) {
      const result = await read(utf8(text), {}, slice);
      expect(values(result, 'name')[7]).toBe('王小明7');
    }
  });
});

describe('delimiters and line ends', () => {
  it.each([',', ';', '\t', '|'])('%j is found', async (mark) => {
    const text = ['customer id;name, full;spent', '1;Kim, Bo;5,5', '2;Lee, Al;6,25'].map((line) =>
      line.replaceAll(';', '\u0000'),
    );
    const quoted = text.map((line) =>
      line
        .split('\u0000')
        .map((cell) => (cell.includes(mark) ? `"${cell}"` : cell))
        .join(mark),
    );
    const result = await read(quoted.join('\n'));
    expect(result.report.delimiter).toBe(mark);
    expect(values(result, 'spent')).toEqual([5.5, 6.25]);
  });

  it('sep= decides, and is no row', async () => {
    const result = await read('sep=|\ncustomer id|a,b\n1|x,y\n2|z,w\n');
    expect(result.report).toMatchObject({ delimiter: '|', headerLine: 2, rowsRead: 2 });
  });

  it('by hand wins', async () => {
    const result = await read('customer id^spent\nA^5.5\nB^6\n', { delimiter: '^' });
    expect(values(result, 'spent')).toEqual([5.5, 6]);
  });

  it.each([
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
    ['\r', 'CR'],
  ])('%j', async (end, name) => {
    const result = await read(['customer id,note', 'A,"x"', 'B,y', ''].join(end));
    expect(result.report).toMatchObject({ newline: name, rowsImported: 2, blankLines: 0 });
    expect(values(result, 'note')).toEqual(['x', 'y']);
  });

  it('a tab after a closing quote is let pass', async () => {
    const result = await read('订单号,单号,备注\n"A1"\t,"398"\t,"/"\n"A2"\t,"399"\t,x\n');
    expect(values(result, '订单号')).toEqual(['A1', 'A2']);
    expect(values(result, '单号')).toEqual(['398', '399']);
  });
});

describe('the fingerprint', () => {
  it('is the SHA-256 of the bytes', async () => {
    const text = 'customer id,name\n1,a\n2,b\n';
    const { report } = await read(text);
    expect(report.hash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(report.bytes).toBe(text.length);
  });

  it('comes out the same from our own', () => {
    for (const size of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
      const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) & 255);
      const own = new Sha256();
      for (let at = 0; at < size; at += 17) own.update(bytes.subarray(at, at + 17));
      expect(own.hex()).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });
});
