'use client';

import { ALERT_POLICIES, MAX_ALERT_ROWS, POLICY_PRESET_IDS, windowInShort } from '@leeway/slo';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Select } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { withAddedRow, withoutRow, withRow } from './change-values.ts';
import { FieldError } from './form-row.tsx';
import {
  presetOf,
  presetRows,
  sameRows,
  usableNumbers,
  usualRows,
  type FormErrors,
  type FormValues,
} from './form-values.ts';
import { brokenRows, NARROW, PolicyRow, WIDE } from './policy-row.tsx';
import styles from './slo-form.module.css';

function windowText(values: FormValues): string {
  const { windowDays } = usableNumbers(values);
  return windowDays === null ? '' : windowInShort({ windowDays, calendar: values.calendar });
}

/** Rows as others have them, for who wants to keep what is known from there. */
function PresetField(props: { values: FormValues; windowDays: number; onChange: (values: FormValues) => void }) {
  const { values, windowDays, onChange } = props;
  const preset = presetOf(values.rows, windowDays);
  return (
    <p className={styles.usual}>
      <Select
        aria-label="Ready-made rows"
        value={preset ?? ''}
        onChange={({ target }) => {
          const chosen = POLICY_PRESET_IDS.find((id) => id === target.value);
          if (chosen !== undefined) onChange({ ...values, rows: presetRows(chosen, windowDays) });
        }}
      >
        <option value="" disabled>
          Rows of one’s own
        </option>
        {POLICY_PRESET_IDS.map((id) => (
          <option key={id} value={id}>
            Rows as {ALERT_POLICIES[id].label} has them for {windowText(values)}
          </option>
        ))}
      </Select>
    </p>
  );
}

/** The burn-rate rows with what follows from each: error ratio, budget spent, time to fire, or that it never can. */
export function PolicyTable(props: { values: FormValues; errors: FormErrors; onChange: (values: FormValues) => void }) {
  const { values, errors, onChange } = props;
  const { target, windowDays } = usableNumbers(values);
  const broken = brokenRows(values);
  const usual = target === null || windowDays === null ? null : usualRows(values.kind, target, windowDays);
  return (
    <Section
      title="Burn-rate policy"
      note="both windows must exceed; it fires in so long when all is bad"
      aside={
        broken === 0 ? undefined : (
          <StatusMark status="warning">
            {broken} of {values.rows.length} cannot fire
          </StatusMark>
        )
      }
    >
      {windowDays === null ? null : <PresetField values={values} windowDays={windowDays} onChange={onChange} />}
      {values.rows.length === 0 ? (
        <p className={styles.quiet}>No row: nobody is told when this budget burns.</p>
      ) : (
        <DataTable caption="Burn-rate rows" className={styles.policy}>
          <thead>
            <tr>
              <th scope="col">Alert</th>
              <th scope="col">Long / short</th>
              <th scope="col" data-number="">
                Burn above
              </th>
              <th scope="col" data-number="" className={NARROW}>
                Error ratio
              </th>
              <th scope="col" data-number="" className={NARROW}>
                Budget, %
              </th>
              <th scope="col" data-number="">
                Fires in
              </th>
              <th scope="col" data-number="" className={WIDE}>
                10&nbsp;% bad
              </th>
              <th scope="col">
                <span className="sr-only">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {values.rows.map((row, index) => (
              <PolicyRow
                // Rows have no name of their own while their windows are typed.
                key={index}
                row={row}
                index={index}
                target={target}
                windowDays={windowDays}
                errors={errors}
                onChange={(changes) => onChange(withRow(values, index, changes))}
                onRemove={() => onChange(withoutRow(values, index))}
              />
            ))}
          </tbody>
        </DataTable>
      )}
      <FieldError id="slo-rows-error">{errors['spec.alerting.rows']}</FieldError>
      <p className={styles.usual}>
        <Button
          size="small"
          disabled={values.rows.length >= MAX_ALERT_ROWS}
          onClick={() => onChange(withAddedRow(values))}
        >
          Add a row
        </Button>
        {usual === null || sameRows(usual, values.rows) ? null : (
          <Button size="small" onClick={() => onChange({ ...values, rows: usual })}>
            Use the usual rows for {windowText(values)}
          </Button>
        )}
      </p>
    </Section>
  );
}
