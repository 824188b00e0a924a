export { dbscan, fitDbscan, usualLeast, type Curve, type DbscanFitted, type DbscanParams } from './dbscan';
export { cutRows, growTree, limits, linkages, type Linkage, type LinkageFitted, type Tree } from './linkage';
export { grouped, type Grouped } from './grouped';
export { silhouetteWidths } from './silhouettes';
export { fitMixture, mixture, shares, type MixtureFitted, type MixtureParams } from './mixture';
