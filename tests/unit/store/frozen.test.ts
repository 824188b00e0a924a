import { readFileSync } from 'node:fs';
import { IDBKeyRange, indexedDB } from 'fake-indexeddb';
import { frozenSuite } from './frozen-suite';
import { createThreadLocks } from './thread-locks';

const load = (file: string) => Promise.resolve(new Blob([readFileSync(new URL(`./frozen/${file}`, import.meta.url))]));

frozenSuite({ name: 'fake', factory: indexedDB, range: IDBKeyRange, locks: createThreadLocks(), load });
