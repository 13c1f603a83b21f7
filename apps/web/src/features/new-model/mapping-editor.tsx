'use client';

import { STREAM_FORMATS, type InspectedRecord } from '@leeway/contracts';
import { useId, useMemo, type ReactNode } from 'react';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FieldError } from '../slos/form-row.tsx';
import { FeatureList, type Kinds } from './feature-list.tsx';
import { featureRows, withFeature } from './feature-rows.ts';
import { FeatureShape } from './feature-shape.tsx';
import { featuresIn, refusalParts } from './inspection-words.ts';
import type { MappingDraft } from './mapping-draft.ts';
import { messageFields } from './message-fields.ts';
import styles from './new-model.module.css';
import mappingStyles from './mapping.module.css';
import { SourceField } from './source-field.tsx';
import { pathOfSource, refusalNameOf, sourcesOf } from './source-words.ts';

const FORMAT_WORDS: Partial<Record<(typeof STREAM_FORMATS)[number], string>> = {
  json: 'JSON',
  cloudevents: 'CloudEvents',
  kserve: 'KServe inference logger',
  seldon: 'Seldon Core',
  sagemaker: 'SageMaker data capture',
  bentoml: 'BentoML monitor',
  avro: 'Avro, by a schema registry',
  'json-schema': 'JSON Schema, by a schema registry',
  protobuf: 'Protobuf, by a schema registry',
};
/** Where requests and answers are messages of their own. */
const SPLIT_FORMATS: ReadonlySet<string> = new Set(['kserve', 'seldon', 'sagemaker']);

export type EditorProps = {
  draft: MappingDraft;
  errors: Record<string, string>;
  records: readonly InspectedRecord[];
  /** Null where kinds are not the matter: on a model that has its reference. */
  kinds: Kinds | null;
  onDraft: (draft: MappingDraft) => void;
  onKinds: (kinds: Kinds) => void;
};

/** Where requests and answers are messages of their own: which of them are read. */
function Take({ draft, onDraft }: Pick<EditorProps, 'draft' | 'onDraft'>) {
  return (
    <Field label="Read">
      {(control) => (
        <Select
          {...control}
          value={draft.take}
          onChange={(event) => onDraft({ ...draft, take: event.target.value as MappingDraft['take'] })}
        >
          <option value="both">requests and answers</option>
          <option value="requests">requests only</option>
          <option value="responses">answers only</option>
        </Select>
      )}
    </Field>
  );
}

function Envelope({ draft, errors, onDraft, lists }: EditorProps & { lists: readonly string[] }) {
  const listId = useId();
  return (
    <div className={mappingStyles.envelope}>
      <Field label="Format">
        {(control) => (
          <Select
            {...control}
            value={draft.format}
            onChange={(event) => onDraft({ ...draft, format: event.target.value as MappingDraft['format'] })}
          >
            {STREAM_FORMATS.map((format) => (
              <option key={format} value={format}>
                {FORMAT_WORDS[format] ?? format}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="List of rows" optional error={errors['rows']}>
        {(control) => (
          <Input
            {...control}
            list={listId}
            placeholder="one message, one event"
            maxLength={500}
            spellCheck={false}
            value={draft.rows}
            onChange={(event) => onDraft({ ...draft, rows: event.target.value })}
          />
        )}
      </Field>
      <datalist id={listId}>
        {lists.map((path) => (
          <option key={path} value={path}>
            {path}
          </option>
        ))}
      </datalist>
      {SPLIT_FORMATS.has(draft.format) ? <Take draft={draft} onDraft={onDraft} /> : null}
    </div>
  );
}

function Features(props: EditorProps & { fields: ReturnType<typeof messageFields> }) {
  const { draft, errors, records, fields, kinds, onDraft } = props;
  const seen = useMemo(() => featuresIn(records), [records]);
  const rows = useMemo(() => featureRows(draft.features, seen, fields), [draft.features, seen, fields]);
  return (
    <div className={styles.stack}>
      <FeatureShape draft={draft} fields={fields} seen={seen} error={errors['features']} onDraft={onDraft} />
      <FeatureList
        rows={rows}
        kinds={kinds}
        onInclude={(key, included) => onDraft({ ...draft, features: withFeature(draft.features, key, included) })}
        onKinds={props.onKinds}
      />
    </div>
  );
}

function Group(props: { title: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={props.title} className={styles.group}>
      <h3>{props.title}</h3>
      {props.children}
    </div>
  );
}

/** How messages are read: each part by picking a field that the messages have, or by typing where it is. */
export function MappingEditor(props: EditorProps) {
  const { draft, errors, records, onDraft } = props;
  const idPrefix = useId();
  const first = records.find(({ kind }) => kind !== 'tombstone') ?? null;
  const fields = useMemo(() => (first === null ? [] : messageFields(first, draft.rows)), [first, draft.rows]);
  const problem = records.find(({ kind }) => kind === 'refused')?.problem ?? null;
  const refusal = problem === null ? null : refusalParts(problem);
  const headers = Object.keys(first?.headers ?? {});
  const lists = fields.filter(({ kind }) => kind === 'list').map(({ path }) => path);
  return (
    <div className={draft.carries === 'labels' ? styles.stack : mappingStyles.editor}>
      <Group title="What is read">
        <Envelope {...props} lists={lists} />
        {sourcesOf(draft.carries).map((name) => (
          <SourceField
            key={name}
            idPrefix={idPrefix}
            name={name}
            format={draft.format}
            draft={draft.sources[name]}
            error={errors[name]}
            path={pathOfSource(draft, name)}
            refusal={refusal !== null && refusal.path === refusalNameOf(draft, name) ? refusal.reason : null}
            fields={fields}
            headers={headers}
            onChange={(source) => onDraft({ ...draft, sources: { ...draft.sources, [name]: source } })}
          />
        ))}
        <FieldError id={`${idPrefix}-error`}>{errors['mapping']}</FieldError>
      </Group>
      {draft.carries === 'labels' ? null : (
        <Group title="Features">
          <Features {...props} fields={fields} />
        </Group>
      )}
    </div>
  );
}
