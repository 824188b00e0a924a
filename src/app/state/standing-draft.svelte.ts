import { defaultStanding, type AnalysisResult, type StandingSettings } from '../../domain';

const ranges = { newDays: [0, 3650], churnDays: [1, 3650], loyalPurchases: [1, 1000], compareDays: [1, 3650] } as const;
export type StandingField = keyof typeof ranges;
export const standingFields = Object.keys(ranges) as StandingField[];
/** Left empty, these are learned from the shop's orders. */
const learned: readonly StandingField[] = ['newDays', 'churnDays'];

/** The cut-offs as the owner types them, until they are applied. Begins as what is in force. */
export class StandingDraft {
  texts = $state<Record<StandingField, string>>({ newDays: '', churnDays: '', loyalPurchases: '', compareDays: '' });
  #settings: StandingSettings;

  constructor(result: AnalysisResult) {
    // Results kept by an older Kith know no such settings.
    this.#settings = (result.settings as { standing?: StandingSettings }).standing ?? defaultStanding;
    for (const field of standingFields) this.texts[field] = this.#settings[field] === null ? '' : String(this.#settings[field]);
  }

  rangeOf(field: StandingField): readonly [number, number] {
    return ranges[field];
  }

  /** Undefined where what is typed cannot be used. */
  #value(field: StandingField): number | null | undefined {
    const text = this.texts[field].trim();
    if (text === '') return learned.includes(field) ? null : undefined;
    const [least, most] = ranges[field];
    const value = Number(text);
    return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
  }

  wrong(field: StandingField): boolean {
    return this.#value(field) === undefined;
  }

  /** The settings to analyse with; what cannot be used stays as it was. */
  get patch(): StandingSettings {
    const typed = standingFields.map((field) => [field, this.#value(field)] as const).filter(([, value]) => value !== undefined);
    return { ...this.#settings, ...(Object.fromEntries(typed) as Partial<StandingSettings>) };
  }

  get applicable(): boolean {
    const now = this.patch;
    return (
      !standingFields.some((field) => this.wrong(field)) && standingFields.some((field) => now[field] !== this.#settings[field])
    );
  }
}
