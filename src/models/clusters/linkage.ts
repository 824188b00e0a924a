import { ok, type Json, type Progress, type Result, type Steps } from '../../domain';
import { matrixJoins } from '../../kernels/clusters/linkage';
import { cutTree, type Joins } from '../../kernels/clusters/tree';
import { wardJoins } from '../../kernels/clusters/ward';
import { nearestCentres } from '../../kernels/k-means/nearest';
import type { Matrix } from '../../kernels/linalg/matrix';
import { takeRows } from '../../kernels/linalg/take-rows';
import { sampleIndices } from '../../kernels/random/sample';
import type { Random } from '../../kernels/random/random';
import { badInput, checkMatrix } from '../bad-input';
import type { Model } from '../contract';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';
import { grouped, mostGroups } from './grouped';

export type Linkage = 'ward' | 'average' | 'complete';

export interface LinkageParams {
  /** Number of groups, 1..200. */
  readonly k: number;
  /** Above so many rows the tree is grown on a seeded sample of that size, and the others go to the nearest centre. */
  readonly sampleLimit: number;
}

/** What was learned: no rows, no ids. Groups stand in order of size, largest first. */
export interface LinkageFitted {
  readonly k: number;
  readonly cols: number;
  /** Row-major [k][cols]: means of the groups. */
  readonly centres: Float64Array;
  readonly sizes: readonly number[];
  /** Sum of squared distances to the centre of each row's own group. */
  readonly sse: number;
  /** Rows the tree was grown on. */
  readonly grown: number;
  readonly n: number;
  readonly engine: string;
}

const version = 1;

/** A tree that can be cut into any number of groups. */
export interface Tree {
  /** Rows of the input it was grown on. */
  readonly rows: Int32Array;
  readonly joins: Joins;
}

/** Most rows of which the whole tree is grown: Ward needs no matrix, the others one of 2 n² bytes. */
export const limits: Readonly<Record<Linkage, number>> = { ward: 20_000, average: 6_000, complete: 6_000 };

/** Grows the tree of all rows, or of a sample. Errors as the model's. */
export function* growTree(input: Matrix, linkage: Linkage, sampleLimit: number, random: Random): Generator<Progress, Tree, void> {
  checkMatrix(input, 2);
  if (!(sampleLimit >= 2)) throw badInput('bad-setting');
  const rows = sampleIndices(input.rows, sampleLimit, random);
  const { values } = rows.length === input.rows ? input : takeRows(input, rows);
  const growing = linkage === 'ward' ? wardJoins(values, input.cols) : matrixJoins(values, input.cols, linkage);
  for (;;) {
    const next = growing.next();
    if (next.done) return { rows, joins: next.value };
    yield { stage: 'segments', done: next.value, total: rows.length - 1, unit: 'rounds' };
  }
}

/** Cuts a tree into k groups; rows it was not grown on go to the nearest centre. */
export function cutRows(input: Matrix, { rows, joins }: Tree, k: number): { fitted: LinkageFitted; labels: Uint8Array } {
  if (!Number.isInteger(k) || k < 1 || k > mostGroups) throw badInput('bad-setting');
  if (rows.length < k) throw badInput('fewer-rows-than-groups');
  const differing = joins.heights.reduce((count, height) => count + Number(height > 0), 1);
  if (differing < k) throw badInput('fewer-different-rows-than-groups');
  const cut = cutTree(joins, k);
  let all: ArrayLike<number> = cut;
  if (rows.length < input.rows) {
    const { centres, labels } = grouped(takeRows(input, rows), cut, k);
    const nearest = new Uint8Array(input.rows);
    nearestCentres(input.values, input.cols, centres, nearest, 0, input.rows);
    rows.forEach((row, at) => (nearest[row] = labels[at]!));
    all = nearest;
  }
  const { labels, ...rest } = grouped(input, all, k);
  const fitted = { k, cols: input.cols, ...rest, grown: rows.length, n: input.rows, engine: 'float64' };
  return { fitted: Object.freeze(fitted), labels };
}

const grown = (rows: number): Progress => ({ stage: 'segments', done: rows, total: rows, unit: 'rounds' });

function modelOf(id: Linkage): Model<LinkageParams, Matrix, LinkageFitted, Uint8Array> {
  return {
    id,
    version,
    defaults: Object.freeze({ k: 5, sampleLimit: limits[id] }),
    *fit(input, params, random): Steps<LinkageFitted> {
      if (!Number.isInteger(params.k) || params.k < 1 || params.k > mostGroups) throw badInput('bad-setting');
      const tree = yield* growTree(input, id, params.sampleLimit, random);
      yield grown(tree.rows.length);
      return cutRows(input, tree, params.k).fitted;
    },
    predict(fitted, input) {
      checkMatrix(input, 0);
      if (input.cols !== fitted.cols) throw badInput('wrong-columns');
      const labels = new Uint8Array(input.rows);
      nearestCentres(input.values, input.cols, fitted.centres, labels, 0, input.rows);
      return labels;
    },
    serialise: (fitted) => ({ model: id, version, ...fitted, centres: [...fitted.centres], sizes: [...fitted.sizes] }),
    restore: (json) => restore(json, id),
    describe: ({ engine, n }) => ({
      id,
      version,
      engine,
      n,
      assumes: [`${id}.joins`, 'k-means.scale-matters'],
      beware: ['k-means.always-groups', 'linkage.nearest-centre'],
    }),
  };
}

function restore(json: Json, id: Linkage): Result<LinkageFitted> {
  const opened = openSaved(json, id, version);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const [k, cols, sse, grown, n] = ['k', 'cols', 'sse', 'grown', 'n'].map((name) => numberIn(fields[name]));
  const { engine } = fields;
  if (k == null || cols == null || sse == null || grown == null || n == null) return refuseUnreadable();
  const centres = numbersIn(fields['centres'], k * cols);
  const sizes = numbersIn(fields['sizes'], k);
  if (centres === null || sizes === null || typeof engine !== 'string') return refuseUnreadable();
  return ok(Object.freeze({ k, cols, centres, sizes: [...sizes], sse, grown, n, engine }));
}

/**
 * Ward's, average and complete linkage: joins the two groups that cost least, are nearest on average, or whose furthest members
 * are nearest, until k are left. Input: one finite row a customer, already scaled as wanted. `predict` gives the group with the
 * nearest centre, which for rows near an edge need not be the one that the tree puts them in. Throws KithError 'model/bad-input'.
 */
export const ward = modelOf('ward');
export const average = modelOf('average');
export const complete = modelOf('complete');
export const linkages = { ward, average, complete } as const;
