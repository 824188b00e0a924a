import type { Progress } from '../../domain';

export { slice } from '../steps';

/** What the looking says of itself between two steps. */
export const qualityStep = (done: number, total: number = done): Progress => ({ stage: 'quality', done, total, unit: 'rows' });
