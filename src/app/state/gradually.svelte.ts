import { inTurn } from './turns';

/**
 * How many lines of a list to show: the first `step` at once, as many more in each task until all of them are there. For
 * lists without a bound, of which every line costs something. To be called while a component is set up.
 */
export function gradually(length: () => number, step: number): { readonly shown: number } {
  let shown = $state(step);
  $effect(() => (shown < length() ? inTurn(() => (shown += step)) : undefined));
  return {
    get shown() {
      return shown;
    },
  };
}
