export { svmModel, type SvmOptions } from './svm';
