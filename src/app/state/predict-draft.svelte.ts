import { isoDay, parseIsoDay, type AnalysisResult, type AnalysisSettings, type DayNumber, type FeatureInfo } from '../../domain';

type ChurnSettings = AnalysisSettings['churn'];

const limits = { folds: [2, 20], repeats: [1, 20], horizon: [1, 3650] } as const;

function whole(text: string, [from, to]: readonly [number, number]): number | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= from && value <= to ? value : null;
}

/** What the owner would like predicted and how, until it is applied. Begins as what is in force; texts are as typed. */
export class PredictDraft {
  readonly labels: readonly string[];
  readonly available: readonly { readonly id: string; readonly info: FeatureInfo | null }[];
  readonly range: readonly [DayNumber, DayNumber] | null;
  source = $state<ChurnSettings['source']>('auto');
  /** '' = the first label column that is found. */
  label = $state('');
  exclude = $state.raw<readonly string[]>([]);
  cutoff = $state('');
  horizon = $state('');
  folds = $state('');
  repeats = $state('');
  threshold = $state(0.5);
  #settings: ChurnSettings;
  #shown: { readonly cutoff: string; readonly horizon: string };

  constructor(result: AnalysisResult, labels: readonly string[]) {
    const { churn: part } = result;
    const settings = (this.#settings = result.settings.churn);
    const known = part.ok ? part.available : [];
    const others = settings.exclude.filter((id) => !known.some((feature) => feature.id === id));
    this.available = [...known.map((info) => ({ id: info.id, info })), ...others.map((id) => ({ id, info: null }))];
    this.labels = settings.label === null || labels.includes(settings.label) ? labels : [...labels, settings.label];
    this.range = part.ok ? part.cutoffRange : null;
    const cutoff = settings.cutoff ?? (part.ok ? part.cutoff : null);
    const horizon = settings.horizonDays ?? (part.ok ? part.horizonDays : null);
    this.#shown = { cutoff: cutoff === null ? '' : isoDay(cutoff), horizon: horizon === null ? '' : String(horizon) };
    this.source = settings.source;
    this.label = settings.label ?? '';
    this.exclude = settings.exclude;
    this.cutoff = this.#shown.cutoff;
    this.horizon = this.#shown.horizon;
    this.folds = String(settings.folds);
    this.repeats = String(settings.repeats);
    this.threshold = settings.threshold;
  }

  toggle(id: string): void {
    this.exclude = this.exclude.includes(id) ? this.exclude.filter((other) => other !== id) : [...this.exclude, id];
  }

  /** What is typed cannot be used as it is. */
  get wrong(): { readonly cutoff: boolean; readonly horizon: boolean; readonly folds: boolean; readonly repeats: boolean } {
    return {
      cutoff: this.cutoff !== '' && parseIsoDay(this.cutoff) === null,
      horizon: this.horizon.trim() !== '' && whole(this.horizon, limits.horizon) === null,
      folds: whole(this.folds, limits.folds) === null,
      repeats: whole(this.repeats, limits.repeats) === null,
    };
  }

  /** The settings to analyse with. A cut-off or horizon that was not touched stays as it was, Kith's choice or the owner's. */
  get patch(): ChurnSettings {
    return {
      source: this.source,
      label: this.label === '' ? null : this.label,
      ...(this.#settings.allow ? { allow: this.#settings.allow } : {}),
      exclude: this.available.map(({ id }) => id).filter((id) => this.exclude.includes(id)),
      cutoff: this.cutoff === this.#shown.cutoff ? this.#settings.cutoff : parseIsoDay(this.cutoff),
      horizonDays: this.horizon === this.#shown.horizon ? this.#settings.horizonDays : whole(this.horizon, limits.horizon),
      folds: whole(this.folds, limits.folds) ?? this.#settings.folds,
      repeats: whole(this.repeats, limits.repeats) ?? this.#settings.repeats,
      threshold: this.threshold,
    };
  }

  get changed(): boolean {
    const before = this.#settings;
    const now = this.patch;
    return (Object.keys(now) as (keyof ChurnSettings)[]).some((key) =>
      key === 'allow'
        ? false
        : key === 'exclude'
          ? [...now.exclude].sort().join('\n') !== [...before.exclude].sort().join('\n')
          : now[key] !== before[key],
    );
  }

  get applicable(): boolean {
    return this.changed && !Object.values(this.wrong).some(Boolean);
  }
}
