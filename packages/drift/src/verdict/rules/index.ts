import type { VerdictRuleId } from '../verdict-rule-id.ts';
import { calibratedThresholds } from './calibrated-thresholds.ts';
import { fixedThresholds } from './fixed-thresholds.ts';
import { learntAlarms } from './learnt-alarms.ts';
import type { VerdictRule } from './verdict-rule.ts';

/** Verdict rules by the id that settings name. A new one is a file and a line here, and its id in the settings. */
export const VERDICT_RULES = {
  'calibrated-thresholds': calibratedThresholds,
  'fixed-thresholds': fixedThresholds,
  learnt: learntAlarms,
} as const satisfies Record<VerdictRuleId, VerdictRule>;
