import type { AnalysisResult, AnalysisSettings, FeatureInfo } from '../../domain';

export const mostGroups = 12;

type SegmentSettings = AnalysisSettings['segments'];

/** What the owner would like the groups to be made of, until it is applied. Begins as what is in force. */
export class SegmentsDraft {
  readonly available: readonly FeatureInfo[];
  chosen = $state.raw<readonly string[]>([]);
  scale = $state<SegmentSettings['scale']>('standard');
  /** 'auto': Kith chooses. */
  k = $state('auto');
  #before: readonly string[];
  #settings: SegmentSettings;

  constructor(result: AnalysisResult) {
    const { segments: part } = result;
    this.#settings = result.settings.segments;
    this.available = part.ok ? part.available : [];
    this.#before = part.ok ? part.features.map(({ id }) => id) : (this.#settings.features ?? []);
    this.chosen = this.#before;
    this.scale = this.#settings.scale;
    this.k = this.#settings.k === null ? 'auto' : String(this.#settings.k);
  }

  toggle(id: string): void {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((other) => other !== id) : [...this.chosen, id];
  }

  get featuresChanged(): boolean {
    return this.chosen.length !== this.#before.length || this.chosen.some((id) => !this.#before.includes(id));
  }

  get changed(): boolean {
    return this.featuresChanged || this.patch.scale !== this.#settings.scale || this.patch.k !== this.#settings.k;
  }

  /** There is something to compare by, and something to do anew. */
  get applicable(): boolean {
    return this.changed && (this.available.length === 0 || this.chosen.length > 0);
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
    };
  }
}
