import { storeSuite } from '../unit/store/store-suite';

storeSuite({ name: 'browser', factory: indexedDB, range: IDBKeyRange }, { runs: 15 });
storeSuite({ name: 'browser-without-locks', factory: indexedDB, range: IDBKeyRange, locks: null }, { runs: 3 });
