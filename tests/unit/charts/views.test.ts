import { describe, expect, test } from 'vitest';
import { sayIn } from '../../../src/app/charts/say';
import { noteText, riskText } from '../../../src/app/charts/words';
import { factRows, headline, reasonLines } from '../../../src/app/screens/customers/reasons';
import { labelColumns } from '../../../src/app/screens/predict/label-columns';
import {
  callsNear,
  cardLines,
  finding as predictFinding,
  gainText,
  scoreTable,
  verdict,
  weightName,
} from '../../../src/app/screens/predict/view';
import {
  choiceChart,
  cloudChart,
  finding as segmentsFinding,
  portraitRow,
  sizesChart,
} from '../../../src/app/screens/segments/view';
import { findings, leftOut, measures, monthlyChart, spreadChart, tiles } from '../../../src/app/screens/today/view';
import { churnPart, detailOf, makeResult, segmentsPart } from './fixture';

const say = sayIn('en');
const zh = sayIn('zh-CN');

describe('today', () => {
  const result = makeResult();
  test('answers first, with months in words', () => {
    expect(findings(say, result).answer).toContain('80 are slipping away');
    expect(findings(say, result).more).toEqual(['Jul 2024 brought 25% more than the mean of the 3 months before it.']);
    expect(findings(zh, result).answer).toMatch(/400.*80/);
  });
  test('shows only the figures there are, with what they rest on', () => {
    const found = tiles(say, result);
    expect(found.map(({ id }) => id)).toEqual(['customers', 'orders', 'revenue-EUR', 'nps', 'churnRate', 'repeatRate', 'aov']);
    expect(found.find(({ id }) => id === 'nps')).toMatchObject({
      value: '+42',
      lines: ['from 90 answers', '95% sure: +30 to +53'],
    });
    expect(found.find(({ id }) => id === 'churnRate')?.lines.slice(0, 2)).toEqual(['70.0% stayed', 'of 400 customers']);
    expect(found.find(({ id }) => id === 'revenue-EUR')).toMatchObject({
      value: '€58,000',
      lines: ['€60,000 ordered', '− €1,500.00 given back', '− €500.00 not paid yet'],
    });
    expect(tiles(zh, result).every(({ what, label }) => what !== '' && label !== '')).toBe(true);
  });
  test('never adds currencies up: one tile each, and no line of money', () => {
    const [eur] = result.revenues;
    if (!eur) throw new Error('no revenue');
    const mixed = makeResult({ revenues: [eur, { ...eur, currency: 'USD' }] });
    expect(tiles(say, mixed).filter(({ id }) => id.startsWith('revenue'))).toHaveLength(2);
    expect(measures(mixed)).toEqual(['orders']);
  });
  test('compares the last whole month, not the one that is not over', () => {
    expect(monthlyChart(say, result, 'revenue')?.title).toBe('Jul 2024 brought €1,250.00, 25% more than Jun 2024');
    expect(monthlyChart(say, result, 'revenue')?.note).toBe('Aug 2024 is not over yet: its part of the line is dashed.');
    expect(monthlyChart(say, makeResult({ monthly: null }), 'orders')).toBeNull();
    // One month is a point, and no line.
    const month = { months: [19_900], revenue: [10], orders: [1], buyers: [1], newBuyers: [1], lastIncomplete: true };
    expect(monthlyChart(say, makeResult({ monthly: month }), 'orders')).toBeNull();
  });
  test('says which range is the commonest, and that the last bar gathers the rest', () => {
    const chart = spreadChart(say, result);
    expect(chart?.title).toBe('Spent in all: 50 to under 100 is the commonest, 260 customers (65%)');
    expect(chart?.note).toBe('The last bar gathers everything from 100 up.');
  });
  test('lists every caveat and note once', () => {
    const twice = makeResult({ notes: [...result.notes, ...result.notes] });
    expect(leftOut(say, twice)).toHaveLength(2);
  });
});

