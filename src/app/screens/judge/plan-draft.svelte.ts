import type { MoneyPlan } from '../../../domain';

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));
const share = (text: string): number => number(text) / 100;
const typed = (value: number): string => String(Number(value.toPrecision(10)));

/** The owner's figures as typed. Shares are typed in per cent. */
export class PlanDraft {
  model = $state('');
  margin = $state('');
  cost = $state('');
  save = $state('');
  tries = $state('');
  capacity = $state('');
  /** '' = from the data. */
  worth = $state('');

  constructor(plan: MoneyPlan) {
    this.model = plan.model;
    this.margin = typed(plan.margin * 100);
    this.cost = typed(plan.offerCost);
    this.save = typed(plan.saveRate * 100);
    this.tries = typed(plan.saveTries);
    this.capacity = typed(plan.capacity);
    this.worth = plan.worth === null ? '' : typed(plan.worth);
  }

  /** What is typed cannot be used as it is. */
  get wrong(): Readonly<Record<'margin' | 'cost' | 'save' | 'tries' | 'capacity' | 'worth', boolean>> {
    const isShare = (text: string) => share(text) >= 0 && share(text) <= 1;
    const isAmount = (text: string) => number(text) >= 0 && Number.isFinite(number(text));
    return {
      margin: !isShare(this.margin),
      cost: !isAmount(this.cost),
      save: !isShare(this.save),
      tries: !(isAmount(this.tries) && number(this.tries) >= 1),
      capacity: !(isAmount(this.capacity) && number(this.capacity) >= 1),
      worth: this.worth.trim() !== '' && !isAmount(this.worth),
    };
  }

  get usable(): boolean {
    return !Object.values(this.wrong).some(Boolean);
  }

  get plan(): MoneyPlan {
    return {
      model: this.model,
      margin: share(this.margin),
      offerCost: number(this.cost),
      saveRate: share(this.save),
      saveTries: number(this.tries),
      capacity: Math.floor(number(this.capacity)),
      worth: this.worth.trim() === '' ? null : number(this.worth),
    };
  }
}
