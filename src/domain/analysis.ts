import type { DayNumber } from './day';
import type { ErrorReport, MessageValues } from './errors';
import { defaultIdentity, type IdentitySettings } from './identity';
import { defaultQuality, type QualitySettings } from './quality';
import type { ImportCounts, SinceLast } from './reimport';
import {
  defaultSegments,
  type DensityDetails,
  type MixtureDetails,
  type SegmentModelId,
  type SegmentScale,
  type SegmentSettings,
} from './segments';
import { defaultStanding, type StandingPart, type StandingSettings } from './standing';
import { defaultValue, type ValuePart, type ValueSettings } from './value';

/** What a person can set; null means "let Kith choose, and say what it chose". */
export interface AnalysisSettings {
  /** As-of date; null = the day of the last order, else `today`. */
  readonly asOf: DayNumber | null;
  readonly seed: number;
  readonly segments: SegmentSettings;
  readonly churn: {
    readonly source: 'auto' | 'label' | 'orders';
    readonly label: string | null;
    /** Columns or features left out. */
    readonly exclude: readonly string[];
    /** Columns that seemed to know the answer and that the owner found right as they are. */
    readonly allow?: readonly string[];
    readonly cutoff: DayNumber | null;
    readonly horizonDays: number | null;
    readonly folds: number;
    readonly repeats: number;
    /** Probability from which a customer counts as "likely to leave". */
    readonly threshold: number;
  };
  readonly value: ValueSettings;
  readonly standing: StandingSettings;
  /** Who is who, as the owner decided. */
  readonly identity: IdentitySettings;
  /** What is repaired when the tables are read, as the owner decided. */
  readonly quality: QualitySettings;
}

export const defaultSettings: AnalysisSettings = {
  asOf: null,
  seed: 1,
  segments: defaultSegments,
  churn: { source: 'auto', label: null, exclude: [], cutoff: null, horizonDays: null, folds: 5, repeats: 3, threshold: 0.5 },
  value: defaultValue,
  standing: defaultStanding,
  identity: defaultIdentity,
  quality: defaultQuality,
};

/** A sentence of ours by code; the sentence stands under `note.<code>` in `text`. */
export interface Note {
  readonly code: string;
  readonly values: MessageValues;
}

/** A part of the answer, or the reason it is not there. */
export type Part<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly error: ErrorReport };

/**
 * A feature a customer is described by. `id` is a column's name for imported attributes, or one of
 * `orderFeatureIds` for what was worked out from orders (its words stand under `feature.<id>` in `text`).
 */
export interface FeatureInfo {
  readonly id: string;
  readonly source: 'orders' | 'column' | 'answers' | 'interactions';
  readonly kind: 'numeric' | 'binary' | 'category';
  readonly unit: 'days' | 'money' | 'count' | 'share' | 'none';
}

export const orderFeatureIds = [
  'daysSinceLastOrder',
  'ageDays', // days since the first order
  'orderCount',
  'totalSpend', // net of refunds
  'averageOrderValue',
  'biggestOrder',
  'units',
  'distinctProducts',
  'meanGapDays', // between orders; (ageDays − daysSinceLastOrder) / max(orderCount − 1, 1)
  'refundShare', // of gross spend given back
  'unitsPerOrder',
  'unitPrice', // ordered / units
  'productsPerOrder', // lines with a product / orders
] as const;
export type OrderFeatureId = (typeof orderFeatureIds)[number];

/** How somebody buys, whenever they began and however long ago they were last seen: what kinds of customers differ by. */
export const habitFeatureIds = ['averageOrderValue', 'unitsPerOrder', 'unitPrice', 'productsPerOrder'] as const;

/** Money in major units; rounded to minor units. Several currencies are never added up: one entry each. */
export interface Revenue {
  readonly currency: string | null;
  /** Everything ordered and not cancelled, refunds not yet taken off. */
  readonly gross: number;
  /** Ordered but not paid yet (pending, authorised); part of gross. */
  readonly pending: number;
  /** Given back: refunds, and cancellation rows with negative amounts. Positive. */
  readonly refunded: number;
  /** gross − pending − refunded. */
  readonly net: number;
}

export interface Kpi {
  readonly value: number;
  readonly n: number;
  /** 95 % interval where the figure is an estimate of a proportion or mean. */
  readonly interval?: readonly [number, number];
  readonly period: readonly [DayNumber, DayNumber] | null;
}

