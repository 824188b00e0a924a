import { createRawSnippet } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Dialog from '../../src/app/components/Dialog.svelte';
import ErrorNotice from '../../src/app/components/ErrorNotice.svelte';
import Header from '../../src/app/components/Header.svelte';
import Notice from '../../src/app/components/Notice.svelte';
import Select from '../../src/app/components/Select.svelte';
import Table from '../../src/app/components/Table.svelte';
import Term from '../../src/app/components/Term.svelte';
import WorkPanel from '../../src/app/components/WorkPanel.svelte';
import Columns from '../../src/app/screens/review/Columns.svelte';
import Questions from '../../src/app/screens/review/Questions.svelte';
import Rejects from '../../src/app/screens/review/Rejects.svelte';
import { locale } from '../../src/app/state/locale.svelte';
import { groupColumns } from '../../src/app/state/review-view';
import type { ImportReport } from '../../src/domain';
import { reportOf } from './app-fakes';

const text = (html: string) => createRawSnippet(() => ({ render: () => html }));
beforeEach(() => locale.set('en'));

describe('parts', () => {
  test('a term opens its definition and says so', async () => {
    const screen = render(Term, { term: 'Churn', definition: 'Customers who stopped buying.' });
    const button = screen.getByRole('button', { name: 'Churn' });
    await expect.element(button).toHaveAttribute('aria-expanded', 'false');
    await expect.element(screen.getByText('Customers who stopped buying.')).not.toBeVisible();
    await button.click();
    await expect.element(button).toHaveAttribute('aria-expanded', 'true');
    await expect.element(screen.getByRole('note')).toBeVisible();
  });

  test('a select has its label and tells the new value', async () => {
    const onchange = vi.fn();
    const options = [
      { value: 'a', label: 'One' },
      { value: 'b', label: 'Two' },
    ];
    const screen = render(Select, { label: 'How many', options, value: 'a', onchange, hint: 'Choose well' });
    const select = screen.getByRole('combobox', { name: 'How many' });
    await expect.element(select).toHaveAccessibleDescription('Choose well');
    await select.selectOptions('b');
    expect(onchange).toHaveBeenCalledExactlyOnceWith('b');
  });

  test('a table names itself, its columns and its rows, and can be scrolled by keyboard', async () => {
    const columns = [{ label: 'Month' }, { label: 'Orders', align: 'end' as const }];
    const screen = render(Table, { caption: 'Orders by month', columns, rows: [['January', '12']] });
    await expect.element(screen.getByRole('region', { name: 'Orders by month' })).toHaveAttribute('tabindex', '0');
    await expect.element(screen.getByRole('table', { name: 'Orders by month' })).toBeVisible();
    await expect.element(screen.getByRole('columnheader', { name: 'Orders' })).toBeVisible();
    await expect.element(screen.getByRole('rowheader', { name: 'January' })).toBeVisible();
  });

  test('bad news is an alert, the rest a status; either can be dismissed', async () => {
    const ondismiss = vi.fn();
    const screen = render(Notice, { kind: 'bad', title: 'No room', ondismiss });
    await expect.element(screen.getByRole('alert')).toHaveTextContent('No room');
    await screen.getByRole('button', { name: 'Dismiss this message' }).click();
    expect(ondismiss).toHaveBeenCalledOnce();
    const other = render(Notice, { title: 'Done' });
    await expect.element(other.getByRole('status')).toHaveTextContent('Done');
  });

  test('an error is a sentence with its values, in the language in force', async () => {
    const error = { code: 'store/full', values: { needed: 12_300_000 } } as const;
    const screen = render(ErrorNotice, { error });
    await expect.element(screen.getByRole('alert')).toHaveTextContent('(12.3 MB needed)');
    expect(screen.container.querySelector('[data-error="store/full"]')).not.toBeNull();
    await locale.set('zh-CN');
    await expect.element(screen.getByRole('alert')).toHaveTextContent('浏览器空间不足');
  });

  test('text from a file is never HTML', async () => {
    const error = { code: 'file/spreadsheet', values: { name: '<img src=x onerror=alert(1)>.xlsx' } } as const;
    const screen = render(ErrorNotice, { error });
    await expect.element(screen.getByRole('alert')).toHaveTextContent('<img src=x onerror=alert(1)>.xlsx');
    expect(screen.container.querySelector('img')).toBeNull();
  });

  test('a dialog is modal, named, and closed by Escape', async () => {
    const screen = render(Dialog, {
      open: true,
      title: 'Wipe everything?',
      children: text('<p>All of it.</p>'),
      actions: text('<button>Keep</button>'),
    });
    const dialog = screen.getByRole('dialog', { name: 'Wipe everything?' });
    await expect.element(dialog).toBeVisible();
    const element = dialog.element() as HTMLDialogElement;
    expect(element.matches(':modal')).toBe(true);
    element.dispatchEvent(new Event('cancel', { cancelable: true }));
    element.close();
    await expect.element(screen.getByText('All of it.')).not.toBeInTheDocument();
  });

  test('work says what it does and how far it is, and can be stopped', async () => {
    const oncancel = vi.fn();
    const busy = { stage: 'read', name: 'orders.csv', done: 300, total: 1000, unit: 'rows' } as const;
    const screen = render(WorkPanel, { busy, oncancel });
    const bar = screen.getByRole('progressbar', { name: 'Reading your file: orders.csv' });
    await expect.element(bar).toHaveAttribute('value', '300');
    await expect.element(bar).toHaveAttribute('max', '1000');
    await expect.element(screen.getByText('300 of 1,000 rows')).toBeVisible();
    await expect.element(screen.getByRole('status')).toHaveTextContent('Reading your file: orders.csv: 30%');
    await screen.getByRole('button', { name: 'Cancel' }).click();
    expect(oncancel).toHaveBeenCalledOnce();
    await screen.rerender({ busy: { ...busy, stage: 'cancelling', total: null }, oncancel });
    await expect.element(screen.getByRole('progressbar', { name: 'Stopping…' })).not.toHaveAttribute('value');
    await expect.element(screen.getByRole('button', { name: 'Cancel' })).not.toBeInTheDocument();
  });

  test('the language switches every word at once and is remembered', async () => {
    const screen = render(Header, {});
    await expect.element(screen.getByRole('link', { name: 'Customers' })).toHaveAttribute('href', '#/customers');
    await screen.getByRole('combobox', { name: 'Language' }).selectOptions('zh-CN');
    await expect.element(screen.getByRole('link', { name: '客户' })).toBeVisible();
    expect(localStorage.getItem('kith.locale')).toBe('zh-CN');
    expect(document.documentElement.lang).toBe('zh-CN');
  });

  test('light and dark are set by hand and remembered', async () => {
    const screen = render(Header, {});
    const select = screen.getByRole('combobox', { name: 'Colours' });
    await select.selectOptions('dark');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(localStorage.getItem('kith.theme')).toBe('dark');
    await select.selectOptions('system');
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });
});

