import type { Component } from 'svelte';
import type { MessageKey } from '../../text';
import type { ScreenId } from '../state/router.svelte';
import Start from './Start.svelte';

interface Screen {
  readonly title: MessageKey;
  /** What the screen would say if there were anything to say it of; null where it needs no result. */
  readonly empty: MessageKey | null;
  readonly load: () => Promise<{ default: Component }> | { default: Component };
}

/** Every screen. Start is in the shell; the others load when first looked at. */
export const screenTable: Readonly<Record<ScreenId, Screen>> = {
  start: { title: 'nav.start', empty: null, load: () => ({ default: Start }) },
  review: { title: 'nav.review', empty: null, load: () => import('./Review.svelte') },
  today: { title: 'nav.today', empty: 'empty.today', load: () => import('./Today.svelte') },
  numbers: { title: 'nav.numbers', empty: 'empty.numbers', load: () => import('./Numbers.svelte') },
  customers: { title: 'nav.customers', empty: 'empty.customers', load: () => import('./Customers.svelte') },
  customer: { title: 'nav.customer', empty: 'empty.customer', load: () => import('./Customer.svelte') },
  segments: { title: 'nav.segments', empty: 'empty.segments', load: () => import('./Segments.svelte') },
  predict: { title: 'nav.predict', empty: 'empty.predict', load: () => import('./Predict.svelte') },
  value: { title: 'nav.value', empty: 'empty.value', load: () => import('./Value.svelte') },
  people: { title: 'people.title', empty: 'people.empty', load: () => import('./People.svelte') },
  quality: { title: 'quality.title', empty: 'quality.empty', load: () => import('./Quality.svelte') },
  map: { title: 'map.title', empty: 'map.empty', load: () => import('./Map.svelte') },
  data: { title: 'nav.data', empty: null, load: () => import('./Data.svelte') },
};
