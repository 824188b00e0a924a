import { frozenSuite } from '../unit/store/frozen-suite';

const files = import.meta.glob<string>(['../unit/store/frozen/*.gz', '../unit/store/frozen/*.kith'], {
  query: '?url&inline',
  import: 'default',
  eager: true,
});
/** Out of its data URL: the test server would unpack what ends in gz, and nothing may be fetched. */
const load = (file: string) => {
  const [, base64] = files[`../unit/store/frozen/${file}`]!.split(',');
  return Promise.resolve(new Blob([Uint8Array.from(atob(base64!), (letter) => letter.charCodeAt(0))]));
};

frozenSuite({ name: 'browser', factory: indexedDB, range: IDBKeyRange, load });
