import { BackupWriter, backupFormat, type Sink } from './backup-format';
import { nativeVersionStep } from './schema';
import type { BackupSummary, Written } from './backup';

const request = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the database cannot be read'));
  });

const rowsAtOnce = 8;

/**
 * Copies a database that this build does not understand, record by record and unchanged, into a backup file that a Kith
 * of that version can restore. The database is only read. A locked one is copied as it is: sealed.
 */
export async function rescueDatabase(
  factory: IDBFactory,
  range: typeof IDBKeyRange,
  name: string,
  sink: Sink,
  { now, app }: { readonly now: number; readonly app: string },
  onRows: (done: number, total: number) => void,
): Promise<Written> {
  const db = await request(factory.open(name));
  try {
    const head = {
      format: backupFormat,
      createdAt: now,
      app,
      database: Math.ceil(db.version / nativeVersionStep),
      raw: true,
      file: '',
      lock: null,
    };
    const writer = await BackupWriter.start<BackupSummary>(sink, head, null);
    const stores = [...db.objectStoreNames];
    const in1 = (store: string) => db.transaction(store).objectStore(store);
    let total = 0;
    for (const store of stores) total += await request(in1(store).count());
    let done = 0;
    for (const store of stores) {
      let last: IDBValidKey | undefined;
      for (;;) {
        const query = last === undefined ? null : range.lowerBound(last, true);
        const from = in1(store);
        const [keys, values] = await Promise.all([
          request(from.getAllKeys(query, rowsAtOnce)),
          request(from.getAll(query, rowsAtOnce) as IDBRequest<unknown[]>),
        ]);
        if (keys.length === 0) break;
        last = keys.at(-1);
        // The key goes along: a store may keep it outside its records.
        await writer.part(
          store,
          values.map((value, at) => ({ key: keys[at], value })),
        );
        done += values.length;
        onRows(done, total);
      }
    }
    const summary: BackupSummary = {
      createdAt: now,
      imports: 0,
      rows: 0,
      files: [],
      hasAnalysis: false,
      revision: '',
      locked: false,
    };
    return { summary, ...(await writer.end(summary)) };
  } finally {
    db.close();
  }
}
