/**
 * The same items, the next of which is asked for while the present one is worked on: reading and writing go on side by
 * side. Holds one item more; what the source throws is thrown where its item would have come.
 */
export async function* ahead<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, void> {
  const items = source[Symbol.asyncIterator]();
  let next = items.next();
  try {
    for (;;) {
      const item = await next;
      if (item.done === true) return;
      next = items.next();
      // Thrown when it is its turn; until then it is nobody's error.
      next.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await next.catch(() => undefined);
    await items.return?.();
  }
}
