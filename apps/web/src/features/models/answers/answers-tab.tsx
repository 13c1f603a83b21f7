'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnswerQualityView, ModelDetail } from '@leeway/services';
import { useQueryState } from 'nuqs';
import { useTRPC } from '../../../trpc/client.tsx';
import { QueryPanel } from '../../../trpc/query-panel.tsx';
import { TimeSeries } from '../../../ui/charts/time-series.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Select } from '../../../ui/field.tsx';
import { formatDuration } from '../../../ui/format/format-duration.ts';
import { formatCount, formatPercent } from '../../../ui/format/format-number.ts';
import { Section } from '../../../ui/section.tsx';
import { Skeleton, SkeletonRows } from '../../../ui/skeleton.tsx';
import { toChangeMark } from '../change-marks.ts';
import styles from '../model-page.module.css';
import { NoLabels } from '../no-labels.tsx';
import { modelSearchParams } from '../search-params.ts';
import { useQueryRange } from '../use-query-range.ts';
import { AnswerMetricsTable } from './answer-metrics-table.tsx';
import { answerSeries, chosenMetric, formatAnswer } from './answer-metrics.ts';
import { ConfusionTable } from './confusion-table.tsx';

function AnswerFacts({ view }: { view: AnswerQualityView }) {
  const { labelled, events } = view.coverage;
  const first = view.metrics.find(({ id }) => id === (view.task === 'multiclass' ? 'accuracy' : 'mae'));
  return (
    <Facts
      className={styles.facts}
      facts={[
        ...(first === undefined
          ? []
          : [
              {
                label: `${first.label}, this range`,
                value: first.value === null ? 'not measured' : formatAnswer(first.unit, first.value.value),
              },
            ]),
        {
          label: 'Labelled in this range',
          value: `${formatCount(labelled)}${events === 0 ? '' : ` (${formatPercent(labelled / events, 1)})`}`,
        },
        { label: 'Waiting for a label', value: formatCount(view.pendingLabels) },
        { label: 'Labels are due after', value: formatDuration(view.labelDelayMs) },
        ...(view.errorSizes ?? []).map(({ share, atMost }) => ({
          label: `${formatPercent(share, 0)} of errors are at most`,
          value: formatAnswer('value', atMost),
        })),
      ]}
    />
  );
}

function Chart({
  view,
  modelId,
  range,
}: {
  view: AnswerQualityView;
  modelId: string;
  range: ReturnType<typeof useQueryRange>;
}) {
  const trpc = useTRPC();
  const [measure, setMeasure] = useQueryState('measure', modelSearchParams.measure.withOptions({ history: 'replace' }));
  const ends = { fromMs: range.fromMs, toMs: range.toMs };
  const changes = useQuery(
    trpc.changes.list.queryOptions({ modelId, ...ends, limit: 100 }, { placeholderData: keepPreviousData }),
  );
  const metric = chosenMetric(view, measure);
  if (metric === undefined || metric.value === null) return null;
  const isShare = metric.unit === 'share' || metric.unit === 'index';
  return (
    <Section
      title="Realised"
      note={view.leftOut === null ? undefined : `${view.leftOut.reason}: in no metric`}
      aside={
        <Select aria-label="Metric" value={metric.id} onChange={({ target }) => void setMeasure(target.value)}>
          {view.metrics.map(({ id, label, value }) => (
            <option key={id} value={id} disabled={value === null}>
              {label}
            </option>
          ))}
        </Select>
      }
    >
      <TimeSeries
        title={metric.label}
        summary={`${metric.label} is ${formatAnswer(metric.unit, metric.value.value)} over this range.`}
        fromMs={range.fromMs}
        toMs={range.toMs}
        gutter={{ left: 64, right: 64 }}
        changes={(changes.data?.items ?? []).map(toChangeMark)}
        onRangeSelect={range.setFixed}
        series={answerSeries(view, metric)}
        min={metric.direction === 'lower' ? 0 : undefined}
        max={isShare && metric.direction === 'higher' ? 1 : undefined}
        minSpan={isShare ? 0.04 : undefined}
        heightPx={160}
        format={(value) => formatAnswer(metric.unit, value)}
      />
    </Section>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Performance is loading" className={styles.stack}>
      <Skeleton width="60%" height={34} />
      <div className={styles.lineSkeleton} />
      <SkeletonRows rows={8} label="Metrics are loading" />
    </div>
  );
}

/** Realised performance of a model that answers one of several classes, or numbers. */
export function AnswersTab({ model }: { model: ModelDetail }) {
  const trpc = useTRPC();
  const range = useQueryRange();
  const input = { modelId: model.id, fromMs: range.fromMs, toMs: range.toMs };
  const query = useQuery(trpc.models.answers.queryOptions(input, { placeholderData: keepPreviousData }));
  return (
    <QueryPanel what="Performance" query={query} skeleton={<Loading />}>
      {(view) => (
        <>
          <AnswerFacts view={view} />
          {view.labelled === 0 ? (
            <NoLabels model={model} pendingLabels={view.pendingLabels} />
          ) : (
            <div className={styles.stack}>
              <Chart view={view} modelId={model.id} range={range} />
              {view.confusion !== null && <ConfusionTable confusion={view.confusion} />}
              <AnswerMetricsTable view={view} />
              <p className={styles.note}>
                Estimates without labels are made for models that answer one of two classes with a score.
              </p>
            </div>
          )}
        </>
      )}
    </QueryPanel>
  );
}
