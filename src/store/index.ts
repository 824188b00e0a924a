export type * from './api';
export type { StoreChange } from './changes';
export { openStore, watchChanges, type StoreOptions, type Workspace } from './open';
