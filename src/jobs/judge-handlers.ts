import type { MoneyPlan } from '../domain';
import type { OpenOptions, Store, Workspace } from '../store';
import { preparedFor } from './prepared-for';
import { TableKeeper } from './table-keeper';
import { judgeModels, type JudgeWork } from './analyse-judge';
import { loadTables } from './analysis-handlers';
import type { Prepared } from './analyse-prepare';
import { backtest } from './judge-backtest';
import { moneyReport } from './judge-money';
import type { JudgeAbout, Jobs } from './protocol';
import type { Handlers } from './runner';

interface Kept {
  readonly workspace: Workspace;
  readonly name: string;
  readonly prepared: Prepared;
  work: JudgeWork | null;
}

/** What decides the figures: the imports, and how they are read and foretold. */
function nameOf(revision: string, { asOf, seed, settings, churn }: JudgeAbout): string {
  const { identity, quality } = settings;
  const features = churn.ok ? churn.features.map(({ id }) => id) : [];
  return JSON.stringify([revision, asOf, seed, settings.churn, identity, quality, features]);
}

/**
 * The jobs that judge: models beside one another, whom to contact, what that would have come to in the past. What they are
 * worked out of is kept in memory until something else is asked about, or it is wiped.
 */
export function createJudgeHandlers(
  openStore: (workspace: Workspace, options: OpenOptions) => Promise<Store>,
  whenWiped: (callback: (workspace: Workspace) => void) => void,
  startEngine: () => Promise<unknown>,
  keeper = new TableKeeper(),
): Handlers<'judge' | 'foretell' | 'money' | 'backtest'> {
  let kept: Kept | null = null;
  whenWiped((workspace) => {
    if (kept?.workspace === workspace) kept = null;
  });
  const clock = () => performance.now();

  /** Features and outcome as the analysis had them. */
  async function* ready({ workspace, key, about }: Jobs['judge']['request']) {
    const store = await openStore(workspace, { key });
    try {
      const name = nameOf(await store.revision(), about);
      if (kept?.workspace === workspace && kept.name === name) return kept;
      const { tables, revision } = yield* loadTables(store, keeper);
      await startEngine();
      const prepared = yield* preparedFor(tables, about);
      kept = { workspace, name: nameOf(revision, about), prepared, work: null };
      return kept;
    } finally {
      store.close();
    }
  }

  async function* judged(request: Jobs['judge']['request'], models: 'all' | readonly string[]) {
    const now = yield* ready(request);
    const has = (id: string) =>
      now.work?.chances.has(id) === true || now.work?.report.unfitted.some((one) => one.id === id) === true;
    const enough = now.work !== null && models !== 'all' && models.every(has);
    if (!enough) now.work = yield* judgeModels(now.prepared, request.about, models, clock);
    return { prepared: now.prepared, work: now.work! };
  }

  return {
    async *judge(request) {
      const now = yield* ready(request);
      now.work = yield* judgeModels(now.prepared, request.about, request.models, clock);
      return now.work.report;
    },

    async *foretell(request) {
      const { prepared } = yield* ready(request);
      return (yield* judgeModels(prepared, request.about, request.models, clock, request.target)).report;
    },

    async *money(request) {
      const plan: MoneyPlan = request.plan;
      const { prepared, work } = yield* judged({ ...request, models: [plan.model] }, [plan.model]);
      return yield* moneyReport(prepared, request.about, work, plan);
    },

    async *backtest(request) {
      const { prepared } = yield* ready({ ...request, models: [] });
      return yield* backtest(prepared, request.about, request.plan, clock);
    },
  };
}
