export { periodCounts, shiftedBetaGeometric } from './shifted-beta-geometric';
