export * from './verdict/evaluation.ts';
export { DriftRuleSettings } from './verdict/drift-rule-settings.ts';
export { VERDICT_RULE_IDS, type VerdictRuleId } from './verdict/verdict-rule-id.ts';
export { evaluateWindow, type EvaluateWindowInput } from './verdict/evaluate-window.ts';
export { emptyVerdictMemory, openEpisodes, VerdictMemory } from './verdict/verdict-memory.ts';
export { VERDICT_RULES } from './verdict/rules/index.ts';
export type { AlarmsToJudge, JudgedWindow, VerdictRule, WindowToJudge } from './verdict/rules/verdict-rule.ts';
export { METRICS } from './metrics/index.ts';
export type { MetricDefinition, MetricValue } from './metrics/metric-definition.ts';
export { metricInput, type MetricInput } from './metrics/metric-input.ts';
export { PREDICTION_FEATURE, type FeatureGrid, type FeatureKind, type Grid } from './grid/grid.ts';
export { CodecError } from './codec/codec-error.ts';
export { sha256Hex } from './hash/sha256.ts';
export {
  gridOf,
  ReferenceProvenance,
  type FrozenReference,
  type ReferenceFeature,
} from './reference/frozen-reference.ts';
export {
  createReferenceBuilder,
  type ReferenceBuilder,
  type ReferenceBuilderOptions,
  type ReferenceOutput,
} from './reference/reference-builder.ts';
export { ReferenceRefused } from './reference/reference-refused.ts';
export { DECLARED_KINDS, type DeclaredKind } from './reference/column-sample.ts';
export type { ScoreHistograms } from './reference/reference-extras.ts';
export { decodeReference, encodeReference } from './reference/reference-codec.ts';
export { rebaseline } from './reference/rebaseline.ts';
export { type FrequentNames } from './novelty/frequent-names.ts';
export {
  addNewCategories,
  addNewCategory,
  decodeNewCategories,
  encodeNewCategories,
  MAX_NAMED_FEATURES,
  type NewCategories,
  type NewCategory,
} from './novelty/new-categories.ts';
export { newCategoryOf } from './novelty/new-category-of.ts';
export { regridPane, type RegriddedPane } from './regrid/regrid-pane.ts';
export { createPane, type Pane } from './pane/pane.ts';
export { countEvent, type CountableEvent } from './pane/count-event.ts';
export { paneCounts, referenceCounts, type FeatureCounts } from './pane/feature-counts.ts';
export { addPane, mergePanes, sumPanes, withoutPane } from './pane/merge-panes.ts';
export { addEncodedPane, decodePane, encodePane } from './pane/pane-codec.ts';
export { LATENCY_EDGES_MS } from './pane/latency-edges.ts';
export { createQualityPane, type QualityPane } from './performance/quality-pane.ts';
export { countLabelled, type LabelledPrediction } from './performance/count-labelled.ts';
export { addQualityPane, mergeQualityPanes } from './performance/merge-quality-panes.ts';
export { decodeQualityPane, encodeQualityPane } from './performance/quality-pane-codec.ts';
export { labelledTotals, scoredTotals } from './performance/class-totals.ts';
export { hanleyMcNeilHalfWidth, rocAuc, type RocAucReading } from './performance/roc-auc.ts';
export { accuracyAtThreshold, answeredAccuracy, positiveRate, type ShareReading } from './performance/accuracy.ts';
export {
  featureHistogram,
  type FeatureHistogram,
  type FeatureHistogramOptions,
} from './histogram/feature-histogram.ts';
export type { HistogramBin } from './histogram/histogram-bin.ts';
export { readServiceCounts, type ServiceCounts } from './pane/read-service-counts.ts';
export { incompleteBeta } from './special/incomplete-beta.ts';
export { DETECTORS } from './detectors/index.ts';
export type { DetectorDefinition, DetectorId, DetectorSignal } from './detectors/detector.ts';
export { createDetector, type CheckedSignal, type CreatedDetector } from './detectors/create-detector.ts';
export { dateChange, type ChangePoint, type ChangePointOptions } from './detectors/change-point.ts';
export type { RuleMetricDefinition } from './metrics/metric-definition.ts';
export { CONVENTIONAL_THRESHOLDS, type Thresholds } from './metrics/conventional-thresholds.ts';
export { categoricalSampleInput, numericSampleInput, type SampleInput } from './metrics/samples/sample-input.ts';
export { categoricalSide, numericSide, type CategoricalSide, type NumericSide } from './metrics/samples/sample-side.ts';
export type { SampleReading } from './metrics/samples/sample-reading.ts';
export { quantile, QUANTILE_METHODS, type QuantileMethod } from './summary/quantile.ts';
export { moments, type Moments } from './summary/moments.ts';
export { compensatedSum } from './summary/compensated-sum.ts';
export { interquartileRange, medianAbsoluteDeviation } from './summary/robust-spread.ts';
export { BIN_RULES, histogramCounts, histogramEdges, type BinRule } from './summary/histogram-edges.ts';
export { finiteKolmogorovTail } from './special/finite-kolmogorov.ts';
export { twoSampleKolmogorovTail } from './special/two-sample-kolmogorov.ts';
export { BINARY_METRICS, type BinaryMetricId } from './performance/binary/index.ts';
export { binaryPerformance, type BinaryPerformance } from './performance/binary/binary-performance.ts';
export {
  addConfusion,
  confusionAt,
  confusionOf,
  emptyConfusion,
  type Confusion,
} from './performance/binary/confusion.ts';
export type { BinaryInput, BinaryMetric } from './performance/binary/binary-input.ts';
export type { PerformanceMetric, PerformanceReading } from './performance/performance-metric.ts';
export { scoreTableOf, type ScoreTable } from './performance/score-table.ts';
export { scoreTableOfPane } from './performance/score-table-of-pane.ts';
export { RunningScoreTable } from './performance/running-score-table.ts';
export { reliabilityCurve, type ReliabilityBin } from './performance/calibration/reliability-curve.ts';
export { calibrate, fitIsotonic, type CalibrationCurve } from './performance/calibration/isotonic.ts';
export { answeredScores, type AnsweredScores } from './performance/estimate/answered-scores.ts';
export { ESTIMATED_METRIC_IDS, type EstimatedMetricId } from './performance/estimate/estimated-metrics.ts';
export {
  estimatePerformance,
  fitEstimator,
  type CalibrateChoice,
  type Estimate,
  type LabelledRows,
  type PerformanceEstimator,
} from './performance/estimate/estimator.ts';
export { usualRanges, type ThresholdMetricId } from './performance/estimate/usual-range.ts';
export type { AlertThresholds } from './performance/estimate/alert-thresholds.ts';
export { trackRecord, type JudgedEstimate, type TrackRecord } from './performance/estimate/track-record.ts';
export { EventScanner, type ScanLimits } from './scan/event-scanner.ts';
export { ScanModels } from './scan/scan-models.ts';
export { featureHealth } from './pane/feature-health.ts';
export { usableValues } from './pane/usable-values.ts';
export { cellOfCategory } from './grid/cell-of-value.ts';
export type { CategoricalLayout } from './grid/grid.ts';
export { MULTIVARIATE } from './multivariate/index.ts';
export type { MultivariateDefinition } from './multivariate/multivariate-definition.ts';
export { readMultivariate, type MultivariateId, type MultivariateReading } from './multivariate/read-multivariate.ts';
export { featureReadings } from './metrics/feature-readings.ts';
export { PERFORMANCE_METRICS } from './performance/performance-metrics.ts';
export { MULTICLASS_METRICS, type MulticlassMetricId } from './performance/multiclass/index.ts';
export type { ClassProbabilities, MulticlassInput } from './performance/multiclass/multiclass-input.ts';
export {
  addConfusionMatrix,
  confusionMatrixOf,
  createConfusionMatrix,
  MAX_CLASSES,
  type ConfusionMatrix,
} from './performance/multiclass/confusion-matrix.ts';
export { REGRESSION_METRICS, type RegressionMetricId } from './performance/regression/index.ts';
export { summariseRegression, type RegressionSummary } from './performance/regression/regression-summary.ts';
export {
  addRegressionPane,
  countPrediction,
  createRegressionPane,
  type RegressionPane,
  type RegressionScale,
} from './performance/regression/regression-pane.ts';
export { decodeRegressionPane, encodeRegressionPane } from './performance/regression/regression-pane-codec.ts';
export { regressionErrorSizes, summariseRegressionPane } from './performance/regression/summarise-regression-pane.ts';
export { createTextTableBuilder } from './reference/text-table-builder.ts';
export { declaredKinds } from './reference/declared-kinds.ts';
export {
  CELL_ESTIMATED_IDS,
  estimateFromCells,
  type CellEstimatedId,
  type CellEstimates,
} from './performance/estimate/estimate-from-cells.ts';
export { AlarmSettings, ALARM_VIEWS, type AlarmViewId } from './alarms/alarm-rule-settings.ts';
export { alarmCells, type AlarmFeature, type AlarmHistory, type AlarmWindow } from './alarms/alarm-counts.ts';
export { historyProblem, learnFeatureAlarm, MIN_REFERENCE_DAYS } from './alarms/learn-feature-alarm.ts';
export type { FeatureAlarm, LengthAlarm } from './alarms/feature-alarm.ts';
export { judgeFeatureAlarm, type AlarmView, type FeatureAlarmReading } from './alarms/judge-feature-alarm.ts';
export { stepAlarmEpisode, type AlarmEpisode } from './alarms/alarm-episode.ts';
export { addPaneCells, alarmFeatureOf } from './alarms/pane-cells.ts';
export { withProvenance } from './reference/with-provenance.ts';
export { isMissingCell } from './reference/kind-of-cells.ts';
export type { CellErrors } from './performance/estimate/cell-errors.ts';
export { estimateStandardError } from './performance/estimate/estimate-standard-error.ts';
export { decodeAlarms, encodeAlarms } from './alarms/codec/alarm-codec.ts';
export { alarmColumns, type AlarmColumn } from './verdict/learnt/alarm-columns.ts';
export { createAlarmHistories, historyBytes, type AlarmStretch } from './verdict/learnt/alarm-histories.ts';
export { alarmLengths } from './verdict/learnt/alarm-lengths.ts';
export {
  alarmBytes,
  alarmKeyOf,
  type AlarmKey,
  type LearntAlarms,
  type LearntFeature,
} from './verdict/learnt/learnt-alarms.ts';
export { learnColumn } from './verdict/learnt/learn-column.ts';
export {
  planAlarmLearning,
  stretchStartMs,
  type AlarmFacts,
  type AlarmLearning,
  type AlarmPlan,
  type AlarmSource,
  type DayRows,
} from './verdict/learnt/plan-alarm-learning.ts';
export { WindowSums, type PaneOf } from './verdict/learnt/window-sums.ts';
export { joinStretches, type Stretch } from './verdict/learnt/join-stretches.ts';
export type { AlarmEvidence, FeatureAlarmEvaluation } from './verdict/learnt/alarm-evidence.ts';
export { featureShifts, type FeatureShifts, type VanishedCategory } from './histogram/feature-shifts.ts';
export { metricChance } from './metrics/metric-chance.ts';
export { MODEL_TASKS, type ModelTask } from './performance/model-task.ts';
export {
  addAnswerPane,
  confusionOfAnswers,
  countAnswer,
  createAnswerPane,
  labelledAnswers,
  type AnswerPane,
} from './performance/multiclass/answer-pane.ts';
export { decodeAnswerPane, encodeAnswerPane } from './performance/multiclass/answer-pane-codec.ts';
export { worstMeasure, type AlarmMeasureId, type Measure, type MeasureId } from './verdict/worst-measure.ts';
export { PackedReference } from './reference/packed-reference.ts';
export { leanGrid } from './grid/lean-grid.ts';
export { addKeys, QuickGrids } from './grid/quick-grids.ts';
export { addReadable, serviceOf, StoredPane, type ReadablePane } from './pane/stored-pane.ts';
export { PanePool } from './pane/pane-pool.ts';
