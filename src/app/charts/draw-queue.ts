const waiting: (() => void)[] = [];
let running = false;

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setTimeout(next);
  else running = false;
}

/** Runs drawings one a task, in the order they came: a screen of many charts never holds up the page. Returns how to call one off. */
export function drawLater(draw: () => void): () => void {
  waiting.push(draw);
  if (!running) {
    running = true;
    setTimeout(next);
  }
  return () => {
    const at = waiting.indexOf(draw);
    if (at >= 0) waiting.splice(at, 1);
  };
}