describe('the review', () => {
  const asked: ImportReport = reportOf('orders.csv', {
    questions: [{ column: 'when', about: 'date-order', answer: 'month-first', choices: ['day-first', 'month-first'] }],
  });

  test('a column can be given another meaning', async () => {
    const onchange = vi.fn();
    const screen = render(Columns, { views: groupColumns(asked).used, rows: 3, onchange });
    const select = screen.getByRole('combobox', { name: 'What “who” is' });
    await expect.element(select).toHaveValue('email');
    await select.selectOptions('customerId');
    expect(onchange).toHaveBeenCalledExactlyOnceWith({ roles: { who: 'customerId' } });
  });

  test('a hundred columns are all shown, a few in each task', async () => {
    const [column] = reportOf('wide.csv').columns;
    const columns = Array.from({ length: 100 }, (_, at) => ({ ...column!, name: `c${at}`, header: `c${at}` }));
    const sample = [columns.map(({ name }) => `cell of ${name}`)];
    const made: number[] = [];
    // Told of once a task: before the next one begins.
    const observer = new MutationObserver((changes) => {
      const lines = changes.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof HTMLTableRowElement);
      if (lines.length > 0) made.push(lines.length);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const screen = render(Columns, {
      views: groupColumns(reportOf('wide.csv', { columns, sample })).used,
      rows: 1,
      onchange: vi.fn(),
    });
    const lines = () => screen.container.querySelectorAll('[data-column]');
    expect(lines().length).toBeLessThan(10);
    await expect.poll(() => lines().length).toBe(100);
    observer.disconnect();
    expect(made.length).toBeGreaterThan(10);
    expect(Math.max(...made)).toBeLessThan(10);
    expect(lines()[99]).toHaveTextContent('cell of c99');
  });

  test('a question shows what each answer makes of a cell', async () => {
    const onchange = vi.fn();
    const screen = render(Questions, { report: asked, onchange });
    await expect.element(screen.getByRole('group', { name: '“when”: what does “03/04/2025” mean?' })).toBeVisible();
    await expect.element(screen.getByRole('radio', { name: 'Month first: Mar 4, 2025' })).toBeChecked();
    await screen.getByRole('radio', { name: 'Day first: Apr 3, 2025' }).click();
    expect(onchange).toHaveBeenCalledExactlyOnceWith({ dateOrders: { when: 'day-first' } });
  });

  test('no question, no box', () => {
    const screen = render(Questions, { report: reportOf('a.csv'), onchange: vi.fn() });
    expect(screen.container.textContent).toBe('');
  });

  test('rejected rows are counted and listed with line and reason', async () => {
    const rejects = [{ line: 41, code: 'value/no-date', values: { column: 'when', value: 'soon' }, raw: 'a,soon' }] as const;
    const screen = render(Rejects, { report: reportOf('a.csv', { rowsRejected: 1, rejects }) });
    await expect.element(screen.getByTestId('rejected')).toHaveTextContent('1 row was not taken in.');
    await screen.getByText('Show them').first().click();
    await expect.element(screen.getByRole('cell', { name: 'a,soon' })).toBeVisible();
    await expect.element(screen.getByRole('rowheader', { name: '41' })).toBeVisible();
  });
});
