'use client';

import type { ChangeView, FeatureDetail, ModelDetail } from '@leeway/services';
import { Histogram } from '../../ui/charts/histogram.tsx';
import { TimeSeries } from '../../ui/charts/time-series.tsx';
import { KeyValue, type Fact } from '../../ui/facts.tsx';
import { formatCount } from '../../ui/format/format-number.ts';
import { formatClock } from '../../ui/format/format-time.ts';
import { formatShare } from '../../ui/charts/format-share.ts';
import { useZone } from '../../ui/use-zone.ts';
import { AlarmEvidenceTable } from './alarm-evidence.tsx';
import { toChangeMark } from './change-marks.ts';
import { drawnRatio, drawnRatioText } from './drawn-ratio.ts';
import { beganFact, chanceFact } from './feature-facts.ts';
import { featureFinding } from './feature-finding.ts';
import styles from './feature-panel.module.css';
import { FeatureShiftsNote, NewCategoriesNote } from './feature-shifts.tsx';
import { METRIC_ORDER } from './metric-words.ts';
import { MetricsExplained } from './metrics-explained.tsx';
import { MetricsTable } from './metrics-table.tsx';
import { ThresholdsExplained } from './thresholds-explained.tsx';

type FeaturePanelProps = {
  model: ModelDetail;
  detail: FeatureDetail;
  changes: readonly ChangeView[];
  range: { fromMs: number; toMs: number };
};

function shareFact(label: string, { reference, window }: { reference: number; window: number }): Fact {
  return { label, value: `${formatShare(window)}, was ${formatShare(reference)}` };
}

/** What the reference never held; of vectors and booleans nothing is new. */
function newFact({ evaluation, newShare }: FeatureDetail): Fact[] {
  if (evaluation.kind === 'vector' || evaluation.kind === 'boolean') return [];
  return [
    shareFact(
      evaluation.kind === 'numeric' ? 'Outside the reference, of all events' : 'Never seen before, of all events',
      newShare,
    ),
  ];
}

/** How far the distribution of a vector moved. */
function distanceFact({ evaluation: { multivariate } }: FeatureDetail): Fact[] {
  if (multivariate === undefined) return [];
  const label = 'Maximum mean discrepancy';
  if (multivariate.state === 'undefined') return [{ label, value: multivariate.reason }];
  const [value, bound, warn, critical] = [
    multivariate.value,
    multivariate.bound,
    multivariate.warn,
    multivariate.critical,
  ].map((number) => Number(number.toPrecision(3)));
  return [{ label, value: `${value} ±${bound}, warning ${warn}, critical ${critical}` }];
}

function meanFact({ mean }: FeatureDetail): Fact[] {
  if (mean.window === null || mean.reference === null) return [];
  const spread = mean.referenceSd === null ? '' : ` ±${Number(mean.referenceSd.toPrecision(4))} sd`;
  const words = `${Number(mean.window.toPrecision(4))}, was ${Number(mean.reference.toPrecision(4))}${spread}`;
  return [{ label: 'Mean', value: words }];
}

function RatioSeries({ detail, changes, range }: Omit<FeaturePanelProps, 'model'>) {
  const points = detail.series.map(({ endMs, ratio, verdict }) => ({
    ms: endMs,
    value: drawnRatio(ratio, verdict !== 'insufficient' && verdict !== 'no-data'),
  }));
  const last = points.findLast(({ value }) => value !== null)?.value ?? null;
  return (
    <TimeSeries
      title="Worst metric ÷ critical"
      summary={
        last === null
          ? `${detail.feature} was not measured in this range.`
          : `${detail.feature} stands at ${drawnRatioText(last)} times its critical threshold.`
      }
      fromMs={range.fromMs}
      toMs={range.toMs}
      changes={changes.map(toChangeMark)}
      series={[{ id: 'ratio', label: 'ratio', style: 's1', points, isStepped: true }]}
      thresholds={[{ value: 1, label: 'critical', tone: 'crit' }]}
      min={0}
      minSpan={1}
      heightPx={88}
      format={drawnRatioText}
      formatTick={String}
    />
  );
}

/** All that is known of one feature: the finding, then the picture, then the numbers, then why the thresholds are so. */
export function FeaturePanel({ model, detail, changes, range }: FeaturePanelProps) {
  const zone = useZone();
  const hasSeconds = model.paneMs < 60_000;
  const clock = (ms: number): string => formatClock(ms, zone, hasSeconds);
  const { evaluation, histogram, missing } = detail;
  const windowWords = `window ${clock(detail.windowStartMs)} to ${clock(detail.windowEndMs)}, n ${formatCount(detail.windowN)}`;
  return (
    <div className={styles.panel}>
      <p className={styles.finding} aria-live="polite">
        {featureFinding({ detail, changes, clock, paneMs: model.paneMs })}
      </p>
      <Histogram
        kind={evaluation.kind === 'numeric' ? 'numeric' : 'categorical'}
        name={detail.feature}
        bins={histogram}
        missing={missing}
        windowLabel={windowWords}
      />
      {evaluation.alarm !== undefined && <AlarmEvidenceTable alarm={evaluation.alarm} />}
      <MetricsTable evaluation={evaluation} />
      <KeyValue
        facts={[
          ...beganFact(detail, clock),
          shareFact('Missing', missing),
          ...newFact(detail),
          ...distanceFact(detail),
          ...meanFact(detail),
          ...chanceFact(detail),
        ]}
      />
      <NewCategoriesNote found={detail.newCategories} windowN={detail.windowN} />
      <FeatureShiftsNote shifts={detail.shifts} />
      <MetricsExplained ids={METRIC_ORDER.filter((id) => evaluation.metrics[id] !== undefined)} />
      <RatioSeries detail={detail} changes={changes} range={range} />
      <ThresholdsExplained model={model} detail={detail} />
    </div>
  );
}
