import { KithError, type ImportReport, type Progress, type ReadOptions, type Reject, type Steps, type Table } from '../domain';
import type { NewImport, OpenOptions, Packing, Store, Workspace } from '../store';
import { breathe } from './breathe';
import { compareWaiting, readAlike, type Waiting } from './compare';
import { asynchronous, following } from './following';
import type { ImportReceipt, Part, Staged } from './protocol';
import type { Handlers } from './runner';

/** What reading a file gives; the shape of src/ingest's result. */
export interface ReadFile {
  (
    file: Blob,
    name: string,
    options: ReadOptions,
  ): Steps<{
    readonly report: ImportReport;
    readonly table: Table;
    readonly rejects: readonly Reject[];
    readonly others?: readonly Part[];
  }>;
}

/** What unpacking a file gives; the shape of src/ingest's result. */
export interface UnpackFile {
  (file: Blob, name: string): Steps<readonly Part[]>;
}

/** The parts of the house the ingest worker joins. */
export interface IngestParts {
  readonly readFile: ReadFile;
  /** Without it every file is taken as it is. */
  readonly unpack?: UnpackFile;
  readonly openStore: (workspace: Workspace, options?: OpenOptions) => Promise<Store>;
  /** With it, what is staged is made ready to be stored while a person looks at it. */
  readonly pack?: (table: Table) => Packing;
}

interface StagedFile {
  readonly file: Blob;
  readonly name: string;
  readonly report: ImportReport;
  readonly table: Table;
  readonly rejects: readonly Reject[];
  readonly packing?: Packing;
}

/** Work ahead of a wish is done in bits as short as this. */
const aheadMs = 8;

/** 128 random bits; crypto.randomUUID would do, but is not there on every address the page may be served from. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The ingest worker's jobs. Staged files live here until they are stored or discarded, with their Blob for rereading. A
 * reading or a rereading that is cancelled or fails leaves what was staged before.
 */
export function createIngestHandlers({
  readFile,
  unpack,
  openStore,
  pack,
}: IngestParts): Handlers<'unpack' | 'read' | 'reread' | 'compare' | 'discard' | 'commit'> {
  const staged = new Map<string, StagedFile>();
  let lastId = 0;

  function find(stagedId: string): StagedFile {
    const file = staged.get(stagedId);
    // Staged files die with the worker that held them.
    if (file === undefined) throw new KithError('job/crashed', { reason: 'the file has to be read again' });
    return file;
  }

  /** Ends early where the file was stored, discarded or read otherwise: what is packed by then is used or forgotten. */
  async function packAhead(stagedId: string, packing: Packing): Promise<void> {
    const steps = packing.ahead();
    do {
      await breathe();
      for (const end = performance.now() + aheadMs; performance.now() < end;) if (steps.next().done === true) return;
    } while (staged.get(stagedId)?.packing === packing);
  }

  async function* stage(
    stagedId: string,
    file: Blob,
    name: string,
    options: ReadOptions,
  ): AsyncGenerator<Progress, Staged, void> {
    const { report, table, rejects, others } = yield* asynchronous(readFile(file, name, options));
    const packing = pack?.(table);
    staged.set(stagedId, { file, name, report, table, rejects, ...(packing ? { packing } : {}) });
    // Should it fail, it fails again, and is told, when it is stored.
    if (packing) packAhead(stagedId, packing).catch(() => undefined);
    return { stagedId, report, ...(others && others.length > 0 ? { others } : {}) };
  }

  return {
    async *unpack({ file, name }) {
      return unpack ? yield* asynchronous(unpack(file, name)) : [{ name, file }];
    },

    read: ({ file, name, options }) => stage(`staged ${++lastId}`, file, name, options),

    async *reread({ stagedId, options }) {
      const { file, name } = find(stagedId);
      return yield* stage(stagedId, file, name, options);
    },

    async *compare({ workspace, key, stagedIds }) {
      const waiting = stagedIds.map((id): Waiting => ({ id, ...find(id) }));
      const store = await openStore(workspace, { key });
      try {
        const stored = yield* following((tell) =>
          store.loadTables((done, total) => tell({ stage: 'load', done, total, unit: 'chunks' })),
        );
        return yield* compareWaiting(stored, waiting);
      } finally {
        store.close();
      }
    },

    *discard({ stagedIds }) {
      for (const stagedId of stagedIds) staged.delete(stagedId);
      return null;
    },

    async *commit({ workspace, key, stagedIds, now }, { signal }) {
      // The same file twice among them is stored once, as it was last read.
      const files = new Map<string, NewImport>();
      const keyOf = (stagedId: string) => find(stagedId).report.hash || stagedId;
      const batch = newId();
      for (const stagedId of stagedIds) {
        const { report, table, rejects, packing } = find(stagedId);
        if (report.rowsImported === 0) throw new KithError('import/nothing-imported', { rejected: report.rowsRejected });
        files.set(keyOf(stagedId), {
          id: newId(),
          addedAt: now,
          report: { ...report, batch },
          table,
          rejects,
          ...(packing ? { packing } : {}),
        });
      }
      const store = await openStore(workspace, { key });
      try {
        const there = new Map((await store.listImports()).map((record) => [record.report.hash, record]));
        const earlier = ({ report }: NewImport) => (report.hash === '' ? undefined : there.get(report.hash));
        const isKnown = (file: NewImport) => {
          const before = earlier(file);
          return before !== undefined && readAlike(before.report, file.report);
        };
        const fresh = [...files.values()].filter((file) => !isKnown(file));
        yield* following(
          (tell) => store.addImports(fresh, (done, total) => tell({ stage: 'store', done, total, unit: 'chunks' }), signal),
          signal,
        );
        const receipts = stagedIds.map((stagedId): ImportReceipt => {
          const file = files.get(keyOf(stagedId))!;
          const before = earlier(file);
          if (before && isKnown(file)) return { importId: before.id, report: before.report, replaced: true, known: true };
          return { importId: file.id, report: file.report, replaced: before !== undefined };
        });
        for (const stagedId of stagedIds) staged.delete(stagedId);
        return receipts;
      } finally {
        store.close();
      }
    },
  };
}
