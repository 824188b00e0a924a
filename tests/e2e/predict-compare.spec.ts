import { readFileSync } from 'node:fs';
import { confirmImport, exportResults, giveFiles, settled, visit } from '../../scripts/drive.mjs';
import { findings } from './axe';
import { expect, fileOf, ordersFile, test } from './fixtures';

interface Exported {
  readonly churn: {
    readonly models: readonly { readonly id: string; readonly auc: { readonly interval: readonly number[] } }[];
    readonly baselines: readonly { readonly id: string }[];
    readonly money: { readonly contacts: readonly unknown[] };
    readonly backtest: { readonly cutoffs: readonly unknown[] };
  };
}

const lastWait = { timeout: 120_000 };

test('models are compared beside rules, contacts weighed in money, the past looked back on; kept, and in the file', async ({
  page,
  site,
  folder,
}) => {
  test.setTimeout(300_000);
  const path = await ordersFile(folder, 6000, 400);
  await page.goto(site.url);
  await giveFiles(page, path);
  await confirmImport(page);
  await visit(page, 'predict');

  // Stopped half-way, nothing is shown and nothing is broken.
  await page.getByTestId('compare-start').click();
  await page.getByTestId('compare').getByTestId('cancel').click();
  await expect(page.getByTestId('compare-start')).toBeVisible();
  await expect(page.getByTestId('compare-answer')).toHaveCount(0);

  for (const id of ['svm', 'neural', 'knn', 'boosting']) await page.getByTestId(`judge-model-${id}`).uncheck();
  await page.getByTestId('compare-start').click();
  await expect(page.getByTestId('compare-answer')).toContainText('simple rule', lastWait);
  const rows = page.getByTestId('compare-table').locator('tbody tr');
  await expect(rows.filter({ hasText: 'Logistic regression' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Random forest' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'the same chance for everybody' })).toContainText('0.500');

  await page.getByTestId('money-cost').fill('1');
  await page.getByTestId('money-capacity').fill('12');
  await page.getByTestId('money-start').click();
  await expect(page.getByTestId('money-answer')).toContainText('these 12 customers', lastWait);
  await expect(page.getByTestId('money-contacts').locator('tbody tr')).toHaveCount(12);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('contacts-save').click()]);
  expect(
    readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n'),
  ).toHaveLength(13);

  await page.getByTestId('backtest-start').click();
  await expect(page.getByTestId('backtest-answer')).toContainText('Had you contacted 12 customers', lastWait);
  expect(await page.getByTestId('backtest-table').locator('tbody tr').count()).toBeGreaterThanOrEqual(6);

  await page.getByTestId('target').selectOption('best-fifth');
  await page.getByTestId('target-start').click();
  await expect(page.getByTestId('target-answer')).toContainText('spent more than the others', lastWait);
  expect(await findings(page)).toEqual([]);

  // What was asked is there still after a reload, and in the exported file.
  await page.reload();
  await expect(page.getByTestId('compare-answer')).toContainText('simple rule', lastWait);
  await expect(page.getByTestId('money-contacts').locator('tbody tr')).toHaveCount(12);
  const { churn } = (await exportResults(page)) as Exported;
  expect(churn.models.map(({ id }) => id).sort()).toEqual(['forest', 'logistic', 'tree']);
  expect(churn.baselines.map(({ id }) => id).sort()).toEqual(['base-rate', 'days-since-last-order', 'rfm']);
  expect(churn.models[0]!.auc.interval).toHaveLength(2);
  expect(churn.money.contacts).toHaveLength(12);
  expect(churn.backtest.cutoffs.length).toBeGreaterThanOrEqual(6);

  // An offer that costs more than anybody is worth.
  await visit(page, 'predict');
  await page.getByTestId('money-cost').fill('1000000');
  await page.getByTestId('money-start').click();
  await expect(page.getByTestId('money-answer')).toContainText('Contact no one', lastWait);
});

test('a column that knows who left is left out by name, until the owner says that it may be used', async ({
  page,
  site,
  folder,
}) => {
  const lines = Array.from({ length: 300 }, (_, i) => {
    const left = (i * 7919) % 10 < 3;
    const refund = left && i % 2 === 0 ? (5 + (i % 20)).toFixed(2) : '';
    return `m${i},${20 + ((i * 37) % 50)},${['basic', 'plus'][i % 2]},${refund},${left ? 'Yes' : 'No'}`;
  });
  const file = fileOf(folder, 'members.csv', ['customer_id,age,plan,last_refund,churn', ...lines, ''].join('\n'));
  await page.goto(site.url);
  await giveFiles(page, file);
  await confirmImport(page);
  await visit(page, 'predict');
  const leak = page.getByTestId('leak');
  await expect(leak).toContainText('last_refund');
  await expect(page.locator('main')).toContainText('Left out, because it seems to know the answer: last_refund');
  await page.getByTestId('leak-allow-last_refund').click();
  await settled(page, async () => (await page.locator('main').textContent())?.includes('Too good to be true?') ?? false);
  await expect(page.getByTestId('leak-allow-last_refund')).toHaveText('Leave it out');
});
