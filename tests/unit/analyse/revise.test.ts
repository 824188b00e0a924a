import { beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings, defaultStanding, finish, type AnalysisSettings } from '../../../src/domain';
import { reviseTables, type AnalysisOutput } from '../../../src/jobs/analyse';
import { lateDifference } from '../../../src/jobs/analyse-revise';
import type { StoredTable } from '../../../src/store/api';
import { analyse, csv, settingsWith, shopHeader, smallShop, tableOf } from './run';

const churn = { folds: 2, repeats: 1 };
const text = csv(shopHeader, smallShop());

/** All but how long things took. */
function answer({ result, customers, models }: AnalysisOutput) {
  const { timings: _, value, segments, churn: left, ...rest } = result;
  const still = (part: object | undefined) => ({ ...part, ms: 0 });
  return { rest, value: still(value), segments: still(segments), customers, models, left: left.ok && left.n };
}

describe('other settings of one part only', () => {
  let tables: readonly StoredTable[];
  let first: AnalysisOutput;
  beforeAll(async () => {
    tables = [await tableOf(text, 'orders.csv')];
    first = await analyse(tables, settingsWith({ churn }));
  });

  const changes: Readonly<Record<string, AnalysisSettings>> = {
    'horizon, discount and margin': settingsWith({ churn, value: { horizonMonths: 24, discountRate: 0.2, margin: 0.4 } }),
    'the model of worth': settingsWith({ churn, value: { model: 'mbg-nbd', timeUnit: 'day' } }),
    stages: { ...settingsWith({ churn }), standing: { ...defaultStanding, newDays: 5, compareDays: 30 } },
    both: { ...settingsWith({ churn, value: { horizonMonths: 3 } }), standing: { ...defaultStanding, loyalPurchases: 9 } },
  };

  it.each(Object.entries(changes))('%s: as if all had been worked out anew', async (_, settings) => {
    const revised = await finish(reviseTables(tables, first, settings)!);
    const anew = await analyse([await tableOf(text, 'orders.csv')], settings);
    expect(answer(revised)).toEqual(answer(anew));
    // The first answer is untouched.
    expect(first.result.settings.value.horizonMonths).toBe(12);
  });

  it('after a reload, when only the answer is there', async () => {
    const fresh = [await tableOf(text, 'orders.csv')];
    const settings = changes['both']!;
    expect(answer(await finish(reviseTables(fresh, first, settings)!))).toEqual(answer(await analyse(tables, settings)));
  });

  it('a part that cannot be had is refused, and takes what was kept of it along', async () => {
    const settings = settingsWith({ churn, value: { calibrationEnd: 1 } });
    const revised = await finish(reviseTables(tables, first, settings)!);
    const anew = await analyse([await tableOf(text, 'orders.csv')], settings);
    expect(answer(revised)).toEqual(answer(anew));
  });

  it('does not go by what was worked out of the same tables under other settings', async () => {
    const own = [await tableOf(text, 'orders.csv')];
    const day = first.result.asOf - 100;
    const earlier = await analyse(own, settingsWith({ churn, asOf: day }));
    await analyse(own, settingsWith({ churn }));
    const settings = settingsWith({ churn, asOf: day, value: { margin: 0.5 } });
    const revised = await finish(reviseTables(own, earlier, settings)!);
    expect(answer(revised)).toEqual(answer(await analyse([await tableOf(text, 'orders.csv')], settings)));
  });

  it('anything else, or nothing, asks for all of it', () => {
    const more = settingsWith({ churn: { folds: 3 }, value: { margin: 0.3 } });
    expect(lateDifference(defaultSettings, more)).toBeNull();
    expect(lateDifference(defaultSettings, defaultSettings)).toBeNull();
    expect(reviseTables(tables, first, first.result.settings)).toBeNull();
    const { margin, ...others } = defaultSettings.value;
    expect(lateDifference(defaultSettings, { ...defaultSettings, value: { margin, ...others } })).toBeNull();
    // Settings kept by an older Kith hold no stages.
    const { standing: _, ...older } = defaultSettings;
    expect(lateDifference(older as AnalysisSettings, defaultSettings)).toEqual(['standing']);
  });
});
