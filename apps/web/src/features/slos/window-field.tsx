'use client';

import { CALENDAR_UNITS, windowInShort } from '@leeway/slo';
import { useId } from 'react';
import { Input, Select } from '../../ui/field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { FIELD_IDS } from './focus-field.ts';
import { FormRow } from './form-row.tsx';
import { usableNumbers, type FormErrors, type FormValues } from './form-values.ts';
import styles from './slo-form.module.css';

const USUAL = ['7', '28', '30', '90'];
type WindowValues = Pick<FormValues, 'windowDays' | 'calendar'>;
type WindowProps = {
  values: FormValues;
  errors: FormErrors;
  onChange: (window: Partial<WindowValues>) => void;
  onLeave: (field: string) => void;
};

/** The usual lengths as choices, any other one typed. */
function Rolling({ values, errors, onChange, onLeave }: WindowProps) {
  const { windowDays } = values;
  const error = errors['windowDays'];
  const days = usableNumbers(values).windowDays;
  return (
    <>
      <Segments
        label="Window, rolling"
        value={USUAL.includes(windowDays.trim()) ? windowDays.trim() : ''}
        options={USUAL.map((value) => ({ value, label: `${value} d` }))}
        onChange={(value) => onChange({ windowDays: value })}
      />
      <span className={styles.unit}>
        <Input
          inputMode="decimal"
          aria-label="Window, in days"
          className={styles.small}
          value={windowDays}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : 'slo-window-error'}
          onChange={(event) => onChange({ windowDays: event.target.value })}
          onBlur={() => onLeave('windowDays')}
        />
        <span aria-hidden="true">days</span>
        {days === null || Number.isInteger(days) ? null : <span>= {windowInShort({ windowDays: days })}</span>}
      </span>
    </>
  );
}

/** A unit, and the zone on whose wall clock it begins and ends. */
function Calendar({ values, errors, onChange, onLeave }: WindowProps) {
  const listId = useId();
  const { calendar } = values;
  if (calendar === null) return null;
  const error = errors['calendar.zone'];
  return (
    <>
      <Select
        aria-label="Calendar unit"
        className={styles.choice}
        value={calendar.unit}
        onChange={(event) => {
          const unit = CALENDAR_UNITS.find((known) => known === event.target.value);
          if (unit !== undefined) onChange({ calendar: { ...calendar, unit } });
        }}
      >
        {CALENDAR_UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {unit}
          </option>
        ))}
      </Select>
      <Input
        aria-label="Time zone of the calendar"
        className={styles.zone}
        list={listId}
        value={calendar.zone}
        maxLength={64}
        spellCheck={false}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : 'slo-window-error'}
        onChange={(event) => onChange({ calendar: { ...calendar, zone: event.target.value } })}
        onBlur={() => onLeave('calendar.zone')}
      />
      <datalist id={listId}>
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
    </>
  );
}

/** How long the objective is about: the last so many days, or a unit of the calendar that begins anew. */
export function WindowField(props: WindowProps) {
  const { values, errors, onChange } = props;
  const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <FormRow
      label="Window"
      id={FIELD_IDS.window}
      error={errors['windowDays'] ?? errors['calendar.zone']}
      errorId="slo-window-error"
      hint={
        values.calendar === null
          ? undefined
          : 'Begins anew at midnight there, weeks on Monday. The budget is that of the whole window at the pace so far.'
      }
    >
      <div className={styles.inline}>
        <Segments
          label="How the window moves"
          value={values.calendar === null ? 'rolling' : 'calendar'}
          options={[
            { value: 'rolling', label: 'Rolling' },
            { value: 'calendar', label: 'Calendar' },
          ]}
          onChange={(choice) =>
            onChange({ calendar: choice === 'rolling' ? null : { unit: 'month', zone: ownZone() } })
          }
        />
        {values.calendar === null ? <Rolling {...props} /> : <Calendar {...props} />}
      </div>
    </FormRow>
  );
}
