import { CustomersList } from './customers-list.svelte';
import { ListSelection } from './list-selection.svelte';
import { ListViews } from './list-views.svelte';
import { session } from './session.svelte';
import type { AnalysisResult } from '../../domain';

/** The list as it was left: coming back from one customer finds the same place. */
export const customersList = new CustomersList((query) => session.ask('customers', { query }));
/** Who is chosen in it. */
export const customersChosen = new ListSelection((query, from, to) => session.ask('customerKeys', { query, from, to }));
export const customersViews = new ListViews(session, customersList);
customersList.onasked = () => customersChosen.asked();

let shownFor: AnalysisResult | null = null;

/** Starts the list over where there is another result than the one it showed. */
export function showCustomersOf(result: AnalysisResult): void {
  if (result === shownFor) return;
  shownFor = result;
  customersChosen.clear();
  // The best customers first; where nothing was bought, those likeliest to leave.
  void customersList.reset(result.orders > 0 ? 'totalSpend' : 'risk');
}
