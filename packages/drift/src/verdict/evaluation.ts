import type { FeatureKind } from '../grid/grid.ts';
import type { FeatureAlarmEvaluation } from './learnt/alarm-evidence.ts';
import type { MultivariateReading } from '../multivariate/read-multivariate.ts';
import type { VerdictRuleId } from './verdict-rule-id.ts';

/** What judging one window yields. Serialised as it is into the store and to the pages. */
export const VERDICTS = ['ok', 'warning', 'critical', 'insufficient', 'no-data'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** In the order in which pages list them. */
export const METRIC_IDS = [
  'psi',
  'kl',
  'jensenShannon',
  'hellinger',
  'totalVariation',
  'lInfinity',
  'chiSquare',
  'gTest',
  'kolmogorovSmirnov',
  'wasserstein',
  'wassersteinNormalized',
  'energyDistance',
  'meanShift',
  'varianceRatio',
  'twoProportionZ',
  'missingRate',
  'newCategoryRate',
  'outOfRangeRate',
] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** Those whose behaviour under chance is known, so that windows can be judged by them. */
export const RULE_METRIC_IDS = [
  'psi',
  'jensenShannon',
  'kolmogorovSmirnov',
  'meanShift',
  'missingRate',
  'newCategoryRate',
] as const satisfies readonly MetricId[];
export type RuleMetricId = (typeof RULE_METRIC_IDS)[number];

/** `bound` is the largest error that the grid can cause; 0 means exact. */
export type MetricReading =
  | {
      state: 'measured';
      value: number;
      bound: number;
      warn: number | null;
      critical: number | null;
      /** Of this window alone, without memory. */
      verdict: Verdict;
      /** Value at which nothing has changed, 0 where absent. (value − baseline) ÷ (critical − baseline) is the ratio. */
      baseline?: number;
      /** Chance of at least this value when nothing differs, where the metric is a test and was asked on demand. */
      pValue?: number;
    }
  | { state: 'undefined'; reason: string };

export type FeatureEvaluation = {
  feature: string;
  kind: FeatureKind;
  /** Events in the window, missing ones included. */
  n: number;
  /** Events without a usable value: absent, null, of the wrong type, NaN or infinite. */
  missing: number;
  /** With memory: a single bad window is not yet critical, a single calm one not yet ok. */
  verdict: Verdict;
  /** When the present episode began; null while there is none. */
  beganMs?: number | null;
  /** Worst metric ÷ its critical threshold; 1 and above is beyond it. */
  ratio: number;
  worstMetric: MetricId | null;
  metrics: Partial<Record<MetricId, MetricReading>>;
  /** Of a vector: how far its distribution lies from the reference's. */
  multivariate?: MultivariateReading;
  /** By the learnt rule: which view at which window length. Metrics are then read only where something is elevated. */
  alarm?: FeatureAlarmEvaluation;
};

/** A reading over several numbers at once, judged like a feature. */
export type MultivariateEvaluation = {
  reading: MultivariateReading;
  verdict: Verdict;
  /** Value ÷ critical threshold. */
  ratio: number;
  beganMs: number | null;
};

/** Where another rule than the model's own had to judge. */
export type JudgedBy = { asked: VerdictRuleId; rule: VerdictRuleId; reason: string };

export type WindowEvaluation = {
  referenceId: string;
  windowStartMs: number;
  windowEndMs: number;
  n: number;
  verdict: Verdict;
  ratio: number;
  worstFeature: string | null;
  worstMetric: MetricId | null;
  /** In the order of the reference's features. */
  features: FeatureEvaluation[];
  /** Absent where the reference has nothing to read: no vectors, and no two numeric features. */
  multivariate?: MultivariateEvaluation[];
  judgedBy?: JudgedBy;
};
