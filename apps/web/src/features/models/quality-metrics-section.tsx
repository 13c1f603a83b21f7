'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PerformanceView, QualityMetricId } from '@leeway/services';
import { useQueryState } from 'nuqs';
import { useCallback } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { TimeSeries } from '../../ui/charts/time-series.tsx';
import { Select } from '../../ui/field.tsx';
import { formatCount, formatPercent } from '../../ui/format/format-number.ts';
import { classNames } from '../../ui/class-names.ts';
import { Section } from '../../ui/section.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import styles from './model-page.module.css';
import { QualityAllMetrics } from './quality-all-metrics.tsx';
import { QualityCalibration } from './quality-calibration.tsx';
import {
  formatQuality,
  isEstimated,
  QUALITY_METRICS,
  QUALITY_WORDS,
  qualitySeries,
  qualitySummary,
} from './quality-metrics.ts';
import { QualityThreshold } from './quality-threshold.tsx';
import { modelSearchParams } from './search-params.ts';
import { useQueryRange } from './use-query-range.ts';

/** What the estimate is worth, in words: it has to be read before the line is. */
function EstimateNote({ view, metric }: { view: PerformanceView; metric: QualityMetricId }) {
  if (!isEstimated(metric))
    return <p className={styles.note}>{QUALITY_WORDS[metric]} is measured from labels only; it is not estimated.</p>;
  if (view.noEstimate !== null)
    return (
      <p className={styles.note}>
        No estimate: {view.noEstimate}. A reference whose rows carry score and label makes one possible.
      </p>
    );
  const { state, reason } = view.trackRecord[metric];
  const word = { reliable: 'Reliable so far', unreliable: 'Unreliable', unproven: 'Unproven' }[state];
  return (
    <p className={styles.note}>
      Estimate: <strong>{word}</strong>: {reason}. It knows how scores are distributed and is blind to concept drift.
      Band = three sampling errors and what the score’s cells leave open.
      {view.isSampled ? ' Read from an even share of the panes of this long range.' : ''}
    </p>
  );
}

function coverageWords({ labelled, events }: PerformanceView['coverage']): string {
  if (events === 0) return `${formatCount(labelled)} labelled`;
  return `${formatCount(labelled)} of ${formatCount(events)} labelled (${formatPercent(labelled / events, 1)})`;
}

function Chart({ view, range }: { view: PerformanceView; range: ReturnType<typeof useQueryRange> }) {
  const [metric, setMetric] = useQueryState('metric', modelSearchParams.metric.withOptions({ history: 'replace' }));
  const name = QUALITY_WORDS[metric];
  return (
    <Section
      title="Realised and estimated"
      note={coverageWords(view.coverage)}
      aside={
        <Select
          aria-label="Metric"
          value={metric}
          onChange={({ target }) => {
            const chosen = QUALITY_METRICS.find((id) => id === target.value);
            if (chosen !== undefined) void setMetric(chosen);
          }}
        >
          {QUALITY_METRICS.map((id) => (
            <option key={id} value={id}>
              {QUALITY_WORDS[id]}
            </option>
          ))}
        </Select>
      }
    >
      <EstimateNote view={view} metric={metric} />
      <TimeSeries
        title={`${name}, realised and estimated`}
        summary={qualitySummary(view, metric)}
        fromMs={range.fromMs}
        toMs={range.toMs}
        gutter={{ left: 56, right: 64 }}
        onRangeSelect={range.setFixed}
        series={qualitySeries(view, metric)}
        min={0}
        max={metric === 'logLoss' ? undefined : 1}
        minSpan={0.04}
        heightPx={160}
        format={(value) => formatQuality(metric, value)}
      />
    </Section>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Realised and estimated performance is loading" className={styles.stack}>
      <Skeleton width={320} height={14} />
      <div className={styles.lineSkeleton} />
      <Skeleton width={320} height={14} />
      <SkeletonRows rows={6} label="Metrics are loading" />
    </div>
  );
}

/** Any metric of performance, measured and estimated, with calibration and counts of answers. */
export function QualityMetricsSection({ modelId }: { modelId: string }) {
  const trpc = useTRPC();
  const range = useQueryRange();
  const [threshold, setThreshold] = useQueryState(
    'threshold',
    modelSearchParams.threshold.withOptions({ history: 'replace' }),
  );
  const choose = useCallback((next: number) => void setThreshold(next), [setThreshold]);
  const input = { modelId, fromMs: range.fromMs, toMs: range.toMs, threshold: Math.min(1, Math.max(0, threshold)) };
  const query = useQuery(trpc.models.performance.queryOptions(input, { placeholderData: keepPreviousData }));
  return (
    <QueryPanel what="Realised and estimated performance" query={query} skeleton={<Loading />}>
      {(view) =>
        // The tab says already that nothing came.
        view.points.length === 0 ? null : (
          <div className={classNames(styles.stack, styles.apart)}>
            <Chart view={view} range={range} />
            <QualityThreshold view={view} threshold={input.threshold} onChoose={choose} />
            <QualityAllMetrics view={view} />
            <QualityCalibration view={view} />
          </div>
        )
      }
    </QueryPanel>
  );
}
