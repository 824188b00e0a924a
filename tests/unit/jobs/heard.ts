/**
 * The shortest of up to eight measured waits, in milliseconds, ending at the first below 100. A busy machine stretches a
 * wait now and then; work that does not listen stretches every one.
 */
export async function shortestWait(measure: () => Promise<number>): Promise<number> {
  let shortest = Infinity;
  for (let i = 0; i < 8 && shortest >= 100; i++) shortest = Math.min(shortest, await measure());
  return shortest;
}
