import { defaultSegments, type AnalysisResult, type FeatureInfo, type SegmentSettings } from '../../domain';

export const mostGroups = 12;

/** A number typed by the owner; null where nothing is typed, undefined where it is none that fits. */
function typed(text: string, fits: (value: number) => boolean): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) && fits(value) ? value : undefined;
}

/** What the owner would like the groups to be made of, until it is applied. Begins as what is in force. */
export class SegmentsDraft {
  readonly available: readonly FeatureInfo[];
  chosen = $state.raw<readonly string[]>([]);
  scale = $state<SegmentSettings['scale']>('standard');
  model = $state<SegmentSettings['model']>('k-means');
  covariance = $state<SegmentSettings['covariance']>('full');
  /** As typed; '' = Kith chooses. */
  radius = $state('');
  neighbours = $state('');
  /** 'auto': Kith chooses. */
  k = $state('auto');
  #before: readonly string[];
  #settings: SegmentSettings;

  constructor(result: AnalysisResult) {
    const { segments: part } = result;
    // Results kept by an older Kith know fewer settings.
    this.#settings = { ...defaultSegments, ...result.settings.segments };
    this.available = part.ok ? part.available : [];
    this.#before = part.ok ? part.features.map(({ id }) => id) : (this.#settings.features ?? []);
    this.chosen = this.#before;
    const { scale, model, covariance, radius, neighbours, k } = this.#settings;
    this.scale = scale;
    this.model = model;
    this.covariance = covariance;
    this.radius = radius === null ? '' : String(radius);
    this.neighbours = neighbours === null ? '' : String(neighbours);
    this.k = k === null ? 'auto' : String(k);
  }

  toggle(id: string): void {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((other) => other !== id) : [...this.chosen, id];
  }

  get featuresChanged(): boolean {
    return this.chosen.length !== this.#before.length || this.chosen.some((id) => !this.#before.includes(id));
  }

  get #radius(): number | null | undefined {
    return typed(this.radius, (value) => value > 0);
  }

  get #neighbours(): number | null | undefined {
    return typed(this.neighbours, (value) => Number.isInteger(value) && value >= 1 && value <= 1000);
  }

  /** What is typed cannot be used as it is. */
  get wrong(): { readonly radius: boolean; readonly neighbours: boolean } {
    return { radius: this.#radius === undefined, neighbours: this.#neighbours === undefined };
  }

  get changed(): boolean {
    const now = this.patch;
    return this.featuresChanged || changeable.some((key) => now[key] !== this.#settings[key]);
  }

  /** There is something to compare by, and something to do anew. */
  get applicable(): boolean {
    const { radius, neighbours } = this.wrong;
    return this.changed && !radius && !neighbours && (this.available.length === 0 || this.chosen.length > 0);
  }

  /** The settings to analyse with. Features that were not touched stay as they were, chosen by Kith or by hand. */
  get patch(): SegmentSettings {
    return {
      // In the order they are offered, so that the same choice gives the same settings however it was clicked.
      features: this.featuresChanged
        ? this.available.filter(({ id }) => this.chosen.includes(id)).map(({ id }) => id)
        : this.#settings.features,
      scale: this.scale,
      k: this.k === 'auto' ? null : Number(this.k),
      model: this.model,
      covariance: this.covariance,
      radius: this.#radius ?? null,
      neighbours: this.#neighbours ?? null,
    };
  }
}

const changeable = ['scale', 'k', 'model', 'covariance', 'radius', 'neighbours'] as const;
