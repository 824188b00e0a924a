import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { createThreadLocks } from './thread-locks';
import { storeSuite } from './store-suite';

storeSuite({ name: 'fake', factory: indexedDB, range: IDBKeyRange, locks: createThreadLocks() }, { runs: 60 });
storeSuite({ name: 'fake-without-locks', factory: indexedDB, range: IDBKeyRange, locks: null }, { runs: 10 });
