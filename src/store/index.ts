export type * from './api';
export type { StoreChange } from './changes';
export { openStore, watchChanges, watchWipes, type StoreOptions, type Workspace } from './open';
