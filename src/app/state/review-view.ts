import {
  dayFromCivil,
  describesCustomers,
  type ColumnReport,
  type DateOrder,
  type DayNumber,
  type ImportReport,
  type MessageValues,
  type Role,
} from '../../domain';
import type { Formats, MessageKey } from '../../text';

/** The words and formats of a language; `say` of the charts is one. */
interface Words {
  readonly t: (key: MessageKey, values?: MessageValues) => string;
  readonly format: Formats;
}

/** Roles in the order of the select, by what they tell. */
export const roleGroups = [
  { id: 'who', roles: ['customerId', 'email', 'phone', 'name'] },
  { id: 'what', roles: ['orderId', 'date', 'quantity', 'price', 'amount', 'refund', 'currency', 'status', 'product'] },
  { id: 'said', roles: ['rating', 'interaction', 'churnLabel'] },
  { id: 'traits', roles: ['country', 'number', 'category'] },
  { id: 'rest', roles: ['text', 'ignore'] },
] as const satisfies readonly { id: string; roles: readonly Role[] }[];

const order = new Map<Role, number>(roleGroups.flatMap(({ roles }) => [...roles]).map((role, at) => [role, at]));

export interface ColumnView {
  readonly report: ColumnReport;
  /** Its first filled cells, as written; at most three. */
  readonly examples: readonly string[];
}

/** Columns with a role first, in the order of the roles; those that are only kept go into `unused`, in the file's order. */
export function groupColumns(report: ImportReport): { used: readonly ColumnView[]; unused: readonly ColumnView[] } {
  const views = report.columns.map((column, at) => ({ report: column, examples: examplesOf(report, at) }));
  // Numbers and traits are worked with where a row stands for a customer; in an order or an answer they are only kept.
  const aboutCustomers = describesCustomers(report.kind);
  const kept: readonly Role[] = aboutCustomers ? ['text', 'ignore'] : ['text', 'ignore', 'number', 'category'];
  const idle = (view: ColumnView) => kept.includes(view.report.role);
  const rank = (view: ColumnView) => order.get(view.report.role) ?? order.size;
  const used = views.filter((view) => !idle(view)).sort((a, b) => rank(a) - rank(b));
  // A file of nothing but idle columns is shown whole: its owner has to say what is what.
  if (used.length === 0) return { used: views, unused: [] };
  return { used, unused: views.filter(idle) };
}

function examplesOf(report: ImportReport, at: number): readonly string[] {
  const examples: string[] = [];
  for (const row of report.sample) {
    const cell = row[at]?.trim() ?? '';
    if (cell !== '' && !examples.includes(cell)) examples.push(cell.length > 40 ? `${cell.slice(0, 39)}…` : cell);
    if (examples.length === 3) break;
  }
  return examples;
}

/** What a column of money adds up to, and how often each word of a status stands in it, as sentences. */
export function columnSums({ t, format }: Words, { total, values }: Pick<ColumnReport, 'total' | 'values'>): string[] {
  const said: string[] = [];
  if (total !== undefined) said.push(t('review.total', { total: format.number(total, Number.isInteger(total) ? 0 : 2) }));
  if (values && values.length > 0) {
    const list = values.map(({ value, n }) => t('review.value-count', { value, n })).join(t('question.joiner'));
    said.push(t('review.values', { list }));
  }
  return said;
}

export type DelimiterId = 'comma' | 'semicolon' | 'tab' | 'pipe' | 'spaces' | 'wide-spaces' | 'other';

const delimiterIds: Readonly<Record<string, Exclude<DelimiterId, 'other'>>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ' +': 'spaces',
  '  +': 'wide-spaces',
};
export const delimiters = Object.keys(delimiterIds);

/** The word for a delimiter: the end of its message key. */
export function delimiterId(mark: string): DelimiterId {
  return delimiterIds[mark] ?? 'other';
}

export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1254',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
] as const;

/** `utf-8 (damaged)` says that some bytes are not of that encoding. */
export function splitEncoding(name: string): { label: string; damaged: boolean } {
  return { label: name.replace(/ \(damaged\)$/, ''), damaged: name.endsWith(' (damaged)') };
}

/** The first cell of a column that does either way (no part over 12), else the first filled one; null where all are empty. */
export function dateExample(report: ImportReport, column: string): string | null {
  const at = report.columns.findIndex(({ name }) => name === column);
  const cells = report.sample.map((row) => row[at]?.trim() ?? '').filter((cell) => cell !== '');
  const telling = cells.find((cell) => {
    const dayFirst = readDate(cell, 'day-first');
    const monthFirst = readDate(cell, 'month-first');
    return dayFirst !== null && monthFirst !== null && dayFirst !== monthFirst;
  });
  return telling ?? cells[0] ?? null;
}

/** The day that a cell's first three numbers make in that order; null where they make none. Two-digit years are of 1970–2069. */
export function readDate(text: string, order: DateOrder): DayNumber | null {
  const parts = /(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})/.exec(text)?.slice(1).map(Number);
  if (!parts) return null;
  const [a = 0, b = 0, c = 0] = parts;
  const year = (value: number) => (value >= 100 ? value : value < 70 ? 2000 + value : 1900 + value);
  const day =
    order === 'day-first'
      ? dayFromCivil(year(c), b, a)
      : order === 'month-first'
        ? dayFromCivil(year(c), a, b)
        : dayFromCivil(year(a), b, c);
  return Number.isNaN(day) ? null : day;
}

/** The number a cell makes with that decimal mark; null where it makes none. */
export function readNumber(text: string, decimal: '.' | ','): number | null {
  const bare = text.replace(/[^\d.,-]/g, '').replaceAll(decimal === '.' ? ',' : '.', '');
  const value = Number(bare.replace(',', '.'));
  return bare === '' || Number.isNaN(value) ? null : value;
}

/** The first cell of a column that matches; null where none does. */
export function cellExample(report: ImportReport, column: string, pattern: RegExp): string | null {
  const at = report.columns.findIndex(({ name }) => name === column);
  return report.sample.map((row) => row[at]?.trim() ?? '').find((cell) => pattern.test(cell)) ?? null;
}
