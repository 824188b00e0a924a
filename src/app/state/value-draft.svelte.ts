import {
  defaultValue,
  horizonChoices,
  isoDay,
  parseIsoDay,
  timeUnits,
  valueModelIds,
  type AnalysisResult,
  type ValueSettings,
} from '../../domain';

/** A share typed in per cent, or null where it is not one. */
function share(text: string, fits: (percent: number) => boolean): number | null {
  const percent = Number(text.trim().replace(',', '.'));
  // Ten digits, so that 12.5 % is 0.125 and not what binary fractions make of it.
  return text.trim() !== '' && Number.isFinite(percent) && fits(percent) ? Number((percent / 100).toPrecision(10)) : null;
}

const percentOf = (value: number): string => String(Number((value * 100).toPrecision(10)));

/** How the owner would like worth to be worked out, until it is applied. Begins as what is in force; texts are as typed. */
export class ValueDraft {
  horizon = $state('12');
  discount = $state('');
  margin = $state('');
  model = $state<ValueSettings['model']>('auto');
  unit = $state<ValueSettings['timeUnit']>('week');
  /** '' = the last third tests, all is learned from. */
  calibration = $state('');
  #settings: ValueSettings;

  constructor(result: AnalysisResult) {
    // Results kept by an older Kith know no such settings.
    const settings = (this.#settings = (result.settings as { value?: ValueSettings }).value ?? defaultValue);
    this.horizon = String(settings.horizonMonths);
    this.discount = percentOf(settings.discountRate);
    this.margin = percentOf(settings.margin);
    this.model = settings.model;
    this.unit = settings.timeUnit;
    this.calibration = settings.calibrationEnd === null ? '' : isoDay(settings.calibrationEnd);
  }

  /** What is typed cannot be used as it is. */
  get wrong(): { readonly discount: boolean; readonly margin: boolean; readonly calibration: boolean } {
    return {
      discount: this.#discount === null,
      margin: this.#margin === null,
      calibration: this.calibration !== '' && parseIsoDay(this.calibration) === null,
    };
  }

  get #discount(): number | null {
    return share(this.discount, (percent) => percent >= 0 && percent <= 100);
  }

  get #margin(): number | null {
    return share(this.margin, (percent) => percent > 0 && percent <= 100);
  }

  /** The settings to analyse with. */
  get patch(): ValueSettings {
    const horizonMonths = horizonChoices.find((months) => String(months) === this.horizon) ?? this.#settings.horizonMonths;
    return {
      model: this.model === 'auto' || valueModelIds.includes(this.model) ? this.model : 'auto',
      timeUnit: timeUnits.includes(this.unit) ? this.unit : this.#settings.timeUnit,
      calibrationEnd: this.calibration === '' ? null : parseIsoDay(this.calibration),
      horizonMonths,
      discountRate: this.#discount ?? this.#settings.discountRate,
      margin: this.#margin ?? this.#settings.margin,
    };
  }

  get changed(): boolean {
    const before = this.#settings;
    const now = this.patch;
    return (Object.keys(now) as (keyof ValueSettings)[]).some((key) => now[key] !== before[key]);
  }

  get applicable(): boolean {
    return this.changed && !Object.values(this.wrong).some(Boolean);
  }
}
