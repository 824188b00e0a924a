export { logistic, type LogisticFitted, type LogisticInput, type LogisticParams } from './logistic';
