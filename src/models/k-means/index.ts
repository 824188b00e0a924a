export { kMeans, type KMeansFitted, type KMeansParams } from './k-means';
export { chooseK, type Candidate, type ChosenK } from './choose-k';