describe('segments', () => {
  test('names the group that brings more than its share', () => {
    expect(segmentsFinding(say, segmentsPart())).toBe(
      '3 groups: “Regulars who spend a lot”, 10% of customers, brings 45% of revenue',
    );
    const plain = segmentsPart();
    const without = { ...plain, segments: plain.segments.map((segment) => ({ ...segment, revenueShare: null })) };
    expect(segmentsFinding(say, without)).toContain('the largest is “Lapsed one-time buyers”, 60% of customers');
  });
  test('says aloud where the edges blur, and where there are no groups', () => {
    expect(segmentsFinding(say, segmentsPart({ verdict: 'weak' }))).toContain('with blurred edges');
    expect(segmentsFinding(say, segmentsPart({ verdict: 'none' }))).toMatch(/^No real groups/);
    expect(segmentsFinding(zh, segmentsPart({ verdict: 'none' }))).toMatch(/^没有真正的群体/);
  });
  test('a choice by hand is not called the best', () => {
    expect(choiceChart(say, segmentsPart())?.title).toBe('3 groups hold together best: silhouette 0.554');
    expect(choiceChart(say, segmentsPart({ k: 4 }))?.title).toContain('you chose 4');
    expect(choiceChart(say, segmentsPart({ candidates: [] }))).toBeNull();
  });
  test('the pictures carry sizes and every drawn customer', () => {
    const part = segmentsPart();
    expect(sizesChart(say, part).table.rows.map((row) => row[1])).toEqual([240, 120, 40]);
    expect(cloudChart(say, part, makeResult()).table.rows).toHaveLength(400);
  });
  test('a portrait is in the unit of the feature, its bar relative to the largest of all', () => {
    const part = segmentsPart();
    const rows = part.segments.flatMap((segment) => segment.portrait.map((line) => portraitRow(say, part, line, 'EUR')));
    expect(rows[0]).toMatchObject({ mean: '100', overall: '150', length: -1, words: 'far below (1.5 sd)' });
    expect(rows[2]).toMatchObject({ mean: '€100.00', words: 'below (0.5 sd)' });
    expect(rows[3]?.words).toBe('about the same');
  });
});