export const kpiIds = [
  'csat',
  'nps',
  'churnRate',
  'retention',
  'repeatRate',
  'engagement',
  'aov',
  'arpc',
  'newShare',
  'conversion',
  'loyaltyIndex',
  'retainedRevenue',
] as const;
export type KpiId = (typeof kpiIds)[number];

/** A monthly series for Today; one point per calendar month, oldest first. */
export interface MonthlySeries {
  /** First day of each month. */
  readonly months: readonly DayNumber[];
  readonly revenue: readonly number[];
  readonly orders: readonly number[];
  readonly buyers: readonly number[];
  readonly newBuyers: readonly number[];
  /** The last month is not over at the as-of date. */
  readonly lastIncomplete: boolean;
}

/** How a segment differs: (segment mean − overall mean) / overall sd; the mean and median in the feature's own unit. */
export interface PortraitLine {
  readonly feature: string;
  readonly effect: number;
  readonly mean: number;
  readonly overallMean: number;
  readonly median: number;
  /** Nine in ten of its customers have no more. */
  readonly ninth: number;
}

/** A plain-language name by code (`segment-name.<code>` in `text`), so that both languages can say it. */
export interface SegmentName {
  readonly code: string;
  readonly values: MessageValues;
}

export interface Segment {
  readonly index: number;
  readonly size: number;
  readonly share: number;
  readonly name: SegmentName;
  /** Largest effects first. */
  readonly portrait: readonly PortraitLine[];
  readonly revenueShare: number | null;
  readonly meanRisk: number | null;
  /** Customers by stage, in the order of lifeStages; absent where nobody says. */
  readonly stages?: readonly number[];
  /** Keys of the customers nearest the centre. */
  readonly typical: readonly string[];
  readonly advice: Note;
}

export interface Scatter {
  readonly xFeature: string;
  readonly yFeature: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly segment: Uint8Array;
}

export interface SegmentsPart {
  readonly model: SegmentModelId;
  readonly engine: string;
  readonly features: readonly FeatureInfo[];
  /** All that could be chosen. */
  readonly available: readonly FeatureInfo[];
  readonly scale: SegmentScale;
  readonly k: number;
  readonly chosenBy: 'silhouette' | 'bic' | 'density' | 'hand';
  readonly sse: number;
  readonly silhouette: number;
  /** Rows the silhouette was computed on (all, or a sample). */
  readonly silhouetteSample: number;
  /** For every k tried. */
  readonly candidates: readonly { readonly k: number; readonly sse: number; readonly silhouette: number }[];
  /** Index of the segment of those who lie in no crowded place; absent where there is none. */
  readonly apart?: number;
  /** Customers that a tree was grown on, where it was not all. */
  readonly grown?: number;
  readonly mixture?: MixtureDetails;
  readonly density?: DensityDetails;
  /** A first word by the silhouette alone; SegmentsCheck has the last one. 'none': no real groups. */
  readonly verdict: 'clear' | 'weak' | 'none';
  /** Ordered by size, largest first. */
  readonly segments: readonly Segment[];
  readonly scatter: Scatter;
  readonly n: number;
  readonly ms: number;
}

/** Mean and spread over folds. */
export interface FoldScore {
  readonly mean: number;
  readonly sd: number;
  readonly folds: readonly number[];
}

export interface Confusion {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly trueNegative: number;
  readonly falseNegative: number;
}

