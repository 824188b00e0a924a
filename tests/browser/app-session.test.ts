import { beforeEach, describe, expect, test } from 'vitest';
import { Session } from '../../src/app/state/session.svelte';
import { defaultSettings, KithError } from '../../src/domain';
import { reportOf, resultOf, World } from './app-fakes';

const file = (name: string) => ({ name, file: new Blob([name]) });
const staged = (name: string, patch = {}) => ({ stagedId: `staged ${name}`, report: reportOf(name, patch) });
const breath = () => new Promise((resolve) => setTimeout(resolve, 20));

let world: World;
let session: Session;
beforeEach(() => {
  localStorage.clear();
  world = new World();
  session = new Session(world);
});

/** A session with one import and a result. */
async function filled(): Promise<void> {
  world.keep('own', 'old.csv');
  const loading = session.load();
  (await world.next('resume')).done(resultOf(440));
  await loading;
}

describe('opening the page', () => {
  test('with nothing kept asks no worker', async () => {
    await session.load();
    expect(session.ready).toBe(true);
    expect(session.result).toBeNull();
    expect(world.calls).toEqual([]);
  });

  test('what was kept is there again without training', async () => {
    world.settings.own['analysis-settings'] = { ...defaultSettings, asOf: 19_000 };
    await filled();
    expect(session.result?.customers).toBe(440);
    expect(session.settings.asOf).toBe(19_000);
    expect(session.busy).toBeNull();
  });

  test('a kept result that is out of date is worked out anew', async () => {
    world.keep('own', 'old.csv');
    const loading = session.load();
    (await world.next('resume')).done(null);
    (await world.next('analyse')).done(resultOf(3));
    await loading;
    expect(session.result?.customers).toBe(3);
  });

  test('a database held by another tab is said, and asked for again', async () => {
    world.storeError = new KithError('store/blocked');
    await session.load();
    expect(session.error?.code).toBe('store/blocked');
    world.storeError = null;
    expect((await session.store()).workspace).toBe('own');
  });
});

