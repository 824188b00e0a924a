import { mean } from '../../../src/kernels/stats/mean';
import { populationSd } from '../../../src/kernels/stats/standard-deviation';
import type { Matrix } from '../../../src/kernels/linalg/matrix';
import { readShared } from '../../shared';

const numeric = ['tenure', 'MonthlyCharges', 'TotalCharges'];

/** The reference's design: numeric columns first, blanks 0; then levels in order, the first one left out. */
export function readTelco() {
  const lines = new TextDecoder().decode(readShared('data/telco_churn.csv')).trim().split(/\r?\n/);
  const header = lines[0]!.split(',');
  const cells = lines.slice(1).map((line) => line.split(','));
  const names = [...numeric];
  const columns = numeric.map((name) => cells.map((row) => Number(row[header.indexOf(name)]!.trim())));
  header.forEach((name, at) => {
    if (numeric.includes(name) || name === 'customerID' || name === 'Churn') return;
    for (const level of [...new Set(cells.map((row) => row[at]!))].sort().slice(1)) {
      names.push(`${name}=${level}`);
      columns.push(cells.map((row) => Number(row[at] === level)));
    }
  });
  const values = Float64Array.from(cells.flatMap((_, i) => columns.map((column) => column[i]!)));
  const y = Uint8Array.from(cells, (row) => Number(row[header.indexOf('Churn')] === 'Yes'));
  return { names, x: { rows: cells.length, cols: names.length, values }, y };
}

/** Standardises the numeric columns of `matrix` by mean and population deviation over `from`. */
export function standardise(matrix: Matrix, from: Matrix): Matrix {
  const values = matrix.values.slice();
  for (let j = 0; j < numeric.length; j++) {
    const column = from.values.filter((_, at) => at % from.cols === j);
    const [centre, spread] = [mean(column), populationSd(column)];
    for (let at = j; at < values.length; at += matrix.cols) values[at] = (values[at]! - centre) / spread;
  }
  return { ...matrix, values };
}
