export { delimitedBytes, DelimitedKernels } from './kernels';
export { TextTable } from './text-table';