describe('from the drop to the customers', () => {
  test('files are read one after another, and one that fails stops no other', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv'), file('b.xlsx'), file('c.csv')]);
    const first = await world.next('read');
    await breath();
    expect(world.calls).toEqual([]);
    expect(session.busy?.name).toBe('a.csv');
    first.done(staged('a.csv'));
    (await world.next('read')).fail('file/spreadsheet', { name: 'b.xlsx' });
    (await world.next('read')).done(staged('c.csv'));
    await adding;
    expect(session.staging.files.map(({ status }) => status)).toEqual(['ready', 'failed', 'ready']);
    expect(session.staging.files[1]?.error?.code).toBe('file/spreadsheet');
    expect(session.staging.chosen.map(({ name }) => name)).toEqual(['a.csv', 'c.csv']);
    expect(session.error).toBeNull();
  });

  test('one yes stores all of them and analyses', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv')]);
    (await world.next('read')).done(staged('a.csv'));
    await adding;
    const steps: string[] = [];
    const confirming = session.confirmImport(() => steps.push('committed'));
    const commit = await world.next('commit');
    expect(commit.request).toEqual({ workspace: 'own', stagedIds: ['staged a.csv'], now: 1_700_000_000_000 });
    expect(session.work.writing).toBe(true);
    world.keep('own', 'a.csv');
    commit.done([]);
    const analyse = await world.next('analyse');
    expect(steps).toEqual(['committed']);
    expect(session.work.writing).toBe(false);
    analyse.done(resultOf(7));
    expect(await confirming).toBe(true);
    expect(session.result?.customers).toBe(7);
    expect(session.imports.map(({ id }) => id)).toEqual(['a.csv']);
    expect(session.staging.files).toEqual([]);
  });

  test('a full disk keeps the review as it was', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv')]);
    (await world.next('read')).done(staged('a.csv'));
    await adding;
    const confirming = session.confirmImport();
    (await world.next('commit')).fail('store/full', { needed: 5 });
    expect(await confirming).toBe(false);
    expect(session.error?.code).toBe('store/full');
    expect(session.staging.chosen).toHaveLength(1);
  });

  test('a cancel in time leaves the review; one that comes too late says what was kept, and undoes it', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv')]);
    (await world.next('read')).done(staged('a.csv'));
    await adding;
    const steps: string[] = [];
    const first = session.confirmImport(() => steps.push('committed'));
    const early = await world.next('commit');
    session.cancel();
    expect(early.cancelled).toBe(true);
    await breath();
    expect([session.busy?.stage, session.notice]).toEqual(['cancelling', null]);
    early.stop();
    expect(await first).toBe(false);
    expect([session.notice, session.staging.chosen.length, steps.length]).toEqual(['cancelled', 1, 0]);

    const second = session.confirmImport(() => steps.push('committed'));
    const late = await world.next('commit');
    expect(session.notice).toBeNull();
    world.keep('own', 'a.csv');
    session.cancel();
    late.done([{ importId: 'a.csv', report: reportOf('a.csv') }]);
    expect(await second).toBe(false);
    expect([session.notice, session.error, session.busy]).toEqual(['already-kept', null, null]);
    expect(steps).toEqual(['committed']);
    expect(session.imports.map(({ id }) => id)).toEqual(['a.csv']);
    expect(session.receipts).toHaveLength(1);
    expect(session.staging.files).toEqual([]);
    await session.undoImport(['a.csv']);
    expect([session.notice, session.imports, session.result]).toEqual([null, [], null]);
  });

  test('a worker that dies has the files read again, with what the owner had said', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv')]);
    (await world.next('read')).done(staged('a.csv'));
    await adding;
    const id = session.staging.files[0]!.id;
    const changing = session.staging.change(id, { kind: 'customers' });
    (await world.next('reread')).done(staged('a.csv'));
    await changing;
    const confirming = session.confirmImport();
    (await world.next('commit')).fail('job/crashed', { reason: 'out of memory' });
    await confirming;
    expect(session.staging.files[0]).toMatchObject({ status: 'failed', staged: null, error: { code: 'job/crashed' } });
    const again = session.staging.retry(id);
    const read = await world.next('read');
    expect(read.request).toMatchObject({ options: { kind: 'customers' } });
    read.done(staged('a.csv'));
    await again;
    expect(session.staging.files[0]?.status).toBe('ready');
  });

  test('cancel stops the whole drop; what was read stays', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv'), file('b.csv'), file('c.csv')]);
    (await world.next('read')).done(staged('a.csv'));
    const second = await world.next('read');
    session.cancel();
    await adding;
    expect(second.cancelled).toBe(true);
    expect(session.staging.files.map(({ status }) => status)).toEqual(['ready', 'cancelled', 'cancelled']);
    expect(session.busy).toBeNull();
  });

  test('a change in mid-read replaces the read and keeps both changes', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv')]);
    (await world.next('read')).done(staged('a.csv'));
    await adding;
    const id = session.staging.files[0]!.id;
    void session.staging.change(id, { roles: { who: 'name' } });
    const first = await world.next('reread');
    const changing = session.staging.change(id, { roles: { when: 'ignore' } });
    const second = await world.next('reread');
    expect(first.cancelled).toBe(true);
    expect(second.request).toMatchObject({ options: { roles: { who: 'name', when: 'ignore' } } });
    second.done(staged('a.csv'));
    await changing;
    expect(session.staging.files[0]).toMatchObject({ status: 'ready', options: { roles: { who: 'name', when: 'ignore' } } });
  });

  test('a reread that fails leaves what was understood before', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv')]);
    (await world.next('read')).done(staged('a.csv'));
    await adding;
    const changing = session.staging.change(session.staging.files[0]!.id, { encoding: 'utf-16le' });
    (await world.next('reread')).fail('file/one-column', { column: '?' });
    await changing;
    expect(session.staging.files[0]).toMatchObject({ status: 'ready', options: {}, error: { code: 'file/one-column' } });
    expect(session.staging.chosen).toHaveLength(1);
  });

  test('the same bytes are noticed: kept before, or twice in a drop', async () => {
    await filled();
    const adding = session.addFiles([file('old.csv'), file('b.csv'), file('copy of b.csv')]);
    (await world.next('read')).done(staged('old.csv'));
    (await world.next('read')).done(staged('b.csv'));
    (await world.next('read')).done({ ...staged('copy'), report: reportOf('copy', { hash: 'hash of b.csv' }) });
    await adding;
    expect(session.staging.files.map(({ seenBefore }) => seenBefore)).toEqual([5, null, 0]);
    expect(session.staging.chosen.map(({ name }) => name)).toEqual(['old.csv', 'b.csv']);
  });

  test('a file of which no row came in cannot go in', async () => {
    await session.load();
    const adding = session.addFiles([file('a.csv')]);
    (await world.next('read')).done(staged('a.csv', { rowsImported: 0 }));
    await adding;
    expect(session.staging.chosen).toEqual([]);
  });
});

