import { CustomersList } from './customers-list.svelte';
import { session } from './session.svelte';
import type { AnalysisResult } from '../../domain';

/** The list as it was left: coming back from one customer finds the same place. */
export const customersList = new CustomersList((query) => session.ask('customers', { query }));

let shownFor: AnalysisResult | null = null;

/** Starts the list over where there is another result than the one it showed. */
export function showCustomersOf(result: AnalysisResult): void {
  if (result === shownFor) return;
  shownFor = result;
  // The best customers first; where nothing was bought, those likeliest to leave.
  void customersList.reset(result.orders > 0 ? 'totalSpend' : 'risk');
}
