import { describe, expect, it } from 'vitest';
import Papa from 'papaparse';
import { customersCsv, riskLevel, safeCell } from '../../../src/actions/customers-csv';
import { lifeStages, NO_DAY, rfmGroups, type CustomerTable } from '../../../src/domain';
import { wordsOf } from '../store/words-of';

const words = {
  headers: { key: 'Kunde', totalSpend: '=1+1' },
  segmentNames: ['Regulars, big', '+plus'],
  riskWords: { high: 'high', medium: 'mid', low: 'low' },
  stages: wordsOf(lifeStages),
  rfm: wordsOf(rfmGroups),
  threshold: 0.5,
};

function table(keys: readonly string[], note: readonly string[]): CustomerTable {
  const n = keys.length;
  return {
    rows: n,
    keys,
    labels: keys.map(() => ''),
    orderCount: new Int32Array(n).fill(2),
    totalSpend: new Float64Array(n).fill(-5),
    firstOrder: new Int32Array(n).fill(NO_DAY),
    lastOrder: new Int32Array(n).fill(19723),
    segment: Uint8Array.from({ length: n }, (_, i) => (i === 0 ? 1 : 255)),
    risk: Float64Array.from({ length: n }, (_, i) => (i === 0 ? 0.5 : Number.NaN)),
    features: [
      { id: 'note', source: 'column', kind: 'category', unit: 'none' },
      { id: 'balance', source: 'column', kind: 'numeric', unit: 'none' },
      { id: 'orderCount', source: 'orders', kind: 'numeric', unit: 'count' },
    ],
    featureValues: [Float64Array.from(note.keys()), new Float64Array(n).fill(-0.25), new Float64Array(n).fill(2)],
    levels: [[...note], null, null],
  };
}

describe('cells', () => {
  it.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+1 call me', "'+1 call me"],
    ['@cmd', "'@cmd"],
    ['-x', "'-x"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['-5', '-5'],
    ['+3.5e2', '+3.5e2'],
    ['-5+1', "'-5+1"],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=a,"b"', '"\'=a,""b"""'],
    ['', ''],
    ['李雷', '李雷'],
  ])('%j becomes %j', (text, cell) => expect(safeCell(text)).toBe(cell));
});

describe('the list of customers', () => {
  const evil = ['=HYPERLINK("http://x")', 'b@x.com'];
  const csv = [...customersCsv(table(evil, ['-1+1', 'fine\nline']), words)].join('');
  const rows = Papa.parse<string[]>(csv, { skipEmptyLines: true }).data;

  it('is one line a customer, CRLF, every text safe, every number a number', () => {
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(rows).toEqual([
      ['Kunde', 'label', 'segment', 'risk', 'riskWord', 'orderCount', "'=1+1", 'firstOrder', 'lastOrder', 'note', 'balance'],
      [`'${evil[0]}`, '', "'+plus", '0.5', 'high', '2', '-5', '', '2024-01-01', "'-1+1", '-0.25'],
      ['b@x.com', '', '', '', '', '2', '-5', '', '2024-01-01', 'fine\nline', '-0.25'],
    ]);
  });

  it('comes in pieces that make up the whole', () => {
    const keys = Array.from({ length: 4500 }, (_, i) => `C${i}`);
    const pieces = [...customersCsv(table(keys, keys), words)];
    expect(pieces.length).toBe(4);
    expect(Papa.parse(pieces.join(''), { skipEmptyLines: true }).data).toHaveLength(4501);
  });

  it('holds the chosen rows in their order, and the owner’s tags, safe', () => {
    const tagsOf = (index: number) => (index === 2 ? ['=cmd', 'VIP'] : []);
    const chosen = [...customersCsv(table(['a', 'b', 'c'], ['', '', '']), words, { rows: [2, 0], tagsOf })].join('');
    const read = Papa.parse<string[]>(chosen, { skipEmptyLines: true }).data;
    const at = read[0]!.indexOf('tags');
    expect(read.slice(1).map((row) => [row[0], row[at]])).toEqual([
      ['c', "'=cmd; VIP"],
      ['a', ''],
    ]);
  });

  it('has words for risk', () => {
    expect([0.5, 0.25, 0.1, Number.NaN].map((risk) => riskLevel(risk, 0.5))).toEqual(['high', 'medium', 'low', null]);
  });
});
