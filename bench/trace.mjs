// Tasks of the page's thread, from a trace of the browser: how long each took by the clock, how much of that the thread
// computed (on a busy machine the clock counts the neighbours too), and in which step of the way it fell.
const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing', 'loading'];
const marker = 'kith-step:';

/** Starts a trace of the page. `step` says what is done from now on; `stop` gives the tasks since the first step. */
export async function traceTasks(browser, page, extra = []) {
  await browser.startTracing(page, { categories: [...categories, ...extra] });
  return {
    step: (name) => page.evaluate((mark) => void performance.mark(mark), marker + name),
    async stop() {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8'));
      return { tasks: tasksOf(traceEvents), events: traceEvents };
    },
  };
}

/**
 * Every task of the thread that the steps were marked on, as {step, wall, cpu, ts, dur} in milliseconds (`ts` and `dur` as
 * in the trace). Tasks before a page's first paint are left out: nothing is there yet that could be held up.
 */
function tasksOf(events) {
  const marks = events
    .filter(({ cat, name }) => cat?.includes('blink.user_timing') && name.startsWith(marker))
    .sort((a, b) => a.ts - b.ts);
  const [first] = marks;
  if (!first) throw new Error('the trace has no steps');
  const here = ({ pid, tid }) => pid === first.pid && tid === first.tid;
  // Pictures are documents too, without an address.
  const starts = events
    .filter((event) => event.name === 'navigationStart' && here(event) && event.args.data?.documentLoaderURL)
    .map(({ ts }) => ts);
  const paints = events.filter((event) => event.name === 'firstContentfulPaint' && here(event)).map(({ ts }) => ts);
  const beforePaint = (ts) => {
    const start = starts.filter((at) => at <= ts).sort((a, b) => b - a)[0];
    return start !== undefined && !paints.some((at) => at > start && at <= ts);
  };
  return events
    .filter((event) => event.ph === 'X' && /RunTask$/.test(event.name) && here(event))
    .flatMap(({ ts, dur = 0, tdur = 0 }) => {
      const mark = marks.findLast((at) => at.ts <= ts + dur);
      return mark && !beforePaint(ts)
        ? [{ step: mark.name.slice(marker.length), wall: dur / 1000, cpu: tdur / 1000, ts, dur }]
        : [];
    });
}

/** The longest task by the clock and by computing, each with its step; zero without tasks. */
export function longest(tasks) {
  const most = (by) =>
    tasks.reduce((top, { step, wall, cpu }) => ({ wall, cpu })[by] > top[by] ? { step, wall, cpu } : top, {
      step: '',
      wall: 0,
      cpu: 0,
    });
  return { wall: most('wall'), cpu: most('cpu') };
}
