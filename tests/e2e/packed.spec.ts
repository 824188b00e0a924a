import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { confirmImport, exportResults, settled } from '../../scripts/drive.mjs';
import { makeWorkbook, makeZip } from '../unit/ingest/make-zip';
import { expect, test } from './fixtures';

// 84 orders of 28 customers; the sheet and the texts say the same.
const count = 84;
const customers = 28;
const order = (i: number) => ({
  id: 7000 + i,
  customer: `C${String(i % customers).padStart(3, '0')}`,
  // Days of the first half of 2026, as a workbook counts them: 46,023 is the first of January.
  serial: 46_023 + ((i * 13) % 180),
  amount: 5 + (i % 9) + 0.5,
});
const isoOf = (serial: number) => new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10);
const head = ['order_id', 'customer_id', 'order_date', 'amount'];
const all = Array.from({ length: count }, (_, i) => order(i));
const csv = (rows: typeof all) =>
  [
    head.join(','),
    ...rows.map(({ id, customer, serial, amount }) => [id, customer, isoOf(serial), amount.toFixed(2)].join(',')),
  ].join('\n') + '\n';
const total = all.reduce((sum, { amount }) => sum + amount, 0);

const text = (word: string) => `<c t="inlineStr"><is><t>${word}</t></is></c>`;
const workbook = () =>
  makeWorkbook(
    [
      {
        name: 'Orders',
        rows: `<row>${head.map(text).join('')}</row>${all
          .map(
            ({ id, customer, serial, amount }) =>
              `<row><c><v>${id}</v></c>${text(customer)}<c s="1"><v>${serial}</v></c><c><v>${amount}</v></c></row>`,
          )
          .join('')}`,
      },
    ],
    { formats: [14] },
  );

/** Lets the files fall on the page, as a hand with a mouse would. */
async function drop(page: Page, files: readonly { name: string; bytes: Uint8Array }[]) {
  await page.evaluate(
    (given) => {
      const dataTransfer = new DataTransfer();
      for (const { name, bytes } of given) dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
      const target = document.querySelector('main') ?? document.body;
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    files.map(({ name, bytes }) => ({ name, bytes: [...bytes] })),
  );
  const confirm = page.getByTestId('confirm-import');
  await settled(page, async () => (await confirm.count()) > 0 && (await confirm.isEnabled()));
}

const cases = [
  { what: 'a workbook (.xlsx)', files: () => [{ name: 'shop.xlsx', bytes: workbook() }], tables: 1 },
  {
    what: 'an archive (.zip) of two files and a picture',
    files: () => [
      {
        name: 'export.zip',
        bytes: makeZip([
          { path: 'export/first.csv', content: csv(all.slice(0, 40)) },
          { path: 'export/second.csv', content: csv(all.slice(40)), stored: true },
          { path: 'export/logo.png', content: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) },
        ]),
      },
    ],
    tables: 2,
  },
  {
    what: 'a compressed file (.gz)',
    files: () => [{ name: 'orders.csv.gz', bytes: new Uint8Array(gzipSync(csv(all))) }],
    tables: 1,
  },
] as const;

for (const { what, files, tables } of cases) {
  test(`${what}, dropped: every customer and every order is counted`, async ({ page, site }) => {
    await page.goto(site.url);
    await page.locator('main h1').first().waitFor();
    await drop(page, files());
    await expect(page.getByTestId('review-file')).toHaveCount(tables);
    await confirmImport(page);
    await expect(page.locator('main h1').first()).toContainText(`${customers} customers`);
    const results = (await exportResults(page)) as {
      customers: number;
      orders: number;
      revenue: { net: number };
      files: { rowsRead: number; rowsRejected: number }[];
    };
    expect(results.customers).toBe(customers);
    expect(results.orders).toBe(count);
    expect(results.files.reduce((sum, { rowsRead }) => sum + rowsRead, 0)).toBe(count);
    expect(results.files.every(({ rowsRejected }) => rowsRejected === 0)).toBe(true);
    expect(results.revenue.net).toBeCloseTo(total, 2);
  });
}
