const waiting: (() => void)[] = [];
let running = false;

function next(): void {
  const work = waiting.shift();
  // Before the work, so that one that throws does not keep the others waiting for ever.
  running = waiting.length > 0;
  if (running) setTimeout(next);
  work?.();
}

/**
 * Does pieces of work one a task, in the order they came, with room between them for what the reader does: a screen of many
 * charts, panels or lines never holds up the page. Returns how to call one off.
 */
export function inTurn(work: () => void): () => void {
  waiting.push(work);
  if (!running) {
    running = true;
    setTimeout(next);
  }
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}
