import { KithError, type Progress, type StageId } from '../domain';
import type {
  BackupWritten,
  LockRow,
  OpenOptions,
  Secret,
  Sink,
  Store,
  StoreKey,
  Told,
  Workspace,
  lockOfBackup,
  openBackup,
  rescue,
} from '../store';
import { following } from './following';
import type { BackupMade, Inspected } from './protocol';
import type { Handlers } from './runner';

/** The parts of the store that backup, restore and lock stand on. */
export interface KeepingParts {
  readonly openStore: (workspace: Workspace, options?: OpenOptions) => Promise<Store>;
  readonly rescue: typeof rescue;
  readonly lockOfBackup: typeof lockOfBackup;
  readonly openBackup: typeof openBackup;
  readonly unlock: (lock: LockRow, secret: Secret) => Promise<StoreKey>;
}

type Kinds = 'backup' | 'rescue' | 'inspectBackup' | 'restore' | 'changeLock';
type Tell = (progress: Progress) => void;

const told =
  (tell: Tell, stage: StageId): Told =>
  (done, total) =>
    tell({ stage, done, total, unit: 'chunks' });

/** What a file handle refuses is no defect of ours: the disk is full, or the reader took the permission back. */
function unwritten(thrown: unknown): KithError {
  if (thrown instanceof KithError) return thrown;
  return new KithError('backup/unwritten', {
    reason: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
  });
}

/**
 * Writes to the chosen file, or to a blob where there is none, and reads it back before it is called done. A file that
 * was there before is replaced only when all is written; on any failure it stays as it was.
 */
async function writeTo(
  target: FileSystemFileHandle | null,
  write: (sink: Sink) => Promise<BackupWritten>,
  tell: Tell,
): Promise<BackupMade> {
  if (target === null) {
    // A blob for each part: the browser may put them on disk, so that the whole is not held in memory.
    const parts: Blob[] = [];
    const written = await write({ write: (bytes) => Promise.resolve(void parts.push(new Blob([bytes]))) });
    const blob = new Blob(parts, { type: 'application/octet-stream' });
    await written.verify(blob, told(tell, 'verify'));
    return { summary: written.summary, bytes: written.length, blob };
  }
  const fileDid = <T>(doing: Promise<T>): Promise<T> =>
    doing.catch((thrown: unknown) => {
      throw unwritten(thrown);
    });
  const stream = await fileDid(target.createWritable());
  let written: BackupWritten;
  try {
    written = await write({ write: (bytes) => fileDid(stream.write(bytes)) });
    await fileDid(stream.close());
  } catch (thrown) {
    await stream.abort().catch(() => undefined);
    throw thrown;
  }
  await written.verify(await fileDid(target.getFile()), told(tell, 'verify'));
  return { summary: written.summary, bytes: written.length, blob: null };
}

/** The jobs of backup, restore and lock. Each opens the store for itself; none keeps a key. */
export function createKeepingHandlers(parts: KeepingParts): Handlers<Kinds> {
  /** The key of a backup's lock; null where it has none. store/locked where it has one and no secret was given. */
  async function keyOf(file: Blob, name: string, secret: Secret | null): Promise<StoreKey | null> {
    const { lock } = await parts.lockOfBackup(file, name);
    if (lock === null) return null;
    if (secret === null) throw new KithError('store/locked');
    return parts.unlock(lock, secret);
  }

  return {
    async *backup({ workspace, key, target, now, app }) {
      const store = await parts.openStore(workspace, { key });
      try {
        return yield* following((tell) =>
          writeTo(target, (sink) => store.backUp(sink, { now, app }, told(tell, 'backup')), tell),
        );
      } finally {
        store.close();
      }
    },

    async *rescue({ workspace, target, now, app }) {
      return yield* following((tell) =>
        writeTo(target, (sink) => parts.rescue(workspace, sink, { now, app }, told(tell, 'backup')), tell),
      );
    },

    async *inspectBackup({ file, name, secret }): AsyncGenerator<Progress, Inspected, void> {
      yield { stage: 'verify', done: 0, total: null, unit: 'chunks' };
      const { lock, head } = await parts.lockOfBackup(file, name);
      if (lock !== null && secret === null) return { locked: true, createdAt: head.createdAt };
      const backup = await parts.openBackup(file, name, await keyOf(file, name, secret));
      yield* following(async (tell) => {
        for await (const batch of backup.batches(told(tell, 'verify'))) void batch;
      });
      return { locked: false, summary: backup.manifest.summary };
    },

    async *restore({ workspace, key, file, name, secret }, { signal }) {
      const own = await keyOf(file, name, secret);
      const store = await parts.openStore(workspace, { key });
      try {
        const summary = yield* following((tell) => store.restore(file, name, own, told(tell, 'restore'), signal), signal);
        return { summary, key: own };
      } finally {
        store.close();
      }
    },

    async *changeLock({ workspace, key, next }, { signal }) {
      const store = await parts.openStore(workspace, { key });
      try {
        yield* following((tell) => store.changeLock(next, told(tell, 'lock'), signal), signal);
        return null;
      } finally {
        store.close();
      }
    },
  };
}
