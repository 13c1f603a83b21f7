'use client';

import type { ReferenceDraftView } from '@leeway/services';
import { KeyValue } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import { BEGINNING_TEXT } from './beginning-text.ts';
import { beginningFor } from './identity-form.tsx';
import type { FormValues } from './form-values.ts';
import { mappingSummary } from './mapping-summary.ts';
import styles from './new-model.module.css';
import { thresholdsOf } from './threshold-values.ts';

const TASK_WORDS: Record<FormValues['task'], string> = {
  binary: 'one of two classes',
  multiclass: 'one of several classes',
  regression: 'a number',
};

export function thresholdsSummary(values: FormValues): string {
  const { thresholds } = thresholdsOf(values);
  if (thresholds === null) return 'not whole yet';
  const { settings, paneMs, windowPanes } = thresholds;
  return `${settings.criticalBudgetPerWeek} false criticals a week, windows of ${formatDuration(paneMs * windowPanes)}, from ${plural(settings.minSamples, 'event')}`;
}

/** Everything once more, before it becomes a model. */
export function Review(props: { topic: string; values: FormValues; draft: ReferenceDraftView | null }) {
  const { topic, values, draft } = props;
  return (
    <div role="group" aria-label="Review" className={styles.review}>
      <h3>This will be made</h3>
      <KeyValue
        facts={[
          { label: 'Model', value: <code>{values.id}</code> },
          {
            label: 'Called in the stream',
            value: values.streamName === values.id ? 'the same' : <code>{values.streamName}</code>,
          },
          { label: 'Predictions', value: <code>{topic}</code> },
          { label: 'Read as', value: mappingSummary(values.mapping) },
          { label: 'Answers', value: TASK_WORDS[values.task] },
          { label: 'Labels', value: values.labels === 'topic' ? <code>{values.labelTopic}</code> : 'none by Kafka' },
          ...(values.labels === 'topic' && values.task === 'binary'
            ? [{ label: 'Positive class', value: <code>{values.positiveClass}</code> }]
            : []),
          {
            label: 'Reference',
            value: draft === null ? '…' : `${formatCount(draft.rowCount)} rows, ${draft.source}`,
          },
          { label: 'Judged', value: thresholdsSummary(values) },
          { label: 'Slices', value: values.sliceBy === '' ? 'none' : <code>{values.sliceBy}</code> },
          { label: 'Begins', value: BEGINNING_TEXT[beginningFor(values.beginning, draft)] },
        ]}
      />
      <p className={styles.hint}>
        The id cannot be changed later. Mapping, reference and thresholds can, on the model’s page; each change is
        recorded.
      </p>
    </div>
  );
}
