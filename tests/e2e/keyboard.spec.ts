import type { Page } from '@playwright/test';
import { settled } from '../../scripts/drive.mjs';
import { expect, fileOf, test } from './fixtures';

// Orders whose dates may be read either way, so that there is something to answer.
const orders = `order_id,customer_id,name,order_date,amount\n${Array.from(
  { length: 300 },
  (_, i) =>
    `${1000 + i},C${i % 60},Ann Example ${i % 60},0${1 + (i % 9)}/0${1 + ((i * 5) % 9)}/${i % 60 < 25 ? 2024 : 2025},${4 + (i % 9)}.50`,
).join('\n')}\n`;

/** The keys of a person without a mouse, who must always see where they are. */
function keysOf(page: Page) {
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { id: '', where: 'body', seen: true };
      const style = getComputedStyle(element);
      return {
        id: element.getAttribute('data-testid') ?? element.getAttribute('href') ?? '',
        where: element.outerHTML.slice(0, 120),
        // The parts of a field for a day are marked by the browser itself.
        seen: style.outlineStyle !== 'none' || element.matches('main, h1, input[type="date"]'),
      };
    });
  /** Presses Tab until the focus is on what carries that test id or address. */
  const to = async (wanted: string | RegExp, key = 'Tab') => {
    for (let presses = 0; presses < 150; presses++) {
      await page.keyboard.press(key);
      const at = await focused();
      expect(at.seen, at.where).toBe(true);
      if (typeof wanted === 'string' ? at.id === wanted : wanted.test(at.id)) return;
    }
    throw new Error(`${wanted} cannot be reached by ${key}`);
  };
  return {
    to,
    press: (key: string) => page.keyboard.press(key),
    type: (text: string) => page.keyboard.type(text),
    /** Reaches it and presses Enter. */
    go: async (wanted: string | RegExp) => {
      await to(wanted);
      await page.keyboard.press('Enter');
    },
    heading: () => expect(page.locator('main h1').first()).toBeFocused(),
  };
}

test('the whole path by keyboard alone: files in, a question, Today, a customer, another forecast, lock, unlock, wipe', async ({
  page,
  site,
  folder,
}) => {
  test.setTimeout(240_000);
  const { to, press, type, go, heading } = keysOf(page);
  await page.goto(site.url);
  await page.locator('main h1').first().waitFor();

  // The first stop skips the menu.
  await press('Tab');
  await press('Enter');
  await expect(page.locator('main')).toBeFocused();
  const chooser = page.waitForEvent('filechooser');
  await go('pick');
  await (await chooser).setFiles(fileOf(folder, 'orders.csv', orders));

  // Review: the question is answered with an arrow key.
  await expect(page.getByTestId('questions')).toBeVisible();
  await heading();
  await to('date-order');
  const before = await page.locator('[data-testid="date-order"]:checked').getAttribute('value');
  await press('ArrowDown');
  await expect.poll(() => page.locator('[data-testid="date-order"]:checked').getAttribute('value')).not.toBe(before);
  await expect(page.getByTestId('confirm-import')).toBeEnabled();
  await go('confirm-import');
  await settled(page, () => page.evaluate(() => location.hash === '#/today'));
  await heading();

  // Today: the first to contact.
  await go(/^#\/customer\//);
  await expect(page).toHaveURL(/#\/customer\//);
  await heading();

  // Customers: search, then down the list.
  await press('Home');
  await to('#/customers', 'Shift+Tab');
  await press('Enter');
  await heading();
  await to('customers-search');
  await type('C1');
  await expect(page.locator('main h1').first()).toContainText('11 of 60');
  await to('customers-grid');
  await press('ArrowDown');
  await press('Enter');
  await expect(page).toHaveURL(/#\/customer\/C1/);
  await heading();

  // Predict: another threshold, learned anew.
  await to('#/predict', 'Shift+Tab');
  await press('Enter');
  await heading();
  await go('predict-change');
  await to('churn-threshold');
  await press('ArrowLeft');
  await go('churn-apply');
  await settled(page, () => Promise.resolve(true));

  // Data: lock, keep the code, lock now, unlock.
  await to('#/data', 'Shift+Tab');
  await press('Enter');
  await heading();
  await go('lock-on');
  await to('new-passphrase');
  await type('correct horse');
  await press('Tab');
  await type('correct horse');
  await press('Enter');
  await expect(page.getByTestId('recovery-code')).toBeVisible();
  await go('code-done');
  await settled(page, () => Promise.resolve(true));
  await go('lock-now');
  await expect(page.getByTestId('unlock')).toBeVisible();
  await to('passphrase');
  await type('correct horse');
  await press('Enter');
  await expect(page.getByTestId('unlock')).toHaveCount(0);

  // And everything away.
  await go('wipe');
  await expect(page.getByTestId('wipe-word')).toBeFocused();
  await type('wipe');
  await press('Enter');
  await expect(page.getByTestId('made-up')).toBeVisible();
});
