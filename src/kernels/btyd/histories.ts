/**
 * Histories of purchase as columns, alike ones once: x repeat purchases, tx the time from the first purchase to the last, T the
 * time from the first purchase to now, all in one unit of time; `weight` says how many customers have it.
 */
export interface Histories {
  readonly rows: number;
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly weight: Float64Array;
  /** Of each customer, in the order given: the row that is theirs. */
  readonly rowOf: Int32Array;
}

/**
 * Alike histories (x, tx, T) put together and sorted, so that the order of the customers decides nothing: sums come out the same
 * to the last bit. `values` holds x, tx, T of each customer, `stride` numbers apart.
 */
export function distinctHistories(values: Float64Array, customers: number, stride: number): Histories {
  const order = Int32Array.from({ length: customers }, (_, i) => i);
  const at = (i: number, k: number) => values[i * stride + k]!;
  order.sort((i, j) => at(i, 0) - at(j, 0) || at(i, 1) - at(j, 1) || at(i, 2) - at(j, 2));
  const rowOf = new Int32Array(customers);
  const [x, tx, T, weight] = [0, 0, 0, 0].map(() => new Float64Array(customers)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let rows = 0;
  for (const i of order) {
    const last = rows - 1;
    if (last < 0 || x[last] !== at(i, 0) || tx[last] !== at(i, 1) || T[last] !== at(i, 2)) {
      x[rows] = at(i, 0);
      tx[rows] = at(i, 1);
      T[rows] = at(i, 2);
      rows++;
    }
    weight[rows - 1]!++;
    rowOf[i] = rows - 1;
  }
  const cut = (column: Float64Array) => column.slice(0, rows);
  return { rows, x: cut(x), tx: cut(tx), T: cut(T), weight: cut(weight), rowOf };
}
