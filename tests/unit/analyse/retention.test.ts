import { describe, expect, it } from 'vitest';
import { finish, parseIsoDay, type RetentionPart } from '../../../src/domain';
import { looks } from '../../../src/jobs/looks';
import { createRandom } from '../../../src/kernels/random/random';
import { betaDraw } from '../../../src/kernels/random/gamma';
import { isMessageKey } from '../../../src/text';
import { analyse, settingsWith, tableOf } from './run';

const churn = { folds: 2, repeats: 1 };
const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

async function retentionOf(text: string, name = 'subscriptions.csv', asOf?: number): Promise<RetentionPart> {
  const tables = [await tableOf(text, name)];
  const output = await analyse(tables, settingsWith({ churn, ...(asOf === undefined ? {} : { asOf }) }));
  return finish(looks.retention(tables, output, null));
}

const stripeHeader = 'id,Customer ID,Customer Email,Plan,Status,Created (UTC),Start Date (UTC),Canceled At (UTC)';

/** The same day so many months later. */
function later(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()) / 86_400_000;
}

/** Subscriptions of one plan, each ended in each month with a chance of its own, on the last day that was paid for. */
function stripe(n: number, alpha = 0.8, beta = 6): string {
  const random = createRandom(11);
  const first = parseIsoDay('2023-01-15')!;
  const last = parseIsoDay('2025-12-31')!;
  const lines = Array.from({ length: n }, (_, i) => {
    const [month, date] = [random.int(24), random.int(28)];
    const begin = later(first, month) - 14 + date;
    const chance = betaDraw(alpha, beta, random);
    let months = 1;
    const paidUntil = () => later(begin, months) - 1;
    while (random.next() >= chance && paidUntil() <= last) months++;
    const end = paidUntil();
    const left = end <= last;
    return `sub_${i},cus_${i},c${i}@example.com,Pro,${left ? 'canceled' : 'active'},${iso(begin)},${iso(begin)},${left ? iso(end) : ''}`;
  });
  return [stripeHeader, ...lines, ''].join('\n');
}

describe('how long subscriptions last', () => {
  it('of dates of start and end: recovers the chances they were made with', async () => {
    const part = await retentionOf(stripe(3000));
    expect(part).toMatchObject({
      source: 'dates',
      column: 'Start Date (UTC)',
      endColumn: 'Canceled At (UTC)',
      n: 3000,
      skipped: 0,
    });
    if (!part.model.ok) throw new Error(part.model.error.code);
    const [alpha, beta] = part.model.parameters;
    expect(Math.abs(alpha!.value - 0.8)).toBeLessThan(3 * alpha!.standardError);
    expect(Math.abs(beta!.value - 6)).toBeLessThan(3 * beta!.standardError);
    expect(part.model.logLikelihood).toBeGreaterThan(part.model.constant.logLikelihood + 10);
    // The curve falls, stands in its band, and the counts add up.
    let before = 1;
    for (const { retained, interval } of part.curve) {
      expect(retained).toBeLessThanOrEqual(before);
      expect(interval[0]).toBeLessThanOrEqual(retained);
      expect(interval[1]).toBeGreaterThanOrEqual(retained);
      before = retained;
    }
    expect(part.curve.reduce((sum, { left }) => sum + left, 0)).toBe(part.left);
    expect(part.model.byAge.reduce((sum, { n }) => sum + n, 0)).toBe(part.n - part.left);
    const renews = part.model.byAge.map((age) => age.renews);
    expect(renews).toEqual([...renews].sort((a, b) => a - b));
    for (const { code } of part.notes) expect(isMessageKey(`note.${code}`), code).toBe(true);
  });

  it('an end after the as-of day is none yet, nothing later is known', async () => {
    const day = parseIsoDay('2025-01-31')!;
    // Somebody begins on that day, so that both files show how far they reach.
    const text = `${stripe(600)}sub_last,cus_last,last@example.com,Pro,active,${iso(day)},${iso(day)},\n`;
    const part = await retentionOf(text, 'subscriptions.csv', day);
    // The same file as it would have been written on that day.
    const [header, ...lines] = text.trimEnd().split('\n');
    const then = lines.flatMap((line) => {
      const cells = line.split(',');
      if (parseIsoDay(cells[6]!)! > day) return [];
      const ended = cells[7] !== '' && parseIsoDay(cells[7]!)! <= day;
      return [[...cells.slice(0, 4), ended ? 'canceled' : 'active', cells[5], cells[6], ended ? cells[7] : ''].join(',')];
    });
    const early = await retentionOf([header, ...then, ''].join('\n'), 'subscriptions.csv', day);
    expect(part.curve).toEqual(early.curve);
    expect(part.left).toBe(early.left);
  });

  it('of a column that counts months, with who left', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `C${i},${1 + (i % 24)},${i % 3 === 0 ? 'Yes' : 'No'},${20 + (i % 7)}`);
    const part = await retentionOf(['customerID,tenure,Churn,MonthlyCharges', ...lines, ''].join('\n'), 'telco.csv');
    expect(part).toMatchObject({ source: 'tenure', column: 'tenure', tenureUnit: 'month', n: 200, left: 67, until: null });
    expect(part.curve[0]).toMatchObject({ month: 0, atRisk: 200, left: 0, retained: 1 });
    expect(part.curve).toHaveLength(25);
  });

  it('refuses where nobody says who left, how long, or too few did', async () => {
    const code = async (text: string) => {
      try {
        await retentionOf(text, 'file.csv');
        return 'ok';
      } catch (thrown) {
        return (thrown as { code: string }).code;
      }
    };
    const rows = (columns: (i: number) => string, n = 60) =>
      Array.from({ length: n }, (_, i) => `C${i},${columns(i)}`).join('\n');
    expect(await code(`customer_id,age\n${rows((i) => String(20 + (i % 40)))}\n`)).toBe('retention/no-label');
    expect(await code(`customer_id,churned,visits\n${rows((i) => `${i % 2 ? 'yes' : 'no'},${i % 9}`)}\n`)).toBe(
      'retention/no-time',
    );
    expect(await code(`customer_id,churned,tenure\n${rows((i) => `${i < 3 ? 'yes' : 'no'},${i % 9}`)}\n`)).toBe(
      'retention/too-few',
    );
  });
});