describe('predict', () => {
  test('stands beside the hardest rule', () => {
    expect(predictFinding(say, churnPart())).toBe(
      'The model ranks a leaver above a stayer 85 times in 100 (AUC 0.845); a simple rule manages 74: the longer silent, the likelier gone',
    );
    expect(verdict(churnPart())).toBe('better');
  });
  test.each([
    [{ mean: 0.01, interval: [-0.01, 0.03] as const }, 'same'],
    [{ mean: -0.05, interval: [-0.07, -0.03] as const }, 'worse'],
  ])('says aloud that %j is no gain', (gain, said) => {
    const part = churnPart({ gain });
    expect(verdict(part)).toBe(said);
    expect(predictFinding(say, part)).toMatch(
      said === 'same' ? /^Not clearly better than a simple rule/ : /^Worse than a simple rule/,
    );
    expect(predictFinding(zh, part)).toMatch(said === 'same' ? /^并不明显好于简单规则/ : /^不如简单规则/);
  });
  test('an interval that could not be had is no proof', () => {
    const part = churnPart({ gain: { mean: 0.1, interval: [Number.NaN, Number.NaN] } });
    expect(verdict(part)).toBe('unknown');
    expect(predictFinding(say, part)).toContain('not certain');
    expect(gainText(say, part)).toBeNull();
  });
  test('the table has a column a model and a rule, a dash where a rule has no such score', () => {
    const table = scoreTable(say, churnPart());
    expect(table.columns).toEqual([
      'Logistic regression',
      'the same chance for everybody',
      'the longer silent, the likelier gone',
    ]);
    expect(table.rows.find(({ id }) => id === 'auc')?.cells).toEqual(['0.845 ± 0.010', '0.500', '0.740 ± 0.010']);
    expect(table.rows.find(({ id }) => id === 'brier')?.cells).toEqual(['0.1355 ± 0.0020', '0.2100 ± 0.0010', '–']);
    expect(table.rows.find(({ id }) => id === 'ece')?.cells).toEqual(['0.025 ± 0.010', '–', '–']);
  });
  test('moving the threshold counts the held-out customers at the nearest edge', () => {
    const [model] = churnPart().models;
    if (!model) throw new Error('no model');
    expect(callsNear(model, 0.5)).toEqual({ edge: 0.5, found: 70, leavers: 120, mistaken: 30 });
    expect(callsNear(model, 0.3)).toEqual({ edge: 0.25, found: 100, leavers: 120, mistaken: 100 });
    expect(callsNear(model, 0)).toMatchObject({ found: 120, mistaken: 280 });
  });
  test('at the threshold in force the histogram and the matrix agree', () => {
    const [model] = churnPart().models;
    if (!model) throw new Error('no model');
    const calls = callsNear(model, 0.5);
    expect(calls.found).toBe(model.confusion.truePositive);
    expect(calls.mistaken).toBe(model.confusion.falsePositive);
  });
  test('few leavers are a warning on the card', () => {
    const part = churnPart({ positives: 30 });
    const [model] = part.models;
    if (!model) throw new Error('no model');
    expect(cardLines(say, part, model).join(' ')).toContain('Only 30 customers left');
    expect(cardLines(say, churnPart(), model).join(' ')).not.toContain('Only');
  });
  test('weights are named by feature and level', () => {
    expect(weightName(say, { feature: 'orderCount', level: null })).toBe('Orders');
    expect(weightName(say, { feature: 'Contract', level: 'Two year' })).toBe('Contract: Two year');
  });
  test('labels to choose from: those found first, then columns of two values, never ignored ones', () => {
    const column = { header: '', missing: 0, unreadable: 0, unreadableLines: [] };
    const two = [{ code: 'two-values' as const, values: {} }];
    const columns = [
      { ...column, name: 'Partner', type: 'boolean' as const, role: 'category' as const, evidence: two },
      { ...column, name: 'Churn', type: 'boolean' as const, role: 'churnLabel' as const, evidence: two },
      { ...column, name: 'City', type: 'text' as const, role: 'category' as const, evidence: [] },
      { ...column, name: 'Flag', type: 'boolean' as const, role: 'ignore' as const, evidence: two },
    ];
    expect(labelColumns([{ columns } as never])).toEqual(['Churn', 'Partner']);
  });
});

describe('one customer', () => {
  test('reasons: strongest first, relative to the strongest, those of no weight left out', () => {
    const lines = reasonLines(say, detailOf('C7'));
    expect(lines.map(({ text, length, side }) => [text, length, side])).toEqual([
      ['plan: Basic', 1, 'up'],
      ['7 orders, more than usual', -0.5, 'down'],
    ]);
  });
  test('facts in their units, unknown ones said to be so', () => {
    expect(factRows(say, detailOf('C7'), 'EUR')).toEqual([
      ['First order', 'Apr 18, 2022'],
      ['Spent in all', '€10.50'],
      ['plan', 'Basic'],
      ['Orders', 'not known'],
    ]);
  });
  test('nobody is certain to leave or to stay', () => {
    expect(riskText(say, 0.9999)).toBe('over 99%');
    expect(riskText(say, 0.0001)).toBe('under 1%');
    expect(riskText(say, 0.42)).toBe('42%');
    expect(riskText(say, null)).toBe('–');
    expect(headline(say, detailOf('C7'))).toBe('Customer 7: 7% chance of leaving');
  });
});

test('notes put in features, days and months the reader’s way, and an unknown code as it is', () => {
  expect(noteText(say, 'note', { code: 'column-empty', values: { column: 'orderCount' } })).toBe('Orders is empty.');
  expect(noteText(say, 'note', { code: 'worth-last-year', values: { day: '2026-06-30' } })).toContain('Jun 30, 2026');
  expect(noteText(say, 'note', { code: 'never-heard-of', values: {} })).toBe('never-heard-of');
});
