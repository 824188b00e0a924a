export { layOut, leastRows, type UmapParams, umapDefaults } from './umap';
