import { finish } from '../../../src/domain';
import { createRandom } from '../../../src/kernels/random/random';
import { kMeans } from '../../../src/models/k-means';
import { logistic } from '../../../src/models/logistic';

const rows = 997;
const cols = 5;

/** Numbers made of integer draws and divisions alone, which every engine computes alike. */
function numbers(seed: number, length: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => (random.int(1000) + random.int(1000) + random.int(1000)) / 700 - 2.14);
}

/** What a k-means and a logistic fit on made-up rows come to: the same in every browser, in Node, on every back end. */
export async function knownFits() {
  const values = numbers(1, rows * cols);
  for (let i = 0; i < rows; i++) values[i * cols + (i % 3)]! += 4;
  const matrix = { rows, cols, values };
  const groups = await finish(kMeans.fit(matrix, { ...kMeans.defaults, k: 4 }, createRandom(1)));
  const chance = numbers(2, rows);
  const y = Uint8Array.from({ length: rows }, (_, i) => Number(values[i * cols]! - values[i * cols + 1]! + chance[i]! > 1));
  const risk = await finish(logistic.fit({ x: matrix, y }, logistic.defaults, createRandom(1)));
  return {
    labels: kMeans.predict(groups, matrix).join(''),
    sse: groups.sse,
    sizes: [...groups.sizes],
    intercept: risk.intercept,
    weights: [...risk.weights],
  };
}

/** Found in Node 20; `labels` are the first thirty. */
export const expectedFits = {
  labels: '301201201201301201301201301301',
  sse: 2438.861485922199,
  sizes: [332, 332, 176, 157],
  intercept: -2.994902120606718,
  weights: [2.605213816323686, -1.9216335022478301, 0.1004680943090805, 0.11570111057400667, -0.4252170264376718],
};
