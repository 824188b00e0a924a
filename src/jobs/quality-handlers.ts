import { qualityRowsCsv } from '../actions/quality-csv';
import {
  defaultIdentity,
  KithError,
  qualityChecks,
  readQualityId,
  type Progress,
  type QualityReport,
  type SpellingItem,
  type TableQuality,
} from '../domain';
import { cellText } from '../features/cell-text';
import { checkTable, columnQuality, describe } from '../features/quality/check-table';
import type { QualityTable } from '../features/quality/found';
import { spellingsHere } from '../features/quality/spellings-here';
import { findSpellings } from '../features/spellings';
import type { OpenOptions, Store, StoredTable, Workspace } from '../store';
import { loadTables } from './analysis-handlers';
import { qualityTable } from './quality-tables';
import { lines } from './receipts';
import type { Handlers } from './runner';
import { checkOnce, rememberFound, TableKeeper } from './table-keeper';

/** Looks through every table, in the order of `tables`. Nothing is repaired: what is found is what the files hold. */
export function* reportQuality(tables: readonly StoredTable[]): Generator<Progress, QualityReport, void> {
  const all = tables.map(qualityTable);
  yield { stage: 'quality', done: 0, total: null, unit: 'rows' };
  const spellings = yield* spellingsOf(all);
  const reports: TableQuality[] = [];
  for (const [at, table] of all.entries()) {
    const began = performance.now();
    const { record } = tables[at]!;
    const found = yield* checkTable(table, spellings);
    rememberFound(tables[at]!, qualityChecks, found);
    reports.push({
      importId: record.id,
      name: record.report.name,
      kind: record.report.kind,
      rows: table.source.rows,
      addedAt: record.addedAt,
      columns: columnQuality(table),
      findings: found.map((one) => describe(table, one, lines(record.report))),
      ms: performance.now() - began,
    });
  }
  return { tables: reports };
}

/** Of all tables together: a word of one may be known from another. */
const spellingsOf = (tables: readonly QualityTable[]): Generator<Progress, readonly SpellingItem[], void> =>
  findSpellings(
    tables.map(({ source }) => source),
    defaultIdentity,
  );

interface Kept {
  readonly workspace: Workspace;
  readonly revision: string;
  readonly report: QualityReport;
}

/** The jobs of looking at the tables' quality. The report is kept in memory until the imports change or are wiped. */
export function createQualityHandlers(
  openStore: (workspace: Workspace, options: OpenOptions) => Promise<Store>,
  whenWiped: (callback: (workspace: Workspace) => void) => void,
  keeper = new TableKeeper(),
): Handlers<'quality' | 'qualityRows'> {
  let kept: Kept | null = null;
  whenWiped((workspace) => {
    keeper.forget(workspace);
    if (kept?.workspace === workspace) kept = null;
  });
  return {
    async *quality({ workspace, key }) {
      // Opened though the report may be at hand: a lock that was put on meanwhile is felt here.
      const store = await openStore(workspace, { key });
      try {
        const now = await store.revision();
        if (kept?.workspace === workspace && kept.revision === now) return kept.report;
        const { tables, revision } = yield* loadTables(store, keeper);
        const report = yield* reportQuality(tables);
        kept = { workspace, revision, report };
        return report;
      } finally {
        store.close();
      }
    },

    async *qualityRows({ workspace, key, importId, findingId, lineHeader }) {
      const store = await openStore(workspace, { key });
      try {
        const { tables } = yield* loadTables(store, keeper);
        const stored = tables.find(({ record }) => record.id === importId);
        const asked = readQualityId(findingId);
        if (!stored || !asked) throw new KithError('analysis/no-data');
        const table = qualityTable(stored);
        const found =
          asked.check === 'spellings'
            ? yield* spellingsHere(table, yield* spellingsOf(tables.map(qualityTable)))
            : yield* checkOnce(stored)(table, new Set([asked.check]));
        const one = found.find(
          ({ check, rule, column }) => check === asked.check && rule === asked.rule && column === asked.column,
        );
        if (!one) throw new KithError('analysis/no-data');
        const { columns } = table.source;
        const lineOf = lines(stored.record.report);
        const headers = [lineHeader, ...columns.map(({ name }) => name)];
        const pieces: string[] = ['\ufeff'];
        const rows = cellsOf();
        for (const piece of qualityRowsCsv(headers, rows)) {
          pieces.push(piece);
          yield { stage: 'quality', done: pieces.length - 1, total: null, unit: 'chunks' };
        }
        return new Blob(pieces, { type: 'text/csv;charset=utf-8' });

        function* cellsOf(): Generator<readonly string[], void, void> {
          for (const row of one!.rows) yield [String(lineOf(row) ?? ''), ...columns.map(({ column }) => cellText(column, row))];
        }
      } finally {
        store.close();
      }
    },
  };
}
