/** Words for a test: each is its own. */
export const wordsOf = <K extends string>(ids: readonly K[]): Record<K, string> =>
  Object.fromEntries(ids.map((id) => [id, id as string])) as Record<K, string>;
