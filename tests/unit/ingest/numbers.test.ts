import { describe, expect, it } from 'vitest';
import { eitherWay, noProof, NumberReader, provesComma, provesPoint } from '../../../src/ingest/numbers';

const point = new NumberReader('.');
const comma = new NumberReader(',');

describe('numbers with a decimal point', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['42', 42],
    ['-7', -7],
    ['+7', 7],
    ['29.85', 29.85],
    ['.5', 0.5],
    ['12583.0', 12583],
    ['1,234', 1234],
    ['1,234.50', 1234.5],
    ['1,234,567', 1234567],
    ['12,34,567.89', 1234567.89],
    ['1 234.5', 1234.5],
    ['1\u00a0234', 1234],
    ["1'234.50", 1234.5],
    ['$8.00', 8],
    ['-$9.00', -9],
    ['$-9.00', -9],
    ['($33.62)', -33.62],
    ['$1,149.00 ', 1149],
    ['¥28.16', 28.16],
    ['￥28.16', 28.16],
    ['৳2,999', 2999],
    ['€ 5', 5],
    ['5 €', 5],
    ['116.99 EUR', 116.99],
    ['USD 12.50', 12.5],
    ['US$12.50', 12.5],
    ['R$ 10', 10],
    ['10 kr', 10],
    ['12元', 12],
    ['12-', -12],
    ['12.5 %', 12.5],
    ['−5', -5],
    ['1e+3', 1000],
    ['1.5e3', 1500],
    ['1.2E+05', 120000],
    ["'19", 19],
    [' 8 ', 8],
    ['9007199254740991', 9007199254740991],
    ['0.1', 0.1],
    ['123456789.123456', 123456789.123456],
  ])('%j is %d', (text, value) => expect(point.read(text)).toBe(value));

  it.each([
    '',
    ' ',
    'abc',
    '12,50',
    '1,23,4',
    '1.2.3',
    '1-2',
    '12 kg',
    '--',
    '$',
    '1 23',
    '2024-01-02',
    '1,2345',
    '0x10',
    'Infinity',
    'NaN',
    '((5))',
    '--5',
    '5.5.',
    ',',
  ])('%j is no number', (text) => expect(point.read(text)).toBeNaN());

  it('gives the double nearest to what is written', () => {
    for (const text of ['0.1', '0.07', '646664.64', '1.005', '33.333333333333', '99999999.99'])
      expect(point.read(text)).toBe(Number(text));
  });
});

describe('numbers with a decimal comma', () => {
  it.each<[string, number]>([
    ['12,50', 12.5],
    ['1.234,50', 1234.5],
    ['1.234', 1234],
    ['1.234.567', 1234567],
    ['116,99 €', 116.99],
    ['-1.234,5', -1234.5],
    ['29', 29],
    ['1.500,50', 1500.5],
  ])('%j is %d', (text, value) => expect(comma.read(text)).toBe(value));

  it.each(['12.50', '1,234.50', '1.23'])('%j is no number', (text) => expect(comma.read(text)).toBeNaN());
});

describe('what a cell proves', () => {
  it.each([
    ['12', noProof],
    ['12.5', provesPoint],
    ['1,234.50', provesPoint],
    ['1,234,567', provesPoint],
    ['1234.567', provesPoint],
    ['0.123', provesPoint],
    ['12,5', provesComma],
    ['1.234,5', provesComma],
    ['1.234.567', provesComma],
    ['0,123', provesComma],
    ['1.234', eitherWay],
    ['1,234', eitherWay],
    ['-12.345', eitherWay],
  ])('%j', (text, proof) => {
    point.read(text);
    expect(point.proof).toBe(proof);
    comma.read(text);
    expect(comma.proof).toBe(proof);
  });
});