describe('a file with columns the owner once explained', () => {
  async function importedOnce(): Promise<void> {
    await session.load();
    const adding = session.addFiles([file('may.csv')]);
    (await world.next('read')).done(staged('may.csv'));
    await adding;
    const changing = session.staging.change(1, { roles: { who: 'customerId' } });
    (await world.next('reread')).done(staged('may.csv'));
    await changing;
    const confirming = session.confirmImport();
    (await world.next('commit')).done([]);
    (await world.next('analyse')).done(resultOf(1));
    await confirming;
  }
  const read = async () => {
    const adding = session.addFiles([file('june.csv')]);
    (await world.next('read')).done(staged('june.csv'));
    return { adding, again: await world.next('reread') };
  };

  test('is read so again, also after a reload, and says since when', async () => {
    await importedOnce();
    session = new Session(world);
    await session.load();
    const { adding, again } = await read();
    expect(again.request).toMatchObject({ options: { roles: { who: 'customerId' }, chosenBefore: { columns: ['who'] } } });
    again.done(staged('june.csv'));
    await adding;
    expect(session.staging.files[0]).toMatchObject({ status: 'ready', chosenBefore: world.now() });
  });

  test('is read afresh once that is forgotten, and so is the next', async () => {
    await importedOnce();
    const { adding, again } = await read();
    again.done(staged('june.csv'));
    await adding;
    const forgetting = session.forgetLayout(session.staging.files[0]!.id);
    const afresh = await world.next('reread');
    expect(afresh.request).toMatchObject({ options: {} });
    expect(afresh.request).not.toHaveProperty('options.roles');
    afresh.done(staged('june.csv'));
    await forgetting;
    expect(session.staging.files[0]).toMatchObject({ status: 'ready', chosenBefore: null });
    expect(world.settings.own.layouts).toEqual([]);
  });

  test('is forgotten from Data too, and what was imported stays', async () => {
    await importedOnce();
    const { adding, again } = await read();
    again.done(staged('june.csv'));
    await adding;
    const { report } = session.staging.files[0]!.staged!;
    expect(session.layoutOf(report)).not.toBeNull();
    await session.forgetLayoutOf(report);
    expect(session.layoutOf(report)).toBeNull();
    expect(world.settings.own.layouts).toEqual([]);
  });

  test('stays as it is found where the second reading is cancelled', async () => {
    await importedOnce();
    const { adding } = await read();
    session.cancel();
    await adding;
    expect(session.staging.files[0]).toMatchObject({ status: 'ready', options: {} });
  });
});

describe('analysing again', () => {
  test('settings are kept with the result they made', async () => {
    await filled();
    const analysing = session.analyse({ segments: { k: 4 } });
    const call = await world.next('analyse');
    expect(call.request).toMatchObject({ workspace: 'own', today: 20_000, settings: { segments: { k: 4 } } });
    call.done(resultOf(441));
    expect(await analysing).toBe(true);
    expect(session.settings.segments.k).toBe(4);
    expect(world.settings.own['analysis-settings']).toMatchObject({ segments: { k: 4 } });
  });

  test.each(['cancelled', 'failed'])('one that is %s leaves result and settings', async (how) => {
    await filled();
    const analysing = session.analyse({ segments: { k: 4 } });
    const call = await world.next('analyse');
    if (how === 'cancelled') session.cancel();
    else call.fail('analysis/no-features');
    expect(await analysing).toBe(false);
    expect(session.result?.customers).toBe(440);
    expect(session.settings).toEqual(defaultSettings);
    expect(session.notice).toBe(how === 'cancelled' ? 'analysis-cancelled' : null);
    expect(session.error?.code).toBe(how === 'cancelled' ? undefined : 'analysis/no-features');
  });

  test('the newest wins, and the older one is no error', async () => {
    await filled();
    const older = session.analyse({ segments: { k: 3 } });
    await world.next('analyse');
    const newer = session.analyse({ segments: { k: 5 } });
    (await world.next('analyse')).done(resultOf(5));
    expect(await Promise.all([older, newer])).toEqual([false, true]);
    expect(session.settings.segments.k).toBe(5);
    expect([session.error, session.notice]).toEqual([null, null]);
  });

  test('taking the last import out leaves nothing', async () => {
    await filled();
    await session.removeImport('old.csv');
    expect(session.imports).toEqual([]);
    expect(session.result).toBeNull();
    expect(world.calls).toEqual([]);
  });
});

