import { beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings, qualityId, type QualityFinding, type QualityReport } from '../../src/domain';
import { QualityState } from '../../src/app/state/quality.svelte';
import { Session } from '../../src/app/state/session.svelte';
import { resultOf, World } from './app-fakes';

const finding: QualityFinding = {
  id: qualityId('k', 'duplicates', 'exact', null),
  check: 'duplicates',
  rule: 'exact',
  column: null,
  rows: 2,
  of: 10,
  values: {},
  headers: [],
  examples: [],
  repair: { kind: 'leave-out', changed: 2, before: 10, after: 8 },
};
const reportOf = (...findings: QualityFinding[]): QualityReport => ({
  tables: [{ importId: 'a.csv', name: 'a.csv', kind: 'orders', rows: 10, columns: [], findings, ms: 1 }],
});
const breath = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('the page of quality', () => {
  let world: World;
  let session: Session;
  let quality: QualityState;
  beforeEach(async () => {
    localStorage.clear();
    world = new World();
    world.keep('own', 'a.csv');
    session = new Session(world);
    quality = new QualityState(session);
    const loading = session.load();
    (await world.next('resume')).done(resultOf(5));
    await loading;
  });

  test('asks once for the same files, and again for others', async () => {
    const [one, other] = [quality.look(), quality.look()];
    const call = await world.next('quality');
    expect(quality.waiting).toBe(true);
    call.done(reportOf(finding));
    expect(await one).toBe(await other);
    expect(await quality.look()).toBe(await one);
    expect([quality.waiting, quality.count()]).toEqual([false, { open: 1, on: 0 }]);
    await session.removeImport('a.csv');
    const again = quality.look();
    expect(quality.report).toBeNull();
    (await world.next('quality')).done(reportOf());
    expect((await again)?.tables[0]!.findings).toEqual([]);
  });

  test('says what went wrong, and can be asked again; stopped, it is no error', async () => {
    const failing = quality.look();
    (await world.next('quality')).fail('store/failed', { reason: 'x' });
    expect(await failing).toBeNull();
    expect([quality.error?.code, quality.waiting]).toEqual(['store/failed', false]);
    const again = quality.look();
    expect(quality.error).toBeNull();
    (await world.next('quality')).done(reportOf(finding));
    expect(await again).not.toBeNull();
  });

  test('knows nothing any more of a workspace that was left, even where its answer is still to come', async () => {
    void quality.look();
    const late = await world.next('quality');
    const leaving = session.openMadeUp();
    await breath();
    late.done(reportOf(finding));
    await breath();
    expect(quality.report).toBeNull();
    (await world.next('read')).fail('file/empty');
    (await world.next('resume')).done(resultOf(5));
    await leaving;
    expect(quality.report).toBeNull();
  });

  test('a repair is worked in and kept; taken back, the settings are as before', async () => {
    quality.answer(finding, 'on');
    expect(quality.stateOf(finding)).toBe('on');
    const call = await world.next('analyse');
    expect(call.request).toMatchObject({ settings: { quality: { on: [finding.id], fine: [] } } });
    call.done(resultOf(4));
    await breath();
    expect(quality.draft).toBeNull();
    expect(session.settings.quality.on).toEqual([finding.id]);
    expect(world.settings.own['analysis-settings']).toMatchObject({ quality: { on: [finding.id] } });
    quality.answer(finding, 'open');
    (await world.next('analyse')).done(resultOf(5));
    await breath();
    expect(session.settings).toEqual(defaultSettings);
  });

  test('a repair that cannot be worked in is not kept', async () => {
    quality.answer(finding, 'on');
    (await world.next('analyse')).fail('store/failed', { reason: 'x' });
    await breath();
    expect([quality.stateOf(finding), session.error?.code]).toEqual(['open', 'store/failed']);
  });

  test('what is right as it is is kept without working anything out; beside an answer that is, neither is lost', async () => {
    quality.answer(finding, 'fine');
    await breath();
    expect(world.calls).toEqual([]);
    expect(session.settings.quality.fine).toEqual([finding.id]);
    expect(world.settings.own['analysis-settings']).toMatchObject({ quality: { fine: [finding.id] } });
    const other = { ...finding, id: qualityId('k', 'near', 'letters', null) };
    quality.answer(other, 'on');
    const first = await world.next('analyse');
    quality.answer(finding, 'open');
    const second = await world.next('analyse');
    expect(first.cancelled).toBe(true);
    expect(second.request).toMatchObject({ settings: { quality: { on: [other.id], fine: [] } } });
    second.done(resultOf(5));
    await breath();
    expect(session.settings.quality).toEqual({ on: [other.id], fine: [], carry: [], off: [] });
  });
});
