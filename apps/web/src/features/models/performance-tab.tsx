'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChangeView, ModelDetail, QualitySeries } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { NeatlinePanel } from '../../ui/charts/neatline.tsx';
import { SeriesPanel } from '../../ui/charts/series-panel.tsx';
import { TimePanels } from '../../ui/charts/time-panels.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount, formatFixed, formatPercent, plural } from '../../ui/format/format-number.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AnswersTab } from './answers/answers-tab.tsx';
import { toChangeMark } from './change-marks.ts';
import styles from './model-page.module.css';
import { NoLabels } from './no-labels.tsx';
import { QualityMetricsSection } from './quality-metrics-section.tsx';
import { QualityPanel } from './quality-panel.tsx';
import { accuracyPoints, newestAuc, positiveRatePoints, stepOf } from './quality-series.ts';
import { usePendingLabels } from './use-pending-labels.ts';
import { useQueryRange } from './use-query-range.ts';

function QualityFacts({ quality }: { quality: QualitySeries }) {
  const newest = newestAuc(quality);
  const labelled = quality.points.reduce((sum, point) => sum + point.n, 0);
  const auc = newest?.rocAuc ?? null;
  const half = newest?.halfWidth ?? null;
  return (
    <Facts
      className={styles.facts}
      facts={[
        {
          label: 'Realised AUC, newest',
          value:
            auc === null ? 'not measured' : `${formatFixed(auc, 3)}${half === null ? '' : ` ±${formatFixed(half, 3)}`}`,
        },
        {
          label: 'On the reference',
          value: quality.referenceRocAuc === null ? 'no labels there' : formatFixed(quality.referenceRocAuc, 3),
        },
        { label: 'Labelled in this range', value: formatCount(labelled) },
        { label: 'Waiting for a label', value: formatCount(quality.pendingLabels) },
        { label: 'Labels are due after', value: formatDuration(quality.labelDelayMs) },
      ]}
    />
  );
}

function Charts({
  quality,
  changes,
  range,
}: {
  quality: QualitySeries;
  changes: readonly ChangeView[];
  range: { fromMs: number; toMs: number; setFixed: (fromMs: number, toMs: number) => void };
}) {
  const pending = usePendingLabels(quality);
  const percent = (value: number): string => formatPercent(value, 1);
  const last = quality.points.findLast(({ accuracy }) => accuracy !== null);
  return (
    <TimePanels
      fromMs={range.fromMs}
      toMs={range.toMs}
      changes={changes.map(toChangeMark)}
      gutter={{ left: 56, right: 64 }}
      onRangeSelect={range.setFixed}
      minHeightPx={420}
    >
      <QualityPanel quality={quality} heightPx={160} hasLane />
      <SeriesPanel
        title="Accuracy"
        note="share of answers that were right"
        summary={
          last === undefined || last.accuracy === null
            ? 'No accuracy could be measured in this range.'
            : `Accuracy is ${percent(last.accuracy)}.`
        }
        series={[
          { id: 'accuracy', label: 'accuracy', style: 's1', points: accuracyPoints(quality), stepMs: stepOf(quality) },
        ]}
        min={0}
        max={1}
        minSpan={0.04}
        heightPx={96}
        pending={pending}
        format={percent}
      />
      <SeriesPanel
        title="Positive rate"
        note="share of labels that are the positive class"
        summary="Share of positive labels over time."
        series={[
          {
            id: 'positive',
            label: 'positive rate',
            style: 's1',
            points: positiveRatePoints(quality),
            stepMs: stepOf(quality),
          },
        ]}
        min={0}
        max={1}
        minSpan={0.04}
        heightPx={72}
        pending={pending}
        format={percent}
      />
      <NeatlinePanel />
    </TimePanels>
  );
}

function MissingAuc({ quality }: { quality: QualitySeries }) {
  const unmeasured = quality.points.filter(({ rocAuc }) => rocAuc === null).length;
  if (unmeasured === 0) return null;
  return (
    <p className={styles.note}>
      {unmeasured} of {plural(quality.points.length, 'stretch', 'stretches')} had too few labels of one class for an
      AUC; they are gaps.
    </p>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Performance is loading" className={styles.stack}>
      <Skeleton width="60%" height={34} />
      <div className={styles.lineSkeleton} />
      <div className={styles.lineSkeleton} />
      <div className={styles.lineSkeleton} />
    </div>
  );
}

/** Realised performance over the range: how well the answers turned out, and how sure that is. */
export function PerformanceTab({ model }: { model: ModelDetail }) {
  return model.task === 'binary' ? <BinaryPerformance model={model} /> : <AnswersTab model={model} />;
}

function BinaryPerformance({ model }: { model: ModelDetail }) {
  const trpc = useTRPC();
  const range = useQueryRange();
  const ends = { fromMs: range.fromMs, toMs: range.toMs };
  const keep = { placeholderData: keepPreviousData };
  const quality = useQuery(trpc.models.quality.queryOptions({ modelId: model.id, ...ends }, keep));
  const changes = useQuery(trpc.changes.list.queryOptions({ modelId: model.id, ...ends, limit: 100 }, keep));
  return (
    <QueryPanel what="Performance" query={quality} skeleton={<Loading />}>
      {(data) => (
        <>
          <QualityFacts quality={data} />
          {data.points.length === 0 ? (
            <NoLabels model={model} pendingLabels={data.pendingLabels} />
          ) : (
            <>
              <Charts quality={data} changes={changes.data?.items ?? []} range={range} />
              <MissingAuc quality={data} />
            </>
          )}
          <QualityMetricsSection modelId={model.id} />
        </>
      )}
    </QueryPanel>
  );
}
