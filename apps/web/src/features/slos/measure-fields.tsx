'use client';

import { fitsTask, SLI_DEFINITIONS, SLI_GROUPS, SLI_KINDS, type SliKind, type SliParameter } from '@leeway/slo';
import type { ModelTask } from '@leeway/drift';
import { Input, Select, Textarea } from '../../ui/field.tsx';
import { withKind, withParameter } from './change-values.ts';
import { FIELD_IDS, parameterFieldId } from './focus-field.ts';
import { FormRow } from './form-row.tsx';
import { parametersIn, type FormErrors, type FormValues } from './form-values.ts';
import { fieldsOf } from './parameter-entries.ts';
import { PromqlResult } from './prometheus/promql-result.tsx';
import promql from './prometheus/promql.module.css';
import { SourceSelect } from './prometheus/source-select.tsx';
import styles from './slo-form.module.css';

type MeasureProps = {
  values: FormValues;
  errors: FormErrors;
  /** What the chosen model answers; null = none is chosen. */
  task: ModelTask | null;
  onChange: (values: FormValues) => void;
  onLeave: (field: string) => void;
};

function KindField({ values, task, onChange }: MeasureProps) {
  const { title } = SLI_DEFINITIONS[values.kind];
  const isMisfit = task !== null && !fitsTask(values.kind, task);
  return (
    <FormRow
      label="Measures"
      htmlFor={FIELD_IDS.kind}
      error={isMisfit ? `${title} can’t be asked of a ${task} model.` : undefined}
      errorId="slo-kind-error"
    >
      <Select
        id={FIELD_IDS.kind}
        value={values.kind}
        aria-invalid={isMisfit ? true : undefined}
        aria-describedby={isMisfit ? 'slo-kind-error' : undefined}
        onChange={(event) => {
          const kind = SLI_KINDS.find((known) => known === event.target.value);
          if (kind !== undefined) onChange(withKind(values, kind, task));
        }}
      >
        {SLI_GROUPS.map((group) => (
          <optgroup key={group} label={group}>
            {kindsOf(group).map((kind) => (
              <option key={kind} value={kind} disabled={task !== null && !fitsTask(kind, task)}>
                {SLI_DEFINITIONS[kind].title}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
    </FormRow>
  );
}

function kindsOf(group: string): SliKind[] {
  return SLI_KINDS.filter((kind) => SLI_DEFINITIONS[kind].group === group);
}

function ParameterField({ field, ...props }: MeasureProps & { field: SliParameter }) {
  const { values, task, onChange, onLeave } = props;
  const path = `spec.${field.name}`;
  const id = parameterFieldId(field.name);
  const error = props.errors[path];
  const entry = parametersIn(values)[field.name] ?? '';
  const control = {
    id,
    value: entry,
    'aria-invalid': error === undefined ? undefined : (true as const),
    'aria-describedby': error === undefined ? undefined : `${id}-error`,
    onBlur: () => onLeave(path),
  };
  const set = (value: string | number) => onChange(withParameter(values, field.name, value));
  return (
    <FormRow label={field.label} htmlFor={id} hint={field.hint} error={error} errorId={`${id}-error`}>
      {field.control === 'choice' ? (
        <Select
          {...control}
          className={styles.choice}
          onChange={(event) => {
            const chosen = field.choices(task).find(({ value }) => String(value) === event.target.value);
            if (chosen !== undefined) set(chosen.value);
          }}
        >
          {field.choices(task).some(({ value }) => value === entry) ? null : <option value={entry}>{entry}</option>}
          {field.choices(task).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      ) : field.control === 'source' ? (
        <SourceSelect {...control} value={String(entry)} onChange={(event) => set(event.target.value)} />
      ) : field.control === 'query' ? (
        <Textarea
          {...control}
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          className={promql['query']}
          placeholder={field.placeholder}
          onChange={(event) => set(event.target.value)}
        />
      ) : (
        <Input
          {...control}
          inputMode={field.control === 'number' ? 'decimal' : undefined}
          className={field.control === 'number' ? styles.number : undefined}
          placeholder={field.control === 'text' ? field.placeholder : undefined}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </FormRow>
  );
}

/** What is measured: the kind, and what it asks for besides. */
export function MeasureFields(props: MeasureProps) {
  return (
    <>
      <KindField {...props} />
      <div id={FIELD_IDS.parameter} className={styles.rows}>
        {fieldsOf(props.values.kind).map((field) => (
          <ParameterField key={`${props.values.kind} ${field.name}`} field={field} {...props} />
        ))}
        {SLI_DEFINITIONS[props.values.kind].source === 'prometheus' ? <PromqlResult values={props.values} /> : null}
      </div>
    </>
  );
}