export interface ClassReport {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

export interface ModelScores {
  readonly id: string;
  readonly engine: string;
  readonly auc: FoldScore;
  readonly averagePrecision: FoldScore;
  readonly brier: FoldScore;
  readonly logLoss: FoldScore;
  readonly ece: FoldScore;
  readonly liftAt10: FoldScore;
  readonly accuracy: FoldScore;
  /** At the threshold in force, over the held-out predictions of the first repeat. */
  readonly confusion: Confusion;
  readonly report: { readonly left: ClassReport; readonly stayed: ClassReport };
  readonly roc: { readonly fpr: Float64Array; readonly tpr: Float64Array };
  /** Equal-count bins of held-out predictions. */
  readonly calibration: {
    readonly predicted: readonly number[];
    readonly observed: readonly number[];
    readonly n: readonly number[];
  };
  readonly histogram: { readonly edges: readonly number[]; readonly left: readonly number[]; readonly stayed: readonly number[] };
  /** Wall clock of training and scoring, all folds. */
  readonly ms: number;
}

/** A weight per standard deviation (numeric) or against the level left out (category). Name as in `tenure` or `Contract=Two year`. */
export interface Coefficient {
  readonly name: string;
  readonly feature: string;
  readonly level: string | null;
  readonly value: number;
}

export interface ChurnPart {
  readonly source: 'label' | 'orders';
  readonly label: string | null;
  readonly positive: string | null;
  readonly cutoff: DayNumber | null;
  readonly horizonDays: number | null;
  /** The cut-offs that leave enough before and after, for the slider. */
  readonly cutoffRange: readonly [DayNumber, DayNumber] | null;
  readonly n: number;
  readonly positives: number;
  readonly features: readonly FeatureInfo[];
  readonly available: readonly FeatureInfo[];
  /** Columns that were not used and why. */
  readonly excluded: readonly { readonly column: string; readonly why: Note }[];
  /** Columns that seem to know the answer; `used` false: left out for that until the owner says otherwise. */
  readonly leaks: readonly { readonly column: string; readonly why: Note; readonly used?: boolean }[];
  readonly models: readonly (ModelScores & { readonly coefficients: readonly Coefficient[]; readonly intercept: number })[];
  readonly baselines: readonly {
    readonly id: 'base-rate' | 'days-since-last-order' | 'best-single-column';
    readonly column: string | null;
    readonly auc: FoldScore;
    readonly brier: FoldScore | null;
  }[];
  /** AUC of the model less that of the best baseline over the same folds: mean and 95 % interval. */
  readonly gain: { readonly mean: number; readonly interval: readonly [number, number] } | null;
  readonly threshold: number;
  readonly folds: number;
  readonly repeats: number;
  readonly ms: number;
}

/** A customer worth a word today, with why. */
export interface ToContact {
  readonly key: string;
  readonly label: string;
  readonly risk: number;
  readonly worth: number | null;
  readonly reasons: readonly Note[];
}

/** The answer of Today: who is slipping away, and what they are worth. */
export interface TodayPart {
  readonly slipping: number;
  /** What those customers spent in the last 365 days before the as-of date, per currency-less major units; null without orders. */
  readonly slippingWorth: number | null;
  readonly contacts: readonly ToContact[];
  readonly claims: readonly Claim[];
}

/** A sentence with its numbers, evidence and caveats; `claim.<code>` in `text`. */
export interface Claim {
  readonly code: string;
  readonly values: MessageValues;
  readonly caveats: readonly Note[];
}

export interface AnalysisResult {
  readonly schema: 'kith-result';
  readonly version: 1;
  readonly asOf: DayNumber;
  readonly seed: number;
  readonly settings: AnalysisSettings;
  readonly customers: number;
  readonly orders: number;
  readonly cancellations: number;
  readonly answers: number;
  readonly interactions: number;
  /** Order rows that name no customer: in the revenue, in no customer. */
  readonly anonymousOrders: number;
  readonly revenues: readonly Revenue[];
  readonly kpis: Readonly<Partial<Record<KpiId, Kpi>>>;
  readonly monthly: MonthlySeries | null;
  /** Histogram of a telling number per customer (spend, or the first numeric column). */
  readonly spread: {
    readonly feature: FeatureInfo;
    readonly edges: readonly number[];
    readonly counts: readonly number[];
  } | null;
  readonly segments: Part<SegmentsPart>;
  readonly churn: Part<ChurnPart>;
  /** What customers are worth; absent in results of before there was such a thing. */
  readonly value?: Part<ValuePart>;
  /** Stages, groups by recency, frequency and money, cohorts; absent in results of before there were such things. */
  readonly standing?: Part<StandingPart>;
  readonly today: TodayPart;
  /** What each import was to those before it, by its id; absent in results of before there was such a thing. */
  readonly imports?: readonly ImportCounts[];
  /** Null where the newest drop has no export of which an earlier one is here. */
  readonly sinceLast?: SinceLast | null;
  readonly timings: Readonly<Record<string, number>>;
  readonly notes: readonly Note[];
}
