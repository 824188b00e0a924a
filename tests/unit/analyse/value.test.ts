import { describe, expect, it } from 'vitest';
import { parseIsoDay, type ValuePart } from '../../../src/domain';
import { analyseTables, customerDetail, type AnalysisOutput } from '../../../src/jobs/analyse';
import { createRandom } from '../../../src/kernels/random/random';
import { betaDraw, exponentialDraw, gammaDraw } from '../../../src/kernels/random/gamma';
import { startEngine } from '../../../src/models/engine';
import { isMessageKey } from '../../../src/text';
import { analyse, codeOf, csv, settingsWith, smallShop, shopHeader, someToday, tableOf } from './run';

const header = 'order_id,customer_id,order_date,amount';
const iso = (day: number) => new Date(Date.UTC(2024, 0, 1) + Math.floor(day) * 86_400_000).toISOString().slice(0, 10);

interface Shop {
  readonly customers: number;
  readonly days?: number;
  /** Mean orders a day while a customer, and mean chance of leaving after an order. */
  readonly rate?: number;
  readonly leaves?: number;
  readonly amount?: (draw: () => number) => number;
}

/** Orders of a shop whose customers come in over the first half and order by the story of the models. */
function shopLines({ customers, days = 700, rate = 0.02, leaves = 0.15, amount = (draw) => 20 + 60 * draw() }: Shop): string[] {
  const random = createRandom(5);
  const lines: string[] = [];
  for (let c = 0; c < customers; c++) {
    const own = gammaDraw(1.5, 1.5 / rate, random);
    const gone = betaDraw(4 * leaves, 4 * (1 - leaves), random);
    for (let day = (random.next() * days) / 2; day <= days; day += exponentialDraw(own, random)) {
      lines.push(`${lines.length},C${c},${iso(day)},${amount(() => random.next()).toFixed(2)}`);
      if (random.next() < gone) break;
    }
  }
  return lines;
}

const quick = { repeats: 1, folds: 2 };
async function worth(lines: readonly string[], value = {}, columns = header): Promise<AnalysisOutput> {
  return analyse([await tableOf(csv(columns, lines), 'orders.csv')], settingsWith({ churn: quick, value }));
}
function part({ result }: AnalysisOutput): ValuePart {
  if (!result.value?.ok) throw new Error(result.value?.error.code);
  return result.value;
}
const notes = (found: ValuePart) => found.notes.map(({ code }) => code);

