import { ByHand } from './by-hand.svelte';
import { session } from './session.svelte';

/** One for all pages: what was joined on one customer's page can be taken back on the page it leads to. */
export const byHand = new ByHand(session);
