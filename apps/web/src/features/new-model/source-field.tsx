'use client';

import { Input, Select } from '../../ui/field.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { FieldError } from '../slos/form-row.tsx';
import type { MappingDraft, SourceDraft, SourceName, SourceOrigin } from './mapping-draft.ts';
import type { MessageField } from './message-fields.ts';
import styles from './new-model.module.css';
import mappingStyles from './mapping.module.css';
import {
  LATENCY_UNITS,
  ORIGIN_WORDS,
  originsOf,
  SOURCE_WORDS,
  TIME_UNITS,
  timeUnitOf,
  usualWords,
  withOrigin,
} from './source-words.ts';

export type SourceFieldProps = {
  idPrefix: string;
  name: SourceName;
  format: MappingDraft['format'];
  draft: SourceDraft;
  error: string | undefined;
  /** Where it is read, when that is a field. */
  path: string | null;
  /** Why a message was refused at this very place. */
  refusal: string | null;
  fields: readonly MessageField[];
  headers: readonly string[];
  onChange: (draft: SourceDraft) => void;
};

function UnitSelect({ name, draft, onChange }: Pick<SourceFieldProps, 'name' | 'draft' | 'onChange'>) {
  const units = name === 'time' ? TIME_UNITS : LATENCY_UNITS;
  return (
    <Select
      aria-label={`Unit of ${SOURCE_WORDS[name].label.toLowerCase()}`}
      className={mappingStyles.unit}
      value={draft.unit === '' ? 'ms' : draft.unit}
      onChange={(event) => onChange({ ...draft, unit: event.target.value })}
    >
      {units.map((unit) => (
        <option key={unit} value={unit}>
          {unit === 'iso' ? 'ISO 8601' : unit}
        </option>
      ))}
    </Select>
  );
}

/** What only some sources need: the unit of a time, a zone for texts without one, the words for a failed answer. */
function Extras(props: SourceFieldProps) {
  const { name, draft, onChange } = props;
  const isTimed = (name === 'time' && draft.from !== 'record') || name === 'latency';
  return (
    <>
      {isTimed ? <UnitSelect name={name} draft={draft} onChange={onChange} /> : null}
      {name === 'time' && draft.unit === 'iso' ? (
        <Input
          aria-label="Zone of times that name none"
          placeholder="zone, +01:00"
          className={mappingStyles.unit}
          maxLength={6}
          value={draft.zone}
          onChange={(event) => onChange({ ...draft, zone: event.target.value })}
        />
      ) : null}
      {name === 'status' ? (
        <Input
          aria-label="Values that mean a failed answer, with commas"
          placeholder="failed: error, timeout"
          maxLength={2_000}
          value={draft.errors}
          onChange={(event) => onChange({ ...draft, errors: event.target.value })}
        />
      ) : null}
    </>
  );
}

function Where(props: SourceFieldProps) {
  const { name, draft, error, fields, onChange } = props;
  const label = SOURCE_WORDS[name].label;
  const listId = `${props.idPrefix}-${name}-fields`;
  const isPath = draft.from === 'path';
  function type(text: string): void {
    const known = fields.find(({ path }) => path === text);
    const unit = name === 'time' && isPath && known !== undefined ? { unit: timeUnitOf(known.sample) } : {};
    onChange({ ...draft, text, ...unit });
  }
  return (
    <>
      <Input
        aria-label={draft.from === 'const' ? `${label}: the value` : `${label}: which ${isPath ? 'field' : 'header'}`}
        list={draft.from === 'const' ? undefined : listId}
        placeholder={isPath ? 'pick or type: customer.age' : draft.from === 'header' ? 'pick or type: ce_id' : 'value'}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        value={draft.text}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : `${props.idPrefix}-${name}-error`}
        onChange={(event) => type(event.target.value)}
      />
      <datalist id={listId}>
        {isPath
          ? fields.map(({ path, sample }) => (
              <option key={path} value={path}>
                {sample}
              </option>
            ))
          : props.headers.map((header) => (
              <option key={header} value={header}>
                {header}
              </option>
            ))}
      </datalist>
    </>
  );
}

/** What stands there in the newest message, as text; or why a message was refused there. */
function Sample({ path, refusal, fields }: Pick<SourceFieldProps, 'path' | 'refusal' | 'fields'>) {
  if (refusal !== null)
    return (
      <span className={mappingStyles.refusedHere}>
        <StatusMark status="critical">refused: {refusal}</StatusMark>
      </span>
    );
  if (path === null || path === '' || fields.length === 0) return null;
  const sample = fields.find((field) => field.path === path)?.sample;
  if (sample === undefined) return <span className={styles.hint}>not in the newest message</span>;
  return <span className={mappingStyles.sample}>{sample}</span>;
}

/** One thing that is read of a message: from where, and what the message holds there. */
export function SourceField(props: SourceFieldProps) {
  const { name, draft, format, error } = props;
  const words = SOURCE_WORDS[name];
  const usual = usualWords(format, name);
  const isUsual = draft.from === 'usual';
  const hasText = draft.from === 'path' || draft.from === 'header' || draft.from === 'const';
  return (
    <div className={mappingStyles.source} role="group" aria-label={words.label}>
      <span className={mappingStyles.sourceName}>
        {words.label}
        <span className={styles.hint}>{words.hint}</span>
      </span>
      <div className={mappingStyles.sourceControls}>
        <Select
          aria-label={`${words.label}: where from`}
          className={mappingStyles.origin}
          value={draft.from}
          onChange={(event) => props.onChange(withOrigin(format, name, draft, event.target.value as SourceOrigin))}
        >
          {originsOf(name).map((origin) => (
            <option key={origin} value={origin}>
              {origin === 'usual' && usual === null ? 'not read' : ORIGIN_WORDS[origin]}
            </option>
          ))}
        </Select>
        {hasText ? <Where {...props} /> : null}
        {isUsual && usual !== null ? <code className={mappingStyles.usual}>{usual}</code> : null}
        {isUsual ? null : <Extras {...props} />}
      </div>
      <Sample {...props} />
      <FieldError id={`${props.idPrefix}-${name}-error`}>{error}</FieldError>
    </div>
  );
}