describe('what customers are worth', () => {
  it('adds up: customers to the total, groups to the total, horizons rising, intervals around', async () => {
    const output = await worth(shopLines({ customers: 300 }));
    const found = part(output);
    const { customers } = output;
    const here = found.horizons.find(({ months }) => months === 12)!;
    const sum = (values: Float64Array) => values.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0);
    expect(sum(customers.worth!.residualClv)).toBeCloseTo(here.value!.value, 6);
    expect(sum(customers.worth!.expectedOrders)).toBeCloseTo(here.orders.value, 6);
    expect(sum(customers.worth!.pAlive)).toBeCloseTo(found.alive, 6);
    expect(found.bySegment.reduce((total, { value }) => total + value, 0)).toBeCloseTo(here.value!.value, 6);
    const values = found.horizons.map(({ value }) => value!.value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    for (const { orders, value } of found.horizons) {
      for (const { value: middle, interval } of [orders, value!]) {
        expect(interval[0]).toBeLessThan(middle);
        expect(interval[1]).toBeGreaterThan(middle);
        expect(interval[0]).toBeGreaterThan(0);
      }
    }
    expect(found.forecast).toHaveLength(12);
    const months = found.forecast.map(({ revenue }) => revenue);
    for (const [n, at] of [
      [3, 0],
      [6, 1],
      [12, 2],
    ] as const) {
      const revenue = found.horizons[at]!.revenue!;
      expect(revenue.value).toBeCloseTo(
        months.slice(0, n).reduce((total, month) => total + month.value, 0),
        6,
      );
      // Months go up and down together where the parameters are off, and apart where chance is at work: between root and sum.
      const width = ({ interval }: typeof revenue) => interval[1] - interval[0];
      const widths = months.slice(0, n).map(width);
      expect(width(revenue)).toBeLessThan(1.05 * widths.reduce((a, b) => a + b));
      expect(width(revenue)).toBeGreaterThan(0.95 * Math.hypot(...widths));
    }
    expect(found.byCohort!.reduce((total, { value }) => total + value, 0)).toBeCloseTo(here.value!.value, 6);
    expect(found.byCohort!.reduce((total, { n }) => total + n, 0)).toBe(300);
    expect(found.top[0]!.value).toBe(Math.max(...customers.worth!.residualClv));
    expect(found.top.map(({ value }) => value)).toEqual(found.top.map(({ value }) => value).sort((a, b) => b - a));
    for (const alive of customers.worth!.pAlive) expect(alive >= 0 && alive <= 1).toBe(true);
    for (const code of notes(found)) expect(isMessageKey(`note.${code}`), code).toBe(true);
  });

  it('foretells orders held back better than "each goes on as before", and says both', async () => {
    const { holdOut } = part(await worth(shopLines({ customers: 400 })));
    if (!holdOut.ok) throw new Error(holdOut.error.code);
    const [model, naive] = holdOut.methods;
    expect([model!.id, naive!.id]).toEqual(['model', 'naive']);
    expect(Math.abs(model!.total / holdOut.actual - 1)).toBeLessThan(0.2);
    expect(Math.abs(naive!.total / holdOut.actual - 1)).toBeGreaterThan(0.25);
    expect(model!.meanAbsoluteError).toBeLessThan(naive!.meanAbsoluteError);
    expect(holdOut.byRepeats.reduce((sum, { n }) => sum + n, 0)).toBe(holdOut.n);
  });

  it('margin and discount do what they say, the unit of time nothing', async () => {
    const lines = shopLines({ customers: 120 });
    const total = (found: ValuePart) => found.horizons.find(({ months }) => months === found.horizonMonths)!.value!.value;
    const plain = part(await worth(lines, { discountRate: 0 }));
    expect(total(part(await worth(lines, { discountRate: 0, margin: 0.4 })))).toBeCloseTo(0.4 * total(plain), 6);
    const discounted = total(part(await worth(lines, { discountRate: 0.2 })));
    // Every month lies between none and a full year of discount.
    expect(discounted).toBeLessThan(total(plain));
    expect(discounted).toBeGreaterThan(total(plain) / 1.2);
    expect(total(plain)).toBeCloseTo(
      plain.forecast.reduce((sum, { revenue }) => sum + revenue.value, 0),
      6,
    );
    const inDays = part(await worth(lines, { discountRate: 0, timeUnit: 'day' }));
    expect(total(inDays) / total(plain)).toBeCloseTo(1, 4);
    expect(inDays.model.parameters[1]!.value / plain.model.parameters[1]!.value).toBeCloseTo(7, 2);
    const long = part(await worth(lines, { discountRate: 0, horizonMonths: 24 }));
    expect(total(long)).toBeCloseTo(plain.horizons.find(({ months }) => months === 24)!.value!.value, 6);
  });

  it('the same orders give the same answer, whatever was worked out before', async () => {
    const lines = shopLines({ customers: 60 });
    const once = await worth(lines);
    await worth(shopLines({ customers: 90 }));
    expect({ ...part(await worth(lines)), ms: 0 }).toEqual({ ...part(once), ms: 0 });
  });

  it('a refund lowers what a customer is worth, a purchase given back whole is none', async () => {
    const lines = shopLines({ customers: 60 });
    const before = await worth(lines);
    const best = part(before).top[0]!;
    const [, , day, amount] = (lines.filter((line) => line.includes(`,${best.key},`)).at(-1) ?? '').split(',');
    const after = await worth([...lines, `R1,${best.key},${day},-${amount}`]);
    expect(notes(part(after))).toContain('value-undone');
    const of = ({ customers }: AnalysisOutput) => customers.worth!.residualClv[customers.keys.indexOf(best.key)]!;
    expect(of(after)).toBeLessThan(of(before));
  });

  it('learns up to the day it is told, and speaks of today', async () => {
    const lines = shopLines({ customers: 200 });
    const calibrationEnd = parseIsoDay(iso(400))!;
    const found = part(await worth(lines, { calibrationEnd }));
    if (!found.holdOut.ok) throw new Error(found.holdOut.error.code);
    expect(found.holdOut.cutoff).toBe(calibrationEnd);
    expect(found.holdOut.model).toEqual(found.model);
    expect(found.n).toBe(200);
    const early = lines.filter((line) => line.split(',')[2]! <= iso(400));
    const alone = part(
      await analyse([await tableOf(csv(header, early), 'orders.csv')], settingsWith({ asOf: calibrationEnd, churn: quick })),
    );
    expect(found.model.parameters).toEqual(alone.model.parameters);
  });

  it('tells each customer’s page', async () => {
    const tables = [await tableOf(csv(header, shopLines({ customers: 60 })), 'orders.csv')];
    const output = await analyse(tables, settingsWith({ churn: quick }));
    const best = part(output).top[0]!;
    const detail = await customerDetail(tables, output, best.key);
    expect(detail!.worth).toEqual({ alive: best.alive, orders: best.orders, value: best.value });
    expect(detail!.row.value).toBe(best.value);
  });

  it('yields often and can be stopped anywhere', async () => {
    const tables = [await tableOf(csv(header, shopLines({ customers: 200 })), 'orders.csv')];
    const engine = await startEngine();
    const before = engine.numTensors();
    const steps = analyseTables(tables, settingsWith({ churn: quick }), someToday, engine);
    let [told, slowest] = [0, 0];
    while (told < 200) {
      const began = performance.now();
      const next = await steps.next();
      if (next.done) break;
      if (next.value.stage !== 'value') continue;
      told++;
      slowest = Math.max(slowest, performance.now() - began);
    }
    await steps.return(undefined as never);
    expect(told).toBeGreaterThan(50);
    expect(slowest).toBeLessThan(500);
    expect(engine.numTensors()).toBe(before);
  });
});

