export { hazard, periodOf, survivalOf, type HazardFitted, type HazardInput, type HazardParams } from './hazard';
