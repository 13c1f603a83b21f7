'use client';

import {
  ALERT_SEVERITIES,
  budgetSpentToFire,
  errorRatioAbove,
  formatFactor,
  formatMinutes,
  minutesToFire,
  reachability,
  windowMinutes,
} from '@leeway/slo';
import { Button } from '../../ui/button.tsx';
import { Input, Select } from '../../ui/field.tsx';
import { formatFixed } from '../../ui/format/format-number.ts';
import { CloseIcon } from '../../ui/icons.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { FieldError } from './form-row.tsx';
import { readRow, usableNumbers, type FormErrors, type FormValues, type RowValues } from './form-values.ts';
import styles from './slo-form.module.css';

/** The column that has no room beside the preview but on wide screens. */
export const WIDE = 'hidden min-[1600px]:table-cell';
/** Columns that a phone has no room for. */
export const NARROW = 'hidden phone:table-cell';

type RowProps = {
  row: RowValues;
  index: number;
  target: number | null;
  windowDays: number | null;
  errors: FormErrors;
  onChange: (changes: Partial<RowValues>) => void;
  onRemove: () => void;
};

/** Numbers that follow from a row; dashes while target, window or the row itself cannot be used. */
function consequences({ row, target, windowDays }: RowProps) {
  const read = readRow(row);
  if (target === null || windowDays === null || !(read.burnAbove > 0) || !(read.longMinutes > 0)) return null;
  return {
    ratio: errorRatioAbove(read, target),
    spent: budgetSpentToFire(read, windowDays),
    fires: minutesToFire(read, target),
    tenthFires: minutesToFire(read, target, 0.1),
    reach: reachability(read.burnAbove, target),
    isTooLong: read.longMinutes > windowMinutes(windowDays),
  };
}

/** Rows that cannot work for this target and window. */
export function brokenRows(values: FormValues): number {
  const { target, windowDays } = usableNumbers(values);
  if (target === null || windowDays === null) return 0;
  return values.rows.map(readRow).filter(({ burnAbove, longMinutes }) => {
    return (burnAbove > 0 && !reachability(burnAbove, target).reachable) || longMinutes > windowMinutes(windowDays);
  }).length;
}

/** What is wrong with a row, the first of it. */
function faultOf({ errors, index }: RowProps, isTooLong: boolean): string | undefined {
  if (isTooLong) return 'The long window is longer than the window of the SLO.';
  const path = `spec.alerting.rows.${index}`;
  return ['longMinutes', 'shortMinutes', 'burnAbove', 'forMinutes']
    .map((field) => errors[`${path}.${field}`])
    .find((error) => error !== undefined);
}

/** Both windows, and below them how long the row waits. */
function Spans({ row, index, onChange }: RowProps) {
  const name = `row ${index + 1}`;
  return (
    <span className={styles.spans}>
      <span className={styles.pair}>
        <Input
          aria-label={`Long window of ${name}`}
          className={styles.span}
          value={row.long}
          onChange={(event) => onChange({ long: event.target.value })}
        />
        <span aria-hidden="true">/</span>
        <Input
          aria-label={`Short window of ${name}`}
          className={styles.span}
          value={row.short}
          onChange={(event) => onChange({ short: event.target.value })}
        />
      </span>
      <span className={styles.wait}>
        <span aria-hidden="true">waits</span>
        <Input
          aria-label={`How long ${name} waits before it fires`}
          className={styles.span}
          placeholder="0m"
          value={row.wait}
          onChange={(event) => onChange({ wait: event.target.value })}
        />
      </span>
    </span>
  );
}

function Note(props: RowProps & { noteId: string; result: ReturnType<typeof consequences> }) {
  const { result, noteId, onChange } = props;
  if (result !== null && !result.reach.reachable) {
    const { suggestedBurn, message } = result.reach;
    return (
      <div className={styles.note}>
        <p>
          <b>This row can’t fire.</b> {message}
        </p>
        <Button size="small" onClick={() => onChange({ burnAbove: String(suggestedBurn) })}>
          Use {formatFactor(suggestedBurn)}
        </Button>
      </div>
    );
  }
  return <FieldError id={`${noteId}-error`}>{faultOf(props, result?.isTooLong === true)}</FieldError>;
}

export function PolicyRow(props: RowProps) {
  const { row, index, onChange } = props;
  const result = consequences(props);
  const isUnreachable = result !== null && !result.reach.reachable;
  const noteId = `slo-row-${index}-note`;
  const isWrong = isUnreachable || faultOf(props, result?.isTooLong === true) !== undefined;
  return (
    <>
      <tr data-noted={isWrong ? '' : undefined}>
        <td>
          <Select
            aria-label={`What row ${index + 1} is`}
            className={styles.severity}
            value={row.severity}
            onChange={(event) => {
              const severity = ALERT_SEVERITIES.find((known) => known === event.target.value);
              if (severity !== undefined) onChange({ severity });
            }}
          >
            {ALERT_SEVERITIES.map((severity) => (
              <option key={severity} value={severity}>
                {severity}
              </option>
            ))}
          </Select>
        </td>
        <td className={styles.second}>
          <Spans {...props} />
        </td>
        <td data-number="">
          <Input
            inputMode="decimal"
            aria-label={`Burn rate above which row ${index + 1} fires`}
            className={`${styles.burn} ${isUnreachable ? styles.warned : ''}`}
            value={row.burnAbove}
            aria-invalid={isWrong ? true : undefined}
            aria-describedby={isWrong ? noteId : undefined}
            onChange={(event) => onChange({ burnAbove: event.target.value })}
          />
        </td>
        <td data-number="" className={NARROW}>
          {result === null ? '–' : formatFixed(result.ratio, 3)}
        </td>
        <td data-number="" className={`${NARROW} ${styles.second}`}>
          {result === null ? '–' : String(Number((result.spent * 100).toPrecision(3)))}
        </td>
        <td data-number="">
          {isUnreachable ? (
            <StatusMark status="warning">never</StatusMark>
          ) : result === null ? (
            '–'
          ) : (
            formatMinutes(result.fires)
          )}
        </td>
        <td data-number="" className={`${WIDE} ${styles.second}`}>
          {result === null || result.tenthFires === Infinity ? 'never' : formatMinutes(result.tenthFires)}
        </td>
        <td className={styles.removeCell}>
          <Button variant="bare" size="small" aria-label={`Remove row ${index + 1}`} onClick={props.onRemove}>
            <CloseIcon />
          </Button>
        </td>
      </tr>
      {isWrong ? (
        <tr>
          <td colSpan={8} data-wrap="" id={noteId}>
            <Note {...props} noteId={noteId} result={result} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
