import { ok, type Json, type Result } from '../../domain';
import { numberIn, numbersIn, openSaved, refuseUnreadable } from '../saved';
import type { Maximum } from './maximise';

/** What was learned: parameters with their uncertainty, no rows, no ids. */
export interface LikelihoodFitted {
  /** In the order of the model's letters; all > 0. */
  readonly parameters: Float64Array;
  /** Of the parameters themselves, by the delta method. */
  readonly standardErrors: Float64Array;
  /** Of the logarithms of the parameters, row-major. */
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  /** Customers, and those of them who bought again. */
  readonly n: number;
  readonly repeaters: number;
  readonly rounds: number;
  readonly evaluations: number;
  readonly held: boolean;
  /** Plain double precision: there is nothing here for tensors to do. */
  readonly engine: string;
}

/** The learned value of a maximum. */
export function fittedOf(maximum: Maximum, n: number, repeaters: number): LikelihoodFitted {
  const { point, covariance, logLikelihood, rounds, evaluations, held } = maximum;
  const parameters = point.map(Math.exp);
  const standardErrors = parameters.map((value, i) => value * Math.sqrt(covariance[i * (point.length + 1)]!));
  return Object.freeze({
    parameters,
    standardErrors,
    covariance,
    logLikelihood,
    n,
    repeaters,
    rounds,
    evaluations,
    held,
    engine: 'float64',
  });
}

const numberFields = ['logLikelihood', 'n', 'repeaters', 'rounds', 'evaluations'] as const;

export function serialiseFitted(model: string, version: number, fitted: LikelihoodFitted): Json {
  const { parameters, standardErrors, covariance, ...rest } = fitted;
  return {
    model,
    version,
    ...rest,
    parameters: [...parameters],
    standardErrors: [...standardErrors],
    covariance: [...covariance],
  };
}

/** The saved value of a model with so many parameters; 'model/newer' or 'model/bad-input' where it is not one. */
export function restoreFitted(json: Json, model: string, version: number, size: number): Result<LikelihoodFitted> {
  const opened = openSaved(json, model, version);
  if (!opened.ok) return opened;
  const { fields } = opened;
  const parameters = numbersIn(fields['parameters'], size);
  const standardErrors = numbersIn(fields['standardErrors'], size);
  const covariance = numbersIn(fields['covariance'], size * size);
  const [logLikelihood, n, repeaters, rounds, evaluations] = numberFields.map((name) => numberIn(fields[name]));
  const { held, engine } = fields;
  if (!parameters || !standardErrors || !covariance || !parameters.every((value) => value > 0)) return refuseUnreadable();
  if (logLikelihood == null || n == null || repeaters == null || rounds == null || evaluations == null) return refuseUnreadable();
  if (typeof held !== 'boolean' || typeof engine !== 'string') return refuseUnreadable();
  return ok(
    Object.freeze({ parameters, standardErrors, covariance, logLikelihood, n, repeaters, rounds, evaluations, held, engine }),
  );
}
