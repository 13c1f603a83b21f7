import {
  VERDICTS,
  type DriftRuleSettings,
  type FeatureEvaluation,
  type MetricReading,
  type RuleMetricId,
  type Verdict,
  type WindowEvaluation,
} from '@leeway/drift';
import type { ThresholdOfMetric, ThresholdPreview, VerdictCounts } from './draft-views.ts';

export function countVerdicts(verdicts: readonly Verdict[]): VerdictCounts {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as VerdictCounts;
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
}

type Measured = Extract<MetricReading, { state: 'measured' }>;

function measured(feature: FeatureEvaluation | undefined, metric: RuleMetricId): Measured[] {
  const reading = feature?.metrics[metric];
  return reading?.state === 'measured' ? [reading] : [];
}

function thresholdOf(
  metric: RuleMetricId,
  typical: FeatureEvaluation,
  windows: readonly (FeatureEvaluation | undefined)[],
): ThresholdOfMetric[] {
  const [reading] = measured(typical, metric);
  const values = windows
    .flatMap((feature) => measured(feature, metric))
    .map(({ value }) => value)
    .toSorted((a, b) => a - b);
  if (reading === undefined && values.length === 0) return [];
  return [
    {
      metric,
      warn: reading?.warn ?? null,
      critical: reading?.critical ?? null,
      usual: values[Math.floor(values.length / 2)] ?? null,
      largest: values.at(-1) ?? null,
    },
  ];
}

/** Feature by feature: thresholds of the typical window, and what was said of all of them. */
export function featurePreviews(
  typical: WindowEvaluation,
  evaluations: readonly WindowEvaluation[],
  metrics: readonly RuleMetricId[],
): ThresholdPreview['features'] {
  return typical.features.map((feature, index) => {
    const windows = evaluations.map(({ features }) => features[index]);
    return {
      feature: feature.feature,
      counts: countVerdicts(windows.flatMap((one) => (one === undefined ? [] : [one.verdict]))),
      thresholds: metrics.flatMap((metric) => thresholdOf(metric, feature, windows)),
    };
  });
}

/** What the reader should know of how a preview was computed. */
export function previewNote(input: {
  hasTime: boolean;
  askedPaneMs: number;
  paneMs: number;
  evaluations: readonly WindowEvaluation[];
  typical: WindowEvaluation;
  settings: DriftRuleSettings;
}): string | null {
  const { hasTime, askedPaneMs, paneMs, evaluations, typical, settings } = input;
  const notes: string[] = [];
  if (!hasTime) notes.push(`The rows have no times: thresholds are those of a window of ${typical.n} events.`);
  else if (evaluations.length === 0)
    notes.push(
      `The rows do not fill one whole window: thresholds are those of a window of ${typical.n} events from all over them.`,
    );
  if (settings.rule === 'learnt')
    notes.push(
      'Learnt alarms need days of the model’s own stream. Until those are there, calibrated thresholds judge in production too: they are what is shown.',
    );
  if (hasTime && paneMs !== askedPaneMs)
    notes.push(`Judged by panes of ${paneMs / 1_000} seconds, the nearest that the draft was counted by.`);
  if (typical.n < settings.minSamples)
    notes.push(
      `${evaluations.length > 0 ? 'A typical window' : 'The sample'} has ${typical.n} events; ` +
        `with fewer than ${settings.minSamples} nothing is said. Take longer windows, or a smaller minimum.`,
    );
  return notes.length === 0 ? null : notes.join(' ');
}
