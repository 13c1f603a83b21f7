'use client';

import { Input } from '../../ui/field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { FIELD_IDS } from './focus-field.ts';
import { FormRow } from './form-row.tsx';
import styles from './slo-form.module.css';

const USUAL = ['7', '28', '30', '90'];

/** The usual lengths as choices, any other one typed. */
export function WindowField(props: {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  onBlur: () => void;
}) {
  const isUsual = USUAL.includes(props.value.trim());
  return (
    <FormRow label="Window" id={FIELD_IDS.window} error={props.error} errorId="slo-window-error">
      <div className={styles.inline}>
        <Segments
          label="Window, rolling"
          value={isUsual ? props.value.trim() : ''}
          options={USUAL.map((value) => ({ value, label: `${value} d` }))}
          onChange={props.onChange}
        />
        <span className={styles.unit}>
          <Input
            inputMode="numeric"
            aria-label="Window, in days"
            className={styles.small}
            value={props.value}
            aria-invalid={props.error === undefined ? undefined : true}
            aria-describedby={props.error === undefined ? undefined : 'slo-window-error'}
            onChange={(event) => props.onChange(event.target.value)}
            onBlur={props.onBlur}
          />
          <span aria-hidden="true">days</span>
        </span>
      </div>
    </FormRow>
  );
}
