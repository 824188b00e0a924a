import {
  KithError,
  toErrorReport,
  valueModelIds,
  type AnalysisResult,
  type AnalysisSettings,
  type CustomerTable,
  type Json,
  type Part,
  type Progress,
  type Steps,
} from '../domain';
import { gammaGamma } from '../models/btyd';
import { knownOutcome } from './analyse-churn';
import type { AnalysisOutput } from './analysis-handlers';
import type { Prepared } from './analyse-prepare';
import { figuresOf } from './analyse-figures';
import { findStanding } from './analyse-standing';
import { learnValue, valueModels, type FoundValue } from './analyse-value';
import { asynchronous } from './following';

/** Settings of which one part of the answer each is made, and nothing else. */
export const lateSettings = ['value', 'standing'] as const;
export type LateSetting = (typeof lateSettings)[number];

/**
 * The late settings that differ, where nothing else does; null where something else differs, or nothing: then all must be worked
 * out anew. Settings are compared as they are kept, by what they hold.
 */
export function lateDifference(before: AnalysisSettings, now: AnalysisSettings): readonly LateSetting[] | null {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]) as Set<keyof AnalysisSettings>;
  const different = [...keys].filter((key) => held(before[key]) !== held(now[key]));
  const late = lateSettings.filter((key) => different.includes(key));
  return late.length > 0 && late.length === different.length ? late : null;
}

/** What a setting holds, whatever the order of its entries. */
function held(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * The answer with the parts of some late settings worked out anew from the same tables; all else is the very same. `before` must
 * be the answer from `prepared`.
 */
export async function* reviseParts(
  prepared: Prepared,
  before: AnalysisOutput,
  settings: AnalysisSettings,
  parts: readonly LateSetting[],
): Steps<AnalysisOutput> {
  let { result, customers, models } = before;
  const clock = () => performance.now();
  const timings: Record<string, number> = { ...result.timings };
  result = { ...result, settings, notes: result.notes.filter(({ code }) => code !== 'analysis-not-kept') };
  if (parts.includes('value')) {
    const began = clock();
    const groups = result.segments.ok ? { segment: customers.segment, k: result.segments.k } : null;
    const worth = yield* refusable(learnValue(prepared, settings, groups, clock));
    ({ result, customers, models } = withWorth(result, customers, models, worth));
    timings['value'] = clock() - began;
  }
  if (parts.includes('standing')) {
    const began = clock();
    const known = yield* refusable(once(() => knownOutcome(prepared, settings)));
    const found = yield* refusable(findStanding(prepared, settings, known.ok ? known : null));
    const { standings: _, ...others } = customers;
    customers = found.ok ? { ...others, standings: found.standings } : others;
    // Who left is told by the stages where no column tells.
    const { kpis } = figuresOf(prepared, known.ok ? known : null, found.ok ? found.part : null);
    result = { ...result, kpis, standing: found.ok ? { ok: true, ...found.part } : found };
    timings['standing'] = clock() - began;
  }
  return { result: { ...result, timings }, customers, models };
}

function withWorth(
  result: AnalysisResult,
  customers: CustomerTable,
  models: AnalysisOutput['models'],
  worth: Part<FoundValue>,
): AnalysisOutput {
  const { worth: _, ...others } = customers;
  const kept: Record<string, Json> = Object.fromEntries(
    Object.entries(models).filter(([id]) => id !== gammaGamma.id && !(valueModelIds as readonly string[]).includes(id)),
  );
  if (!worth.ok) return { result: { ...result, value: worth }, customers: others, models: kept };
  return {
    result: { ...result, value: { ok: true, ...worth.part } },
    customers: { ...others, worth: worth.worth },
    models: { ...kept, ...valueModels(worth) },
  };
}

function* once<T>(work: () => T): Generator<never, T, void> {
  return work();
}

async function* refusable<T extends object>(steps: Steps<T>): AsyncGenerator<Progress, Part<T>, void> {
  try {
    return { ok: true, ...(yield* asynchronous(steps)) };
  } catch (thrown) {
    if (thrown instanceof KithError) return { ok: false, error: toErrorReport(thrown) };
    throw thrown;
  }
}
