import type { Json, Result, Steps } from '../domain';
import type { Matrix } from '../kernels/linalg/matrix';
import type { Random } from '../kernels/random/random';
import type { ModelCard } from './contract';

/** The families that tell who will and who will not, by the names of the exported results. */
export const modelIds = ['logistic', 'svm', 'tree', 'forest', 'boosting', 'neural', 'knn'] as const;
export type ModelId = (typeof modelIds)[number];

/** What every family learns from. */
export interface ClassifierInput {
  /** Finite, or NaN for missing where the family `takes.missing`. */
  readonly x: Matrix;
  /** 1 = yes, 0 = no; a row each, both present. */
  readonly y: Uint8Array;
  /**
   * For families that `take.categories`: how many levels each column has, whose values are then the codes 0..levels − 1;
   * 0 for a column of numbers. Absent: all are numbers.
   */
  readonly levels?: readonly number[];
}

/** What was learned: frozen, and the same for every family as far as the rest of the house need know. */
export interface ClassifierFitted {
  readonly model: ModelId;
  readonly engine: string;
  /** Rows and positives that it learned from. */
  readonly n: number;
  readonly positives: number;
  /** What else there is is the family's own affair. */
  readonly learned: unknown;
}

/** Shapley values: for every row, `base` + the sum of its contributions is its score. */
export interface Contributions {
  /** The mean score of the rows that were learned from. */
  readonly base: number;
  /** rows × columns, row-major. */
  readonly values: Float64Array;
  /** What is added up: log-odds (a sigmoid makes a probability of them) or probability itself. */
  readonly unit: 'log-odds' | 'probability';
}

/** A family with its settings bound: the one contract of models/contract.ts, with its types hidden. */
export interface Classifier {
  readonly id: ModelId;
  readonly version: number;
  /**
   * What it can make use of. Every family learns from a standardised design with a column for each level but the first;
   * trees lose nothing by it, and may be given gaps and codes as they are instead.
   */
  readonly takes: { readonly missing: boolean; readonly categories: boolean };
  /** Throws KithError 'model/bad-input'. Nothing is left behind when it is ended early. */
  fit(input: ClassifierInput, random: Random): Steps<ClassifierFitted>;
  /** Probability of 1 for every row. Throws KithError 'model/bad-input' for other columns. */
  predict(fitted: ClassifierFitted, x: Matrix): Float64Array;
  /** Why each row's score is what it is, exactly; null where the family cannot say. */
  explain(fitted: ClassifierFitted, x: Matrix): Contributions | null;
  /** One a column, 0 or more, adding up to 1 (to 0 where nothing counts): how much each is used; null where that is not known. */
  importance(fitted: ClassifierFitted): Float64Array | null;
  serialise(fitted: ClassifierFitted): Json;
  restore(json: Json): Result<ClassifierFitted>;
  describe(fitted: ClassifierFitted): ModelCard;
}
