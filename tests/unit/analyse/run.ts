import { defaultSettings, finish, type AnalysisSettings, type ReadOptions } from '../../../src/domain';
import { readFile } from '../../../src/ingest';
import { analyseTables, type AnalysisOutput } from '../../../src/jobs/analyse';
import { startEngine } from '../../../src/models/engine';
import type { StoredTable } from '../../../src/store/api';

/** A file read as the app reads it, as if it came out of the store. */
export async function tableOf(text: string | Uint8Array, name: string, options: ReadOptions = {}): Promise<StoredTable> {
  const part = typeof text === 'string' ? text : text.slice();
  const { report, table } = await finish(readFile(new Blob([part]), name, options));
  return { record: { id: name, addedAt: 0, report, storedBytes: 0 }, table };
}

/** Settings with some parts changed. */
export function settingsWith(change: {
  readonly asOf?: number;
  readonly segments?: Partial<AnalysisSettings['segments']>;
  readonly churn?: Partial<AnalysisSettings['churn']>;
  readonly value?: Partial<AnalysisSettings['value']>;
}): AnalysisSettings {
  return {
    ...defaultSettings,
    asOf: change.asOf ?? null,
    segments: { ...defaultSettings.segments, ...change.segments },
    churn: { ...defaultSettings.churn, ...change.churn },
    value: { ...defaultSettings.value, ...change.value },
  };
}

export const someToday = 20_500;

export async function analyse(
  tables: readonly StoredTable[],
  settings: AnalysisSettings = defaultSettings,
): Promise<AnalysisOutput> {
  return finish(analyseTables(tables, settings, someToday, await startEngine()));
}

/** A refused part's code, or 'ok'. */
export function codeOf(part: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }): string {
  return part.ok ? 'ok' : part.error.code;
}

/** A made-up shop of a few hundred customers with two habits: those who keep coming, and those who stop. */
export function smallShop(customers = 120, seed = 3): string[] {
  let state = seed;
  const chance = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const lines: string[] = [];
  let order = 1000;
  for (let c = 0; c < customers; c++) {
    const loyal = c % 2 === 0;
    const last = loyal ? 690 : 100 + chance() * 500;
    for (let day = chance() * 60; day < last; day += (loyal ? 20 : 50) * (0.5 + chance())) {
      const date = new Date(Date.UTC(2023, 0, 1) + Math.floor(day) * 86_400_000).toISOString().slice(0, 10);
      const cents = 500 + Math.floor(chance() * (loyal ? 9000 : 3000));
      const product = ['mug', 'cup', 'pot', 'tray'][Math.floor(chance() * 4)];
      lines.push(`${order++},C${String(c).padStart(4, '0')},c${c}@example.com,${date},${product},1,${(cents / 100).toFixed(2)}`);
    }
  }
  return lines;
}

export const shopHeader = 'order_id,customer_id,email,order_date,product,quantity,amount';
export const csv = (header: string, lines: readonly string[]): string => [header, ...lines, ''].join('\n');
