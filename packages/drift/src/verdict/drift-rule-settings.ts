import { z } from 'zod';
import { AlarmSettings } from '../alarms/alarm-rule-settings.ts';
import { CONVENTIONAL_THRESHOLDS, type Thresholds } from '../metrics/conventional-thresholds.ts';
import { RULE_METRIC_IDS } from './evaluation.ts';
import { VERDICT_RULE_IDS } from './verdict-rule-id.ts';

function floors({ warn, critical }: Thresholds) {
  return z
    .object({ warn: z.number().positive().default(warn), critical: z.number().positive().default(critical) })
    .refine((floor) => floor.critical >= floor.warn, 'critical may not lie below warn')
    .prefault({});
}

/**
 * Smallest value of each metric that anybody would care about. A threshold is never below its floor, however large
 * the sample: with many events the tiniest difference is significant and means nothing.
 */
const DriftFloors = z.object({
  psi: floors(CONVENTIONAL_THRESHOLDS.psi),
  jensenShannon: floors(CONVENTIONAL_THRESHOLDS.jensenShannon),
  kolmogorovSmirnov: floors(CONVENTIONAL_THRESHOLDS.kolmogorovSmirnov),
  meanShift: floors(CONVENTIONAL_THRESHOLDS.meanShift),
  missingRate: floors(CONVENTIONAL_THRESHOLDS.missingRate),
  newCategoryRate: floors(CONVENTIONAL_THRESHOLDS.newCategoryRate),
});

/**
 * Memory against flapping. Neighbouring windows share panes, so `confirmWindows` in a row are not independent; they
 * cost one pane of delay each and remove what a single odd pane causes at the edge.
 */
const Hysteresis = z
  .object({
    /** Becomes critical (warning) when this many … */
    confirmWindows: z.int().min(1).max(20).default(2),
    /** … of this many most recent windows were beyond the threshold. */
    ofWindows: z.int().min(1).max(20).default(3),
    /** Calm is a worst metric below this fraction of its threshold, so that a value on the line does not flap. */
    clearRatio: z.number().min(0).max(1).default(0.7),
    /** Ends after this many calm windows in a row. */
    clearWindows: z.int().min(1).max(100).default(2),
  })
  .refine((h) => h.confirmWindows <= h.ofWindows, 'confirmWindows may not exceed ofWindows')
  .prefault({});

/** How a model's windows are judged. `{}` gives the defaults; stored per model. */
export const DriftRuleSettings = z.object({
  rule: z.enum(VERDICT_RULE_IDS).default('calibrated-thresholds'),
  metrics: z
    .array(z.enum(RULE_METRIC_IDS))
    .min(1)
    .default([...RULE_METRIC_IDS]),
  /** Fewer events in the window: `insufficient`, neither ok nor bad. */
  minSamples: z.int().min(1).max(1e9).default(200),
  /** Fewer usable values of a feature, in window or reference: no metric of their distribution. */
  minValues: z.int().min(2).max(1e9).default(50),
  /** Bins of PSI and Jensen–Shannon: ten is what their conventional thresholds were made for. */
  bins: z.int().min(2).max(100).default(10),
  /** False critical verdicts a model may see in a week when nothing changes, over all features, metrics and windows. */
  criticalBudgetPerWeek: z.number().positive().max(1e6).default(0.5),
  warningBudgetPerWeek: z.number().positive().max(1e6).default(5),
  /** Looks per window length that chance gets: overlapping windows count as this many. */
  looksPerWindow: z.number().min(1).max(1_000).default(3),
  floors: DriftFloors.prefault({}),
  hysteresis: Hysteresis,
  /** Of the learnt rule, which has floors, budget and windows of its own. */
  alarms: AlarmSettings.prefault({}),
});
export type DriftRuleSettings = z.infer<typeof DriftRuleSettings>;
