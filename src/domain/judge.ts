import type { ClassReport, Confusion, FoldScore } from './analysis';
import type { DayNumber } from './day';
import type { MessageValues } from './errors';

/** The families that can be compared; a test holds them to those of `models`. */
export const judgeModelIds = ['logistic', 'svm', 'tree', 'forest', 'boosting', 'neural', 'knn'] as const;

/** The scores by which models and rules are compared, each over the same folds. */
export const judgeScoreIds = [
  'auc',
  'averagePrecision',
  'brier',
  'logLoss',
  'ece',
  'liftAt10',
  'gainAt20', // share of all leavers found in the top fifth
  'ks', // largest gap between the shares of leavers and of stayers found
  'accuracy',
  'f1', // of those called leavers
] as const;
export type JudgeScoreId = (typeof judgeScoreIds)[number];

/** Mean over folds with a 95 % interval (corrected resampled t); null where folds are too few. */
export interface JudgedScore extends FoldScore {
  readonly interval: readonly [number, number] | null;
}

/** What one gains over another on the same folds; positive is better, for Brier and log loss too. */
export interface Difference {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

/** How a model's scores became probabilities, by number of folds. */
export type CalibratedBy = Readonly<Record<'none' | 'platt' | 'isotonic', number>>;

/** A model or a rule on customers it had not seen. Curves come from the first repeat's held-out predictions. */
export interface Judged {
  readonly id: string;
  readonly kind: 'model' | 'rule';
  /** The column a rule goes by; null for models and for the base rate. */
  readonly column: string | null;
  readonly engine: string;
  readonly scores: Readonly<Record<JudgeScoreId, JudgedScore>>;
  readonly confusion: Confusion;
  readonly report: { readonly left: ClassReport; readonly stayed: ClassReport };
  readonly roc: { readonly fpr: Float64Array; readonly tpr: Float64Array };
  readonly pr: { readonly recall: Float64Array; readonly precision: Float64Array };
  /** Share of leavers found by share of customers looked at, likeliest first. */
  readonly gains: { readonly share: Float64Array; readonly found: Float64Array };
  readonly calibration: {
    readonly predicted: readonly number[];
    readonly observed: readonly number[];
    readonly n: readonly number[];
  };
  readonly calibratedBy: CalibratedBy | null;
  /** Against the best simple rule; null for rules themselves. */
  readonly beyondRule: { readonly auc: Difference | null; readonly brier: Difference | null } | null;
  /** What the best model gains over this one; null for the best itself. */
  readonly beyondThis: Difference | null;
  /** Loss of held-out AUC when a feature is shuffled, best model only; largest first. */
  readonly importance?: readonly { readonly feature: string; readonly drop: JudgedScore }[];
  readonly ms: number;
}

/** A model that could not be fitted, and why. */
export interface Unfitted {
  readonly id: string;
  readonly code: string;
  readonly values: MessageValues;
}

/** 'chance': the best model may be guessing; 'rule': no model is surely better than the simple rule; 'better': one is. */
export type JudgeVerdict = 'chance' | 'rule' | 'better';

/** How well a group of customers is foretold by the best model: is it worse for some? */
export interface Subgroup {
  readonly feature: string;
  /** A level, or bounds of a number: [from, to). */
  readonly level: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly n: number;
  readonly left: number;
  /** Mean forecast chance, beside left / n. */
  readonly predicted: number;
  readonly auc: number | null;
  /** 95 % interval (DeLong, DeLong & Clarke-Pearson 1988). */
  readonly interval: readonly [number, number] | null;
}

/**
 * What else can be foretold: a second order of those with one, being among the fifth that spends most, a satisfied answer.
 * Loyalty, spend and satisfaction, as yes or no.
 */
export const judgeTargets = ['second-order', 'best-fifth', 'satisfied'] as const;
export type JudgeTarget = (typeof judgeTargets)[number];

/** Models and rules beside one another. */
export interface JudgeReport {
  /** 'time': learned from an earlier cut-off, tested on other customers after a later one; else customers are split by chance. */
  readonly split: 'time' | 'stratified';
  readonly trainCutoff: DayNumber | null;
  readonly testCutoff: DayNumber | null;
  readonly horizonDays: number | null;
  /** Nine in ten repeat orders came within so many days of the one before; null without orders or with few repeats. */
  readonly rhythmDays: number | null;
  readonly n: number;
  readonly positives: number;
  readonly folds: number;
  readonly repeats: number;
  readonly threshold: number;
  /** Of so many customers only a sample was used. */
  readonly sampledFrom: number | null;
  /** Models best AUC first, then rules best first. */
  readonly judged: readonly Judged[];
  readonly unfitted: readonly Unfitted[];
  readonly best: string;
  readonly bestRule: string;
  readonly verdict: JudgeVerdict;
  /** Of the best model over the best rule, with an interval widened for the number of models compared. */
  readonly gain: Difference | null;
  readonly subgroups: readonly Subgroup[];
  readonly ms: number;
}

/** What only the owner knows: what a customer kept is worth, what an offer costs, how often it works, how many can be written to. */
export interface MoneyPlan {
  /** Model whose chances are used. */
  readonly model: string;
  /** Share of what a customer spends that is left after costs, 0..1. */
  readonly margin: number;
  /** Of one offer, in the currency of the spend. */
  readonly offerCost: number;
  /** Share of those about to leave whom an offer keeps, 0..1 … */
  readonly saveRate: number;
  /** … as seen in so many offers: the fewer, the less sure. */
  readonly saveTries: number;
  /** Customers who can be written to in a week. */
  readonly capacity: number;
  /** What a customer spends a year, where the data does not say; null: from the data. */
  readonly worth: number | null;
}

export const defaultPlan: MoneyPlan = {
  model: 'logistic',
  margin: 0.5,
  offerCost: 5,
  saveRate: 0.2,
  saveTries: 10,
  capacity: 20,
  worth: null,
};

/** A sum of money with its 95 % interval, chance included. */
export interface Gain {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

/** Whom a way of choosing would have contacted among customers whose outcome is known, and what that would have brought. */
export interface PolicyMoney {
  readonly id: 'model' | 'rule' | 'everyone';
  readonly contacted: number;
  /** Of them, how many left. */
  readonly left: number;
  readonly gain: Gain;
}

export interface MoneyReport {
  readonly plan: MoneyPlan;
  readonly currency: string | null;
  /** Where what a customer is worth a year came from. */
  readonly worthFrom: 'orders' | 'monthly' | 'hand';
  /** The column of monthly amounts, where it is 'monthly'. */
  readonly worthColumn: string | null;
  /** Customers who are customers still, with a chance of leaving. */
  readonly n: number;
  /** How many of them an offer is expected to pay for. */
  readonly worthIt: number;
  /** Best first, as many as can be contacted in a week. Empty: contact no one. */
  readonly contacts: readonly {
    readonly key: string;
    readonly label: string;
    readonly risk: number;
    readonly worth: number;
    readonly gain: number;
  }[];
  /** Of contacting them. */
  readonly gain: Gain;
  /** Chance that contacting them brings less than it costs. */
  readonly lossChance: number;
  readonly saveInterval: readonly [number, number];
  /** The save rate from which contacting the first of the list pays; null where nobody is worth anything. */
  readonly breakEven: number | null;
  /** Expected gain by number of customers contacted, best first. */
  readonly curve: {
    readonly contacted: readonly number[];
    readonly mean: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
  };
  /** Chances are read as 1 / (1 + exp(−(slope · log-odds + intercept))), learned on held-out customers. */
  readonly bend: { readonly slope: number; readonly intercept: number };
  /** On customers that the model had not seen. */
  readonly heldOut: {
    readonly n: number;
    readonly policies: readonly PolicyMoney[];
    /** Counts and money of each cell of the confusion matrix; missed leavers cost what they would have brought. */
    readonly cells: Readonly<
      Record<'truePositive' | 'falsePositive' | 'falseNegative' | 'trueNegative', { readonly n: number; readonly money: number }>
    >;
    readonly rule: string;
  };
}

/** One way of choosing whom to contact, at one past cut-off. */
export interface BacktestPick {
  readonly contacted: number;
  readonly left: number;
  /** Yearly margin of those who left. */
  readonly atStake: number;
  /** Expected: save rate × atStake − what the offers cost. */
  readonly gain: number;
  readonly auc: number;
  readonly aucInterval: readonly [number, number] | null;
  readonly lift: number;
  readonly liftInterval: readonly [number, number];
}

export interface BacktestCutoff {
  readonly cutoff: DayNumber;
  readonly trainCutoff: DayNumber;
  /** Customers who were customers still, and how many of them left. */
  readonly n: number;
  readonly left: number;
  readonly model: BacktestPick;
  readonly rule: BacktestPick;
  readonly aucDifference: Difference | null;
}

export interface BacktestTotal {
  readonly contacted: number;
  readonly left: number;
  readonly saved: Gain;
  readonly spent: number;
  readonly gain: Gain;
}

/** What the model and the simple rule would have done at past cut-offs, each learning only from what was known by then. */
export interface BacktestReport {
  readonly plan: MoneyPlan;
  readonly currency: string | null;
  readonly horizonDays: number;
  readonly stepDays: number;
  readonly cutoffs: readonly BacktestCutoff[];
  readonly model: BacktestTotal;
  readonly rule: BacktestTotal;
  /** Those who spent most in the year before, whether or not they may leave: the rule to beat in money. Null without money. */
  readonly spenders: BacktestTotal | null;
  /** Mean over cut-offs of the AUC of the model less that of the rule; interval by resampling customers. */
  readonly aucDifference: Difference;
  /** Of the model over silence, and over the biggest spenders. */
  readonly moneyDifference: Difference | null;
  readonly beyondSpenders: Difference | null;
  /** By money, against both rules, where orders tell it, else by AUC; 'neither' where an interval holds 0. */
  readonly winner: 'model' | 'rule' | 'neither';
  /** Fewer cut-offs than were wished for: the history is short. */
  readonly wanted: number;
  readonly ms: number;
}