describe('small and odd shops', () => {
  it('20 customers are enough, with wide intervals', async () => {
    const found = part(await worth(shopLines({ customers: 20 })));
    const { value, interval } = found.horizons[2]!.value!;
    expect((interval[1] - interval[0]) / value).toBeGreaterThan(0.4);
    const many = part(await worth(shopLines({ customers: 800 }))).horizons[2]!.value!;
    expect((many.interval[1] - many.interval[0]) / many.value).toBeLessThan((interval[1] - interval[0]) / value / 2);
  });

  it.each([
    ['19 buyers', shopLines({ customers: 19 }), 'value/too-few-customers'],
    ['nobody who came again', Array.from({ length: 60 }, (_, i) => `${i},C${i},${iso(i * 5)},20`), 'value/too-few-repeats'],
    ['six weeks', shopLines({ customers: 60, days: 42, rate: 0.3 }), 'value/no-history'],
  ])('%s: refused by rule', async (_name, lines, code) => {
    expect(codeOf((await worth(lines)).result.value!)).toBe(code);
  });

  it('without dates: refused, the rest stands', async () => {
    const lines = Array.from({ length: 80 }, (_, i) => `${i},C${i % 30},${10 + (i % 7)}`);
    const { result, customers } = await worth(lines, {}, 'order_id,customer_id,amount');
    expect(codeOf(result.value!)).toBe('value/no-dates');
    expect(customers.worth).toBeUndefined();
    expect(result.orders).toBe(80);
  });

  it('without money: orders, no value, and it says so', async () => {
    const lines = shopLines({ customers: 80 }).map((line) => `${line.split(',').slice(0, 3).join(',')},2`);
    const table = await tableOf(csv('order_id,customer_id,order_date,quantity', lines), 'orders.csv', { kind: 'orders' });
    const output = await analyse([table], settingsWith({ churn: quick }));
    const found = part(output);
    expect(notes(found)).toContain('value-no-money');
    expect(found.spend).toBeNull();
    expect(found.horizons.every(({ value, orders }) => value === null && orders.value > 0)).toBe(true);
    expect([...output.customers.worth!.residualClv].every(Number.isNaN)).toBe(true);
  });

  it('mostly one-time buyers: MBG/NBD, and it says so', async () => {
    const found = part(await worth(shopLines({ customers: 300, leaves: 0.85, rate: 0.05 })));
    expect(1 - found.repeaters / found.n).toBeGreaterThan(0.7);
    expect(found.model.id).toBe('mbg-nbd');
    expect(notes(found)).toContain('value-mostly-once');
  });

  it('all orders of one price: an order is expected to come to about that, by whichever model', async () => {
    const found = part(await worth(shopLines({ customers: 80, amount: () => 25 })));
    // Two orders of a day are one purchase of twice the price.
    expect(found.spend!.mean).toBeGreaterThan(24.9);
    expect(found.spend!.mean).toBeLessThan(28);
    const one = part(await worth(shopLines({ customers: 80, rate: 0.004, amount: () => 25 })));
    expect(one.spend!.mean).toBeCloseTo(25, 0);
  });

  it('spends with so heavy a tail that they have no mean (q ≤ 1): own means, and it says so', async () => {
    // A customer's level is Pareto with index 0.6.
    const random = createRandom(3);
    const level = Array.from({ length: 400 }, () => Math.pow(1 - random.next(), -1 / 0.6));
    const lines = shopLines({ customers: 400 }).map((line) => {
      const [id, customer, day] = line.split(',');
      return `${id},${customer},${day},${(10 * level[Number(customer!.slice(1))]! * (0.8 + 0.4 * random.next())).toFixed(2)}`;
    });
    const found = part(await worth(lines));
    expect(found.spend!.method).toBe('own-mean');
    expect(notes(found)).toContain('value-spend-heavy');
  });

  it('a test that is too short is refused, the value stands', async () => {
    const found = part(await worth(shopLines({ customers: 100, days: 70, rate: 0.1 })));
    expect(codeOf(found.holdOut)).toBe('value/no-holdout');
  });

  it('customers like clockwork: parameters held, and it says so, or decided', async () => {
    // Everybody every 30 days, without end: no spread in rates, nobody leaves.
    const lines = Array.from({ length: 40 }, (_, c) =>
      Array.from({ length: 20 }, (_, k) => `${c * 20 + k},C${c},${iso((c % 30) + k * 30)},20`),
    ).flat();
    const found = part(await worth(lines));
    expect(found.model.held).toBe(notes(found).includes('value-held'));
    expect(found.alive / found.n).toBeGreaterThan(0.9);
    const year = found.horizons[2]!.orders;
    expect(year.value / found.n).toBeGreaterThan(9);
    expect(year.value / found.n).toBeLessThan(14);
  });

  it('the shop of the other tests has all its parts', async () => {
    const found = part(await worth(smallShop(), {}, shopHeader));
    expect(found.concentration.past!.customers).toBe(120);
    expect(found.concentration.future!.points.at(-1)).toEqual([1, 1]);
    expect(found.others.length).toBeGreaterThan(0);
  });
});