describe('the made-up shop', () => {
  test('opens while the owner’s own data are still being fetched', async () => {
    world.keep('own', 'old.csv');
    world.keep('made-up', 'orders.csv');
    const loading = session.load();
    const opening = session.openMadeUp();
    for (;;) {
      const resume = await world.next('resume');
      if (resume.cancelled) continue;
      expect(resume.request).toEqual({ workspace: 'made-up' });
      resume.done(resultOf(7));
      break;
    }
    expect(await opening).toBe(true);
    await loading;
    expect(session.error).toBeNull();
    expect([session.workspace, session.result?.customers]).toEqual(['made-up', 7]);
  });

  test('one call imports and analyses it, in its own database', async () => {
    await filled();
    world.opened.length = 0;
    const opening = session.openMadeUp();
    (await world.next('read')).done(staged('orders.csv'));
    (await world.next('read')).done(staged('customers.csv'));
    const commit = await world.next('commit');
    expect(commit.request).toMatchObject({ workspace: 'made-up', stagedIds: ['staged orders.csv', 'staged customers.csv'] });
    world.keep('made-up', 'orders.csv');
    commit.done([]);
    const analyse = await world.next('analyse');
    expect(analyse.request).toMatchObject({ workspace: 'made-up' });
    analyse.done(resultOf(2000));
    expect(await opening).toBe(true);
    expect(session.workspace).toBe('made-up');
    expect(new Set(world.opened)).toEqual(new Set(['made-up']));
    expect(world.stores.own.map(({ id }) => id)).toEqual(['old.csv']);
  });

  test('leaving it brings the own data back; it opens again at once', async () => {
    world.keep('own', 'old.csv');
    world.keep('made-up', 'orders.csv');
    localStorage.setItem('kith.workspace', 'made-up');
    const loading = session.load();
    const resume = await world.next('resume');
    expect(resume.request).toEqual({ workspace: 'made-up' });
    resume.done(resultOf(2000));
    await loading;
    const leaving = session.leaveMadeUp();
    (await world.next('resume')).done(resultOf(440));
    await leaving;
    expect([session.workspace, session.result?.customers]).toEqual(['own', 440]);
    const opening = session.openMadeUp();
    (await world.next('resume')).done(resultOf(2000));
    expect(await opening).toBe(true);
  });

  test('cancelled on the way in, it is left again', async () => {
    await session.load();
    const opening = session.openMadeUp();
    await world.next('read');
    session.cancel();
    expect(await opening).toBe(false);
    expect(session.workspace).toBe('own');
    expect(session.notice).toBe('cancelled');
  });

  test('own files dropped into it go to the own database', async () => {
    world.keep('made-up', 'orders.csv');
    localStorage.setItem('kith.workspace', 'made-up');
    const loading = session.load();
    (await world.next('resume')).done(resultOf(2000));
    await loading;
    const adding = session.addFiles([file('mine.csv')]);
    (await world.next('read')).done(staged('mine.csv'));
    await adding;
    expect(session.workspace).toBe('own');
  });
});

describe('wiping', () => {
  test('both databases, the settings, the workers and what was on screen go', async () => {
    await filled();
    localStorage.setItem('kith.theme', 'dark');
    localStorage.setItem('other', 'stays');
    expect(await session.wipe()).toBe(true);
    expect(world.wiped).toEqual(['own', 'made-up']);
    expect(Object.keys(localStorage)).toEqual(['other']);
    expect([session.result, session.imports, session.notice, world.disposed]).toEqual([null, [], 'wiped', 1]);
  });

  test('one that fails says so', async () => {
    await session.load();
    world.storeError = new KithError('store/blocked');
    expect(await session.wipe()).toBe(false);
    expect(session.error?.code).toBe('store/blocked');
  });
});

describe('another tab', () => {
  test('its rows are noticed, its result is taken over', async () => {
    await filled();
    world.keep('own', 'more.csv');
    world.changed('imports');
    await breath();
    expect(session.notice).toBe('tab-changed');
    expect(session.imports).toHaveLength(2);
    world.changed('analysis');
    (await world.next('resume')).done(resultOf(900));
    await breath();
    expect(session.result?.customers).toBe(900);
    expect(session.notice).toBeNull();
  });

  test('its wipe is followed at once', async () => {
    await filled();
    world.changed('wiped');
    await breath();
    expect([session.result, session.imports, session.notice]).toEqual([null, [], 'wiped']);
  });
});
