export { noSignals, type MinuteSignals, type SliCounts, type SliSource } from './sli/minute-signals.ts';
export {
  SLI_GROUPS,
  type SentenceField,
  type SentencePart,
  type SliDefinition,
  type SliGroup,
} from './sli/sli-definition.ts';
export type { ParameterChoice, ParameterValue, SliParameter } from './sli/sli-parameter.ts';
export { sliceWords } from './sli/slice-minutes.ts';
export { hasMetric } from './sli/bounded-metric.ts';
export * from './series/affected-minutes.ts';
export * from './sli/registry.ts';
export * from './spec/budgeting.ts';
export * from './spec/slo-spec.ts';
export * from './series/budgeted-minutes.ts';
export * from './series/without-maintenance.ts';
export * from './spec/slo-document.ts';
export * from './spec/default-document.ts';
export * from './policy/error-budget-policy.ts';
export * from './budget/budget-share.ts';
export * from './budget/error-budget.ts';
export * from './budget/known-remaining.ts';
export * from './budget/projected-exhaustion.ts';
export * from './budget/rolling-window.ts';
export * from './budget/slo-state.ts';
export * from './burn/burn-rate.ts';
export * from './burn/alert-row.ts';
export * from './burn/alert-state.ts';
export * from './burn/default-alert-rows.ts';
export * from './burn/evaluate-policy.ts';
export * from './burn/reachability.ts';
export * from './series/backtest.ts';
export * from './series/budget-series.ts';
export * from './series/minute-series.ts';
export * from './series/minutes-judged-by.ts';
export * from './series/spread-over-minutes.ts';
export * from './series/window-edges.ts';
export * from './series/window-tally.ts';
export * from './words/budget-words.ts';
export * from './words/format-minutes.ts';
export * from './words/format-number.ts';
export * from './words/objective-sentence.ts';
export { lintOpenSlo, MAX_OPEN_SLO_DOCUMENTS } from './openslo/lint-open-slo.ts';
export type { OpenSloProblem, OpenSloReport } from './openslo/open-slo-problem.ts';
export { CALENDAR_UNITS, calendarWindowAt, type CalendarUnit, type CalendarWindow } from './window/calendar-window.ts';
export {
  CALENDAR_DAYS,
  historyStartMs,
  SloCalendar,
  windowSpan,
  windowStartMs,
  type SloWindow,
  type WindowSpan,
} from './window/slo-window.ts';
export { windowInShort, windowWords } from './words/window-words.ts';
export { firstInstantOf, wallTimeAt, zoneOffsetMs, type WallTime } from './window/zoned-time.ts';
export { ALERT_POLICIES, POLICY_PRESET_IDS, type PolicyPreset, type PolicyPresetId } from './burn/alert-policies.ts';
export { SLO_EVENTS_METRIC } from './prometheus/own-counters.ts';
export { openSloToPrometheus, type PrometheusConversion } from './openslo/to-prometheus.ts';
export { prometheusRules } from './prometheus/rules-of-slo.ts';
export type { PrometheusSlo } from './prometheus/prometheus-slo.ts';
export type { RuleFile } from './prometheus/rule-file.ts';
export { prometheusRuleTests, type RuleTestFile } from './prometheus/rule-tests.ts';
export { OPEN_SLO_EXPORT_NOTES, toOpenSlo, type ExportedSlo } from './openslo/export/to-open-slo.ts';
export { importOpenSlo, type ImportedSlo, type ImportReport } from './openslo/import/import-open-slo.ts';
export { countPrometheus, NO_CARRY, PARTS_PER_MINUTE, type CountCarry } from './prometheus/count-prometheus.ts';
export {
  isPrometheusSli,
  prometheusIssues,
  readingsOf,
  type AnyPrometheusSli,
  type PrometheusCheckSli,
  type PrometheusSli,
} from './prometheus/prometheus-sli.ts';
export type { PromqlReading } from './prometheus/promql-reading.ts';
