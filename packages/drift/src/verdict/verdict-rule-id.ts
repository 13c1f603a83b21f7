export const VERDICT_RULE_IDS = ['calibrated-thresholds', 'fixed-thresholds', 'learnt'] as const;
export type VerdictRuleId = (typeof VERDICT_RULE_IDS)[number];
