import { describe, expect, test } from 'vitest';
import { CustomersList } from '../../../src/app/state/customers-list.svelte';
import { PredictDraft } from '../../../src/app/state/predict-draft.svelte';
import { SegmentsDraft } from '../../../src/app/state/segments-draft.svelte';
import { defaultSettings, isoDay, KithError, type CustomerQuery } from '../../../src/domain';
import { churnPart, makeResult, pageOf } from './fixture';

describe('the segments draft', () => {
  test('begins with what is in force, and has nothing to apply', () => {
    const draft = new SegmentsDraft(makeResult());
    expect(draft.chosen).toEqual(['daysSinceLastOrder', 'orderCount', 'totalSpend']);
    expect(draft.applicable).toBe(false);
    expect(draft.patch).toEqual(defaultSettings.segments);
  });
  test('a changed number of groups leaves the choice of features to Kith', () => {
    const draft = new SegmentsDraft(makeResult());
    draft.k = '5';
    expect(draft.applicable).toBe(true);
    expect(draft.patch).toEqual({ ...defaultSettings.segments, k: 5 });
  });
  test('the same features in any order of clicks give the same settings; none cannot be applied', () => {
    const draft = new SegmentsDraft(makeResult());
    for (const id of ['daysSinceLastOrder', 'orderCount', 'totalSpend']) draft.toggle(id);
    expect(draft.applicable).toBe(false);
    draft.toggle('plan');
    draft.toggle('orderCount');
    expect(draft.patch.features).toEqual(['orderCount', 'plan']);
    expect(draft.applicable).toBe(true);
  });
  test('takes a distance and neighbours as typed, and refuses what is none', () => {
    const draft = new SegmentsDraft(makeResult());
    draft.model = 'dbscan';
    draft.radius = '0,4';
    draft.neighbours = '5';
    expect(draft.patch).toMatchObject({ model: 'dbscan', radius: 0.4, neighbours: 5 });
    for (const radius of ['0', '-1', 'near']) {
      draft.radius = radius;
      expect(draft.wrong.radius, radius).toBe(true);
      expect(draft.applicable, radius).toBe(false);
    }
    draft.radius = '';
    draft.neighbours = '2.5';
    expect(draft.wrong).toEqual({ radius: false, neighbours: true });
  });
  test('works where no groups could be formed', () => {
    const refused = makeResult({ segments: { ok: false, error: { code: 'analysis/no-features', values: {} } } });
    const draft = new SegmentsDraft(refused);
    draft.scale = 'none';
    expect(draft.applicable).toBe(true);
  });
});

describe('the predict draft', () => {
  const part = churnPart();
  test('shows the cut-off that Kith chose, without making it the owner’s', () => {
    const draft = new PredictDraft(makeResult(), []);
    expect(draft.cutoff).toBe(isoDay(part.cutoff ?? 0));
    expect(draft.horizon).toBe('90');
    expect(draft.applicable).toBe(false);
    draft.threshold = 0.3;
    expect(draft.patch).toEqual({ ...defaultSettings.churn, threshold: 0.3 });
    expect(draft.applicable).toBe(true);
  });
  test('takes days and numbers as typed, and refuses what is none', () => {
    const draft = new PredictDraft(makeResult(), []);
    draft.cutoff = '2024-03-01';
    draft.horizon = '60';
    draft.folds = '4';
    expect(draft.patch).toMatchObject({ cutoff: 19_783, horizonDays: 60, folds: 4 });
    for (const folds of ['1', '2.5', 'many', '', '21']) {
      draft.folds = folds;
      expect(draft.wrong.folds, folds).toBe(true);
      expect(draft.applicable, folds).toBe(false);
    }
  });
  test('an emptied cut-off is Kith’s choice again', () => {
    const settings = { ...defaultSettings, churn: { ...defaultSettings.churn, cutoff: 19_800 } };
    const draft = new PredictDraft(makeResult({ settings }), []);
    expect(draft.cutoff).toBe(isoDay(19_800));
    draft.cutoff = '';
    expect(draft.patch.cutoff).toBeNull();
    expect(draft.changed).toBe(true);
  });
  test('a column left out stays in the list, so that it can come back', () => {
    const settings = { ...defaultSettings, churn: { ...defaultSettings.churn, exclude: ['gone'], label: 'Churn' } };
    const draft = new PredictDraft(makeResult({ settings }), []);
    expect(draft.available.map(({ id }) => id)).toContain('gone');
    expect(draft.labels).toEqual(['Churn']);
    draft.toggle('gone');
    draft.toggle('orderCount');
    expect(draft.patch.exclude).toEqual(['orderCount']);
  });
});

describe('the list of customers', () => {
  const asked: CustomerQuery[] = [];
  const list = () => {
    asked.length = 0;
    return new CustomersList((query) => {
      asked.push(query);
      return Promise.resolve(pageOf(query, 100_000));
    });
  };
  test('asks for a window, not for the list', async () => {
    const customers = list();
    await customers.reset('totalSpend');
    expect(customers.total).toBe(100_000);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ offset: 0, sort: 'totalSpend', descending: true });
    expect(asked[0]?.limit).toBeLessThan(200);
    expect(customers.drawn.every(({ row }) => row !== null)).toBe(true);
  });
  test('scrolling fetches where it is, once the rows at hand run out', async () => {
    const customers = list();
    await customers.reset('totalSpend');
    customers.scrolled(480);
    expect(asked).toHaveLength(1);
    customers.scrolled(48 * 50_000);
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked).toHaveLength(2);
    expect(asked[1]?.offset).toBeGreaterThan(49_000);
    expect(customers.drawn.map(({ row }) => row?.index)).toContain(50_000);
  });
  test('keys move the active row and stay inside', async () => {
    const customers = list();
    await customers.reset('totalSpend');
    expect(customers.move('ArrowUp')).toBe(0);
    expect(customers.active).toBe(0);
    customers.move('PageDown');
    expect(customers.active).toBe(9);
    customers.move('End');
    expect(customers.active).toBe(99_999);
    customers.move('ArrowDown');
    expect(customers.active).toBe(99_999);
    customers.move('Home');
    expect(customers.active).toBe(0);
    expect(customers.move('x')).toBeNull();
  });
  test('an answer to an older question is dropped', async () => {
    const waiting: (() => void)[] = [];
    const customers = new CustomersList(
      (query) => new Promise((resolve) => waiting.push(() => resolve(pageOf(query, query.search === 'a' ? 1 : 2)))),
    );
    customers.search = 'a';
    const first = customers.restart();
    customers.search = 'ab';
    const second = customers.restart();
    waiting[1]?.();
    await second;
    waiting[0]?.();
    await first;
    expect(customers.total).toBe(2);
  });
  test('a failure is shown, a question that was overtaken is not one', async () => {
    const failing = new CustomersList(() => Promise.reject(new KithError('job/crashed', { reason: 'x' })));
    await failing.restart();
    expect(failing.error?.code).toBe('job/crashed');
    const overtaken = Object.assign(new Error('cancelled'), { name: 'Cancelled' });
    const cancelled = new CustomersList(() => Promise.reject(overtaken));
    await cancelled.restart();
    expect(cancelled.error).toBeNull();
  });
});
