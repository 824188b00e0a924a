import {
  defaultPlan,
  judgeModelIds,
  judgeTargets,
  toErrorReport,
  type AnalysisResult,
  type BacktestReport,
  type ErrorReport,
  type JudgeReport,
  type JudgeTarget,
  type MoneyPlan,
  type MoneyReport,
  type Progress,
} from '../../domain';
import type { JobHandle, JobKind, Jobs } from './ports';
import { session, type Session } from './session.svelte';

const keptKey = 'judge';

interface Kept {
  /** Which analysis it belongs to. */
  readonly of: string;
  readonly models: JudgeReport | null;
  readonly money: MoneyReport | null;
  readonly backtest: BacktestReport | null;
  readonly plan: MoneyPlan;
}

/** One question to the worker and its answer. A newer question, or another analysis, makes an answer that is still to come void. */
class Question<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  progress = $state.raw<Progress | null>(null);
  waiting = $state(false);
  #job: JobHandle<T> | null = null;
  #turn = 0;

  /** True where the answer came and still counts. */
  async ask(begin: (tell: (progress: Progress) => void) => Promise<JobHandle<T>>): Promise<boolean> {
    this.#job?.cancel();
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    this.waiting = true;
    this.error = null;
    this.progress = null;
    try {
      const job = await begin((progress) => {
        if (current()) this.progress = progress;
      });
      if (!current()) job.cancel();
      else this.#job = job;
      const value = await job.promise;
      if (!current()) return false;
      this.value = value;
      return true;
    } catch (thrown) {
      if (current() && !(thrown instanceof Error && thrown.name === 'Cancelled')) this.error = toErrorReport(thrown);
      return false;
    } finally {
      if (current()) {
        this.waiting = false;
        this.progress = null;
        this.#job = null;
      }
    }
  }

  stop(): void {
    this.#job?.cancel();
  }

  forget(value: T | null): void {
    this.#turn++;
    this.#job?.cancel();
    this.#job = null;
    this.value = value;
    this.error = null;
    this.progress = null;
    this.waiting = false;
  }
}

/** What was asked beyond the analysis: models compared, whom to contact, a look back. Kept with the analysis it is about. */
export class JudgeState {
  readonly models = new Question<JudgeReport>();
  readonly money = new Question<MoneyReport>();
  readonly backtest = new Question<BacktestReport>();
  /** Another question than who leaves; not kept. */
  readonly other = new Question<JudgeReport>();
  target = $state<JudgeTarget>(judgeTargets[0]);
  plan = $state.raw<MoneyPlan>(defaultPlan);
  /** Models ticked. */
  chosen = $state.raw<readonly string[]>(judgeModelIds);
  #session: Session;
  #about: AnalysisResult | null = null;

  constructor(session: Session) {
    this.#session = session;
    session.whenForgotten(() => void this.about(null));
  }

  /** Turns to the analysis in force, and to what was kept of it. */
  async about(result: AnalysisResult | null): Promise<void> {
    if (result === this.#about) return;
    this.#about = result;
    for (const question of [this.models, this.money, this.backtest, this.other]) question.forget(null);
    if (result === null) return;
    let kept: Kept | undefined;
    try {
      kept = await (await this.#session.store()).getSetting<Kept>(keptKey);
    } catch (thrown) {
      this.#session.report(thrown);
    }
    // Something may have been asked, or the analysis changed, while it was being looked up.
    if (kept === undefined || this.#about !== result) return;
    this.plan = { ...defaultPlan, ...kept.plan };
    if (kept.of !== signature(result) || this.#busy()) return;
    this.models.forget(kept.models);
    this.money.forget(kept.money);
    this.backtest.forget(kept.backtest);
  }

  #busy(): boolean {
    return [this.models, this.money, this.backtest].some(({ waiting, value }) => waiting || value !== null);
  }

  async compare(): Promise<void> {
    const models = this.chosen.length === judgeModelIds.length ? ('all' as const) : this.chosen;
    await this.#keep(await this.models.ask((tell) => this.#begin('judge', { models }, tell)));
  }

  async foretell(target: JudgeTarget): Promise<void> {
    this.other.forget(null);
    await this.other.ask((tell) => this.#begin('foretell', { target, models: ['logistic'] }, tell));
  }

  async weigh(plan: MoneyPlan): Promise<void> {
    this.plan = plan;
    await this.#keep(await this.money.ask((tell) => this.#begin('money', { plan }, tell)));
  }

  async lookBack(plan: MoneyPlan): Promise<void> {
    this.plan = plan;
    await this.#keep(await this.backtest.ask((tell) => this.#begin('backtest', { plan }, tell)));
  }

  async #begin<K extends 'judge' | 'foretell' | 'money' | 'backtest'>(
    kind: K,
    more: Omit<Jobs[K]['request'], 'workspace' | 'key' | 'about'>,
    tell: (progress: Progress) => void,
  ): Promise<JobHandle<Jobs[K]['response']>> {
    const { asOf, seed, settings, churn } = this.#about!;
    const request = { ...this.#session.place(), about: { asOf, seed, settings, churn }, ...more };
    return await this.#session.begin(kind as JobKind as K, request as unknown as Jobs[K]['request'], tell);
  }

  async #keep(answered: boolean): Promise<void> {
    const result = this.#about;
    if (!answered || result === null) return;
    const kept: Kept = {
      of: signature(result),
      models: this.models.value,
      money: this.money.value,
      backtest: this.backtest.value,
      plan: this.plan,
    };
    try {
      await (await this.#session.store()).setSetting(keptKey, kept);
    } catch (thrown) {
      this.#session.report(thrown);
    }
  }
}

/** Tells one analysis from another, before and after a reload. */
const signature = ({ asOf, customers, orders, settings, timings }: AnalysisResult): string =>
  JSON.stringify([asOf, customers, orders, settings.churn, timings]);

/** One for the page: Predict and the export show the same. */
export const judge = new JudgeState(session);
