'use client';

import { budgetWords, countingOf, type CountedSpec } from '@leeway/slo';
import type { ModelTask } from '@leeway/drift';
import { Input, Select } from '../../ui/field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { BudgetingField } from './budgeting-field.tsx';
import { withBudgeting, withModel, withWindow } from './change-values.ts';
import { FIELD_IDS } from './focus-field.ts';
import { FormRow } from './form-row.tsx';
import { NO_DATA_MINUTES, usableNumbers, type FormErrors, type FormValues } from './form-values.ts';
import { MeasureFields } from './measure-fields.tsx';
import styles from './slo-form.module.css';
import { TargetField } from './target-field.tsx';
import { WindowField } from './window-field.tsx';

export type FieldsProps = {
  values: FormValues;
  /** Only of fields that were left, or all after an attempt to save. */
  errors: FormErrors;
  models: readonly { id: string; name: string; task: ModelTask }[];
  isEdit: boolean;
  expectedTotal: number | null;
  onChange: (values: FormValues) => void;
  onLeave: (field: string) => void;
};

function Names({ values, errors, models, isEdit, onChange, onLeave }: FieldsProps) {
  return (
    <>
      <FormRow label="Name" htmlFor="slo-name" error={errors['name']} errorId="slo-name-error">
        <Input
          id="slo-name"
          value={values.name}
          maxLength={80}
          placeholder="What people call it: answers in time"
          aria-invalid={errors['name'] === undefined ? undefined : true}
          aria-describedby={errors['name'] === undefined ? undefined : 'slo-name-error'}
          onChange={(event) => onChange({ ...values, name: event.target.value })}
          onBlur={() => onLeave('name')}
        />
      </FormRow>
      <FormRow
        label="Model"
        htmlFor={FIELD_IDS.model}
        error={errors['modelId']}
        errorId="slo-model-error"
        hint={isEdit ? 'An SLO stays with its model.' : undefined}
      >
        <Select
          id={FIELD_IDS.model}
          value={values.modelId}
          disabled={isEdit}
          aria-invalid={errors['modelId'] === undefined ? undefined : true}
          aria-describedby={errors['modelId'] === undefined ? undefined : 'slo-model-error'}
          onChange={(event) => onChange(withModel(values, models.find(({ id }) => id === event.target.value) ?? null))}
          onBlur={() => onLeave('modelId')}
        >
          {models.some((model) => model.id === values.modelId) ? null : <option value="">Choose a model</option>}
          {models.map((model) => (
            <option key={model.id} value={model.id}>
              {model.name}
            </option>
          ))}
        </Select>
      </FormRow>
    </>
  );
}

/** What may go wrong, as a share, as counts, as time: the objective's other face. */
function Budget({ values, spec, expectedTotal }: FieldsProps & { spec: CountedSpec }) {
  const { target, windowDays } = usableNumbers(values);
  if (target === null || windowDays === null) return null;
  const words = budgetWords({ spec, target, windowDays, expectedTotal });
  return (
    <FormRow label="May go wrong">
      <p className={styles.text}>
        {words.share}
        <span className={styles.quiet}>
          {words.counts === null ? '' : ` · ${words.counts}`} · or {words.outage}
        </span>
      </p>
    </FormRow>
  );
}

function WhenUnknown({ values, errors, spec, onChange, onLeave }: FieldsProps & { spec: CountedSpec }) {
  const error = errors['spec.alerting.minimumBad'];
  const { noun } = countingOf(spec);
  return (
    <>
      <FormRow label="No data">
        <Segments
          label="When nothing is measured"
          value={values.noDataMinutes === null ? 'freeze' : 'alert'}
          options={[
            { value: 'freeze', label: 'Freeze alerts' },
            { value: 'alert', label: `Alert after ${values.noDataMinutes ?? NO_DATA_MINUTES} min` },
          ]}
          onChange={(choice) => onChange({ ...values, noDataMinutes: choice === 'freeze' ? null : NO_DATA_MINUTES })}
        />
      </FormRow>
      <FormRow label="Low traffic" htmlFor="slo-minimum" error={error} errorId="slo-minimum-error">
        <div className={styles.inline}>
          <span>quiet below</span>
          <Input
            id="slo-minimum"
            inputMode="numeric"
            className={styles.small}
            value={values.minimumBad}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error === undefined ? undefined : 'slo-minimum-error'}
            onChange={(event) => onChange({ ...values, minimumBad: event.target.value })}
            onBlur={() => onLeave('spec.alerting.minimumBad')}
          />
          <span>bad {noun.many} in the long window</span>
        </div>
      </FormRow>
    </>
  );
}

/** All fields but the alert rows, in the order of the sentence above them. */
export function SloFormFields(props: FieldsProps & { spec: CountedSpec }) {
  const { values, errors, onChange, onLeave } = props;
  return (
    <div className={styles.rows}>
      <Names {...props} />
      <MeasureFields {...props} task={props.models.find(({ id }) => id === values.modelId)?.task ?? null} />
      <BudgetingField
        values={values}
        errors={errors}
        onChange={(changes) => onChange(withBudgeting(values, changes))}
        onLeave={onLeave}
      />
      <TargetField
        value={values.target}
        rows={values.rows}
        error={errors['target']}
        onChange={(target) => onChange({ ...values, target })}
        onBlur={() => onLeave('target')}
      />
      <WindowField
        values={values}
        errors={errors}
        onChange={(window) => onChange(withWindow(values, window))}
        onLeave={onLeave}
      />
      <Budget {...props} />
      <WhenUnknown {...props} />
    </div>
  );
}
