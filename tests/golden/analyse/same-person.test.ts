import { describe, expect, it } from 'vitest';
import { defaultIdentity, finish, type IdentitySettings } from '../../../src/domain';
import { reportIdentity } from '../../../src/jobs/identity-handlers';
import { readShared, sharedDir } from '../../shared';
import { analyse, settingsWith, tableOf } from '../../unit/analyse/run';

const file = (name: string, options = {}) => tableOf(readShared(`data/${name}`), name, options);
const limits = { open: 1000, joined: 1000, apart: 1000 };

describe.skipIf(sharedDir === null)('who is who in real files', () => {
  it('the restaurant: one guest a telephone number; with the member number as the key, one guest a member', async () => {
    const byPhone = [await file('zh_meal_order_info_gbk.csv')];
    expect((await analyse(byPhone)).result.customers).toBe(551);
    const report = await finish(reportIdentity(byPhone, defaultIdentity, limits));
    // 79 numbers are used under several names; nobody is split or joined by that, but it is told.
    expect(report.joined.items.filter(({ namesDiffer }) => namesDiffer)).toHaveLength(79);
    expect(report.phones).toMatchObject({ numbers: 551, national: 551 });

    const byMember = [await file('zh_meal_order_info_gbk.csv', { roles: { emp_id: 'customerId' } })];
    expect((await analyse(byMember)).result.customers).toBe(473);
    const members = await finish(reportIdentity(byMember, defaultIdentity, limits));
    expect(members.joined.items.filter(({ kind }) => kind === 'customerId')).toHaveLength(78);
    expect(members.open.total + members.apart.total).toBe(0);
  });

  it('the four tables of a sales team: GTXPro meets GTX Pro once the owner says so', async () => {
    const names = ['crm_accounts.csv', 'crm_products.csv', 'crm_sales_pipeline.csv', 'crm_sales_teams.csv'];
    const tables = await Promise.all(names.map((name) => file(name)));
    const report = await finish(reportIdentity(tables, defaultIdentity, limits));
    expect(report.spellings.map(({ from, to, fromRows, state }) => [from, to, fromRows, state])).toEqual([
      ['GTXPro', 'GTX Pro', 1480, 'suggested'],
      ['technolgy', 'technology', 12, 'suggested'],
      ['Philipines', 'Philippines', 1, 'suggested'],
    ]);
    expect(report.orphans).toContainEqual(
      expect.objectContaining({ file: 'crm_sales_pipeline.csv', about: 'nobody', rows: 1425 }),
    );
    const [{ column, from, to }] = report.spellings as [(typeof report.spellings)[number]];
    const identity: IdentitySettings = { ...defaultIdentity, spellings: [{ column, from, to }] };
    const { result } = await analyse(tables, { ...settingsWith({}), identity });
    expect(result.notes).toContainEqual({ code: 'spellings-by-hand', values: { n: 1480, words: 1 } });
    const after = await finish(reportIdentity(tables, identity, limits));
    expect(after.spellings.map(({ from: word, state }) => [word, state])).toContainEqual([from, 'accepted']);
  });
});
