import type { Json, Result, Steps } from '../domain';
import type { Matrix } from '../kernels/linalg/matrix';
import type { Random } from '../kernels/random/random';

/** What a model says of itself. Codes are sentences in `text` (`model.<code>`). */
export interface ModelCard {
  readonly id: string;
  readonly version: number;
  readonly engine: string;
  readonly n: number;
  readonly assumes: readonly string[];
  readonly beware: readonly string[];
}

/**
 * One contract for every model. `Fitted` is a frozen value without customer rows or ids; chosen numbers are in
 * `params`, learned ones in `Fitted`. `fit` yields often and leaves nothing behind when ended early.
 */
export interface Model<Params, Input, Fitted, Output> {
  readonly id: string;
  readonly version: number;
  readonly defaults: Params;
  fit(input: Input, params: Params, random: Random): Steps<Fitted>;
  predict(fitted: Fitted, input: Matrix): Output;
  serialise(fitted: Fitted): Json;
  restore(json: Json): Result<Fitted>;
  describe(fitted: Fitted): ModelCard;
}

export type { Matrix };
