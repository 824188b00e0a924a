import { applyIsotonic, fitIsotonic, type Steps } from '../kernels/calibrate/isotonic';
import { applyPlatt, fitPlatt, type Sigmoid } from '../kernels/calibrate/platt';

/** How forecast chances are bent so that they match the rates that came. */
export type Calibrator =
  | { readonly method: 'none' }
  | { readonly method: 'platt'; readonly curve: Sigmoid }
  | { readonly method: 'isotonic'; readonly curve: Steps };

/** Isotonic curves through fewer rows follow chance (Niculescu-Mizil & Caruana 2005). */
const enoughForSteps = 1000;
const parts = 3;
/** Nobody is certain to leave or to stay. */
const edge = 1e-6;

const logit = (p: number): number => {
  const inside = Math.min(Math.max(p, edge), 1 - edge);
  return Math.log(inside / (1 - inside));
};

function fitAs(method: Calibrator['method'], p: Float64Array, y: Uint8Array): Calibrator {
  if (method === 'platt') return { method, curve: fitPlatt(p.map(logit), y) };
  if (method === 'isotonic') return { method, curve: fitIsotonic(p, y) };
  return { method };
}

/** Chances after calibration, within 0 and 1. */
export function calibrated(by: Calibrator, p: Float64Array): Float64Array {
  if (by.method === 'platt') return applyPlatt(by.curve, p.map(logit));
  // A step at 0 or 1 was learned from a few: its edges are drawn in as Laplace would.
  if (by.method === 'isotonic') return applyIsotonic(by.curve, p).map((value) => Math.min(Math.max(value, 0.001), 0.999));
  return p;
}

function lossOf(p: Float64Array, y: Uint8Array): Float64Array {
  return p.map((value, i) => {
    const inside = Math.min(Math.max(value, edge), 1 - edge);
    return -Math.log(y[i] === 1 ? inside : 1 - inside);
  });
}

/**
 * Chooses between leaving chances as they are, Platt's sigmoid and an isotonic curve, on rows that the model did not learn
 * from: by log-loss over three parts, and only where the gain is larger than its standard error, so that a model that is
 * calibrated already stays untouched. Isotonic is weighed from 1,000 rows on.
 */
export function chooseCalibrator(p: Float64Array, y: Uint8Array): Calibrator {
  const plain = lossOf(p, y);
  let best: { method: Calibrator['method']; gain: number } = { method: 'none', gain: 0 };
  const candidates = p.length >= enoughForSteps ? (['platt', 'isotonic'] as const) : (['platt'] as const);
  for (const method of candidates) {
    const loss = new Float64Array(p.length);
    for (let part = 0; part < parts; part++) {
      const mine = (i: number) => i % parts === part;
      const learn = [...p.keys()].filter((i) => !mine(i));
      const curve = fitAs(
        method,
        Float64Array.from(learn, (i) => p[i]!),
        Uint8Array.from(learn, (i) => y[i]!),
      );
      const bent = lossOf(calibrated(curve, p), y);
      for (let i = part; i < p.length; i += parts) loss[i] = bent[i]!;
    }
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < p.length; i++) {
      const gain = plain[i]! - loss[i]!;
      sum += gain;
      squares += gain * gain;
    }
    const mean = sum / p.length;
    const error = Math.sqrt(Math.max(squares / p.length - mean * mean, 0) / p.length);
    if (mean > error && mean > best.gain) best = { method, gain: mean };
  }
  return fitAs(best.method, p, y);
}
