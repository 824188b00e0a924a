export { pca, type PcaFitted, type PcaParams } from './pca';
