import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { keepingSuite } from './keeping-suite';
import { createThreadLocks } from './thread-locks';

keepingSuite({ name: 'fake', factory: indexedDB, range: IDBKeyRange, locks: createThreadLocks() });
