'use client';

import {
  ALERT_POLICIES,
  budgetSpentToFire,
  errorRatioAbove,
  formatFactor,
  formatMinutes,
  formatWindow,
  minutesToFire,
  POLICY_PRESET_IDS,
  reachability,
  windowMinutes,
} from '@leeway/slo';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { formatFixed } from '../../ui/format/format-number.ts';
import { CloseIcon } from '../../ui/icons.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { withBurn, withoutRow } from './change-values.ts';
import { FieldError } from './form-row.tsx';
import {
  presetOf,
  presetRows,
  sameRows,
  usableNumbers,
  usualRows,
  type FormErrors,
  type FormValues,
  type RowValues,
} from './form-values.ts';
import { typedNumber } from './parameter-entries.ts';
import styles from './slo-form.module.css';

const NARROW = 'hidden phone:table-cell';

type RowProps = {
  row: RowValues;
  index: number;
  target: number | null;
  windowDays: number | null;
  error: string | undefined;
  onBurn: (burn: string) => void;
  onRemove: () => void;
};

/** Numbers that follow from a row; dashes while target, window or threshold cannot be used. */
function consequences({ row, target, windowDays }: RowProps) {
  const burnAbove = typedNumber(row.burnAbove);
  if (target === null || windowDays === null || !(burnAbove > 0)) return null;
  const alertRow = { ...row, burnAbove };
  return {
    ratio: errorRatioAbove(alertRow, target),
    spent: budgetSpentToFire(alertRow, windowDays),
    fires: minutesToFire(alertRow, target),
    tenthFires: minutesToFire(alertRow, target, 0.1),
    reach: reachability(burnAbove, target),
    isTooLong: row.longMinutes > windowMinutes(windowDays),
  };
}

function PolicyRow(props: RowProps) {
  const { row, index } = props;
  const result = consequences(props);
  const unreachable = result !== null && !result.reach.reachable ? result.reach : null;
  const noteId = `slo-row-${index}-note`;
  const isWrong = unreachable !== null || props.error !== undefined || result?.isTooLong === true;
  return (
    <>
      <tr data-noted={isWrong ? '' : undefined}>
        <td>{row.severity}</td>
        <td className={styles.second}>
          {formatWindow(row.longMinutes)} / {formatWindow(row.shortMinutes)}
          {row.forMinutes === undefined || row.forMinutes === 0 ? '' : `, waits ${formatWindow(row.forMinutes)}`}
        </td>
        <td data-number="">
          <Input
            inputMode="decimal"
            aria-label={`Burn rate above which the ${row.severity} row of ${formatWindow(row.longMinutes)} fires`}
            className={`${styles.burn} ${unreachable === null ? '' : styles.warned}`}
            value={row.burnAbove}
            aria-invalid={isWrong ? true : undefined}
            aria-describedby={isWrong ? noteId : undefined}
            onChange={(event) => props.onBurn(event.target.value)}
          />
        </td>
        <td data-number="" className={NARROW}>
          {result === null ? '–' : formatFixed(result.ratio, 3)}
        </td>
        <td data-number="" className={`${NARROW} ${styles.second}`}>
          {result === null ? '–' : String(Number((result.spent * 100).toPrecision(3)))}
        </td>
        <td data-number="">
          {unreachable === null ? (
            result === null ? (
              '–'
            ) : (
              formatMinutes(result.fires)
            )
          ) : (
            <StatusMark status="warning">never</StatusMark>
          )}
        </td>
        <td data-number="" className={`${NARROW} ${styles.second}`}>
          {result === null || result.tenthFires === Infinity ? 'never' : formatMinutes(result.tenthFires)}
        </td>
        <td className={styles.removeCell}>
          <Button
            variant="bare"
            size="small"
            aria-label={`Remove the ${row.severity} row of ${formatWindow(row.longMinutes)}`}
            onClick={props.onRemove}
          >
            <CloseIcon />
          </Button>
        </td>
      </tr>
      {isWrong ? (
        <tr>
          <td colSpan={8} data-wrap="" id={noteId}>
            {unreachable === null ? (
              <FieldError id={`${noteId}-error`}>
                {result?.isTooLong === true ? 'The long window is longer than the window of the SLO.' : props.error}
              </FieldError>
            ) : (
              <div className={styles.note}>
                <p>
                  <b>This row can’t fire.</b> {unreachable.message}
                </p>
                <Button size="small" onClick={() => props.onBurn(String(unreachable.suggestedBurn))}>
                  Use {formatFactor(unreachable.suggestedBurn)}
                </Button>
              </div>
            )}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Rows that cannot work for this target and window. */
export function brokenRows(values: FormValues): number {
  const { target, windowDays } = usableNumbers(values);
  if (target === null || windowDays === null) return 0;
  return values.rows.filter((row) => {
    const burn = typedNumber(row.burnAbove);
    return (burn > 0 && !reachability(burn, target).reachable) || row.longMinutes > windowMinutes(windowDays);
  }).length;
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
            Rows as {ALERT_POLICIES[id].label} has them for {windowDays} d
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
      note="both windows must exceed"
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
                <span className="hidden phone:inline">Total outage fires in</span>
                <span className="phone:hidden">Fires in</span>
              </th>
              <th scope="col" data-number="" className={NARROW}>
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
                key={`${row.longMinutes}/${row.shortMinutes}`}
                row={row}
                index={index}
                target={target}
                windowDays={windowDays}
                error={errors[`spec.alerting.rows.${index}.burnAbove`]}
                onBurn={(burn) => onChange(withBurn(values, index, burn))}
                onRemove={() => onChange(withoutRow(values, index))}
              />
            ))}
          </tbody>
        </DataTable>
      )}
      {usual === null || sameRows(usual, values.rows) ? null : (
        <p className={styles.usual}>
          <Button size="small" onClick={() => onChange({ ...values, rows: usual })}>
            Use the usual rows for {windowDays} d
          </Button>
        </p>
      )}
    </Section>
  );
}
