'use client';

import { BUDGET_SLICE_MINUTES, canBeSliced, formatWindow, SLI_DEFINITIONS } from '@leeway/slo';
import { Input, Select } from '../../ui/field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { FIELD_IDS } from './focus-field.ts';
import { FormRow } from './form-row.tsx';
import type { BudgetingEntries, FormErrors, FormValues } from './form-values.ts';
import styles from './slo-form.module.css';

const HINTS: Record<BudgetingEntries['method'], string> = {
  occurrences: 'Each counts once: busy times weigh more than quiet ones.',
  timeslices: 'A slice is good when so many of its events are, and counts as its minutes.',
  ratioTimeslices: 'Each slice counts by its share of good ones, quiet ones as much as busy ones.',
};

/** How events become a budget; kinds that count minutes by themselves have nothing to choose. */
export function BudgetingField(props: {
  values: FormValues;
  errors: FormErrors;
  onChange: (changes: Partial<BudgetingEntries>) => void;
  onLeave: (field: string) => void;
}) {
  const { values, onChange } = props;
  const { noun } = SLI_DEFINITIONS[values.kind];
  if (!canBeSliced(values.kind)) return null;
  const { method, sliceMinutes, sliceTarget } = values.budgeting;
  const path = 'spec.budgeting.sliceTarget';
  const error = props.errors[path];
  return (
    <FormRow label="Counts" id={FIELD_IDS.budgeting} hint={HINTS[method]} error={error} errorId="slo-budgeting-error">
      <div className={styles.inline}>
        <Segments<BudgetingEntries['method']>
          label="What the budget counts"
          value={method}
          options={[
            { value: 'occurrences', label: noun.many },
            { value: 'timeslices', label: 'good slices' },
            { value: 'ratioTimeslices', label: 'slices by share' },
          ]}
          onChange={(chosen) => onChange({ method: chosen })}
        />
        {method === 'occurrences' ? null : (
          <Select
            aria-label="Length of a slice"
            className={styles.choice}
            value={sliceMinutes}
            onChange={(event) => onChange({ sliceMinutes: Number(event.target.value) })}
          >
            {BUDGET_SLICE_MINUTES.map((minutes) => (
              <option key={minutes} value={minutes}>
                {formatWindow(minutes)}
              </option>
            ))}
          </Select>
        )}
        {method === 'timeslices' ? (
          <span className={styles.unit}>
            <Input
              inputMode="decimal"
              aria-label="Share of a slice that must be good, per cent"
              className={styles.small}
              value={sliceTarget}
              aria-invalid={error === undefined ? undefined : true}
              aria-describedby={error === undefined ? undefined : 'slo-budgeting-error'}
              onChange={(event) => onChange({ sliceTarget: event.target.value })}
              onBlur={() => props.onLeave(path)}
            />
            <span aria-hidden="true">% of each</span>
          </span>
        ) : null}
      </div>
    </FormRow>
  );
}
