import type { StreamMapping } from '@leeway/contracts';
import type { StreamTaskInput } from '@leeway/services';
import { fromInputText } from '../shell/range-form.tsx';
import type { FormValues } from './form-values.ts';
import { mappingOfDraft } from './mapping-draft.ts';
import { mappingForModel } from './stream-manifest.ts';
import { typedNumber } from './typed-number.ts';

export const MIN_ROWS = 200;
export const MAX_ROWS = 2_000_000;
const MAX_SPAN_MS = 90 * 86_400_000;

/** Both mappings as the model will keep them; null while one of them is not whole. */
export function modelMappings(values: FormValues): { stream: StreamMapping; labels: StreamMapping | null } | null {
  const { mapping } = mappingOfDraft(values.mapping);
  if (mapping === null) return null;
  const stream = mappingForModel(mapping, values.streamName, values.id);
  if (values.labels !== 'topic') return { stream, labels: null };
  const { mapping: labels } = mappingOfDraft(values.labelMapping);
  return labels === null ? null : { stream, labels: mappingForModel(labels, values.labelStreamName, values.id) };
}

export type StretchErrors = { rows?: string; from?: string; to?: string };

/** Which part of the topic is meant, or what is wrong with how it was said. Times are in UTC, as they are kept. */
export function stretchOf(
  values: Pick<FormValues, 'source' | 'rows' | 'from' | 'to'>,
):
  | { stretch: StreamTaskInput<'freeze-reference'>['stretch']; errors: null }
  | { stretch: null; errors: StretchErrors } {
  if (values.source === 'last') {
    const rows = typedNumber(values.rows);
    if (Number.isInteger(rows) && rows >= MIN_ROWS && rows <= MAX_ROWS)
      return { stretch: { kind: 'last', rows }, errors: null };
    return { stretch: null, errors: { rows: `A whole number from ${MIN_ROWS} to 2 million.` } };
  }
  const fromMs = fromInputText(values.from, 'utc');
  const toMs = fromInputText(values.to, 'utc');
  const errors: StretchErrors = {};
  if (fromMs === null) errors.from = 'Say when it begins.';
  if (toMs === null) errors.to = 'Say when it ends.';
  else if (fromMs !== null && toMs <= fromMs) errors.to = 'It has to end after it begins.';
  else if (fromMs !== null && toMs - fromMs > MAX_SPAN_MS) errors.to = 'At most 90 days.';
  if (fromMs === null || toMs === null || Object.keys(errors).length > 0) return { stretch: null, errors };
  return { stretch: { kind: 'between', fromMs, toMs }, errors: null };
}

/** What a reference depends on besides where its rows come from: another value of any of it asks for another one. */
export function readBy(topic: string, values: FormValues): string {
  const { id, kinds, task, positiveClass, labelTopic, labels } = values;
  if (values.source === 'file') return JSON.stringify({ id, kinds, task, positiveClass, columns: values.columns });
  const mappings = modelMappings(values);
  return JSON.stringify({
    topic,
    id,
    kinds,
    mappings,
    ...(labels === 'topic' ? { labelTopic, task, positiveClass } : {}),
  });
}

/** What a worker is asked to freeze; null while something is missing. */
export function freezeInput(topic: string, values: FormValues): StreamTaskInput<'freeze-reference'> | null {
  const mappings = modelMappings(values);
  const { stretch } = stretchOf(values);
  if (mappings === null || stretch === null || values.source === 'file') return null;
  return {
    manifest: {
      id: values.id,
      task: values.task,
      positiveClass: values.positiveClass.trim() || '1',
      features: values.kinds,
    },
    topic,
    mapping: mappings.stream,
    stretch,
    labelTopic: mappings.labels === null ? null : values.labelTopic,
    labelMapping: { ...(mappings.labels ?? { format: 'json', take: 'both' }), carries: 'labels' },
  };
}

/** The reference as it is asked for now; a draft of another one is out of date. */
export function madeFromOf(topic: string, values: FormValues): string {
  const { source, rows, from, to } = values;
  const stretch = source === 'last' ? { rows } : source === 'between' ? { from, to } : {};
  return JSON.stringify([source, stretch, readBy(topic, values)]);
}
