'use client';

import { allReachableAbove, formatPercent } from '@leeway/slo';
import { Input } from '../../ui/field.tsx';
import { FIELD_IDS } from './focus-field.ts';
import { FormRow } from './form-row.tsx';
import { targetShare, type RowValues } from './form-values.ts';
import { typedNumber } from './parameter-entries.ts';
import styles from './slo-form.module.css';

const MIN = 50;
const MAX = 99.9;
const TICKS = [50, 60, 70, 80, 90, 99.9];
const at = (percent: number) => ((Math.min(MAX, Math.max(MIN, percent)) - MIN) / (MAX - MIN)) * 100;

/** The rule under the slider: from where on every alert row can fire. */
function Rule({ rows }: { rows: readonly RowValues[] }) {
  const burns = rows.map((row) => typedNumber(row.burnAbove)).filter((burn) => burn > 1);
  const above = allReachableAbove(burns.map((burnAbove) => ({ burnAbove })));
  const from = above === null ? null : at(above * 100);
  return (
    <svg width="100%" height="34" className={styles.rule} aria-hidden="true">
      {TICKS.map((tick) => (
        <g key={tick}>
          <line x1={`${at(tick)}%`} x2={`${at(tick)}%`} y1="0" y2="5" />
          <text x={`${at(tick)}%`} y="16" textAnchor={tick === MIN ? 'start' : tick === MAX ? 'end' : 'middle'}>
            {tick}
          </text>
        </g>
      ))}
      {from === null || above === null ? null : (
        <>
          <rect className={styles.reachable} x={`${from}%`} width={`${100 - from}%`} y="-10" height="3" />
          <line x1={`${from}%`} x2={`${from}%`} y1="-9" y2="22" />
          <text
            className={styles.reachableText}
            x={from > 45 ? '100%' : `${from}%`}
            y="32"
            textAnchor={from > 45 ? 'end' : 'start'}
          >
            {rows.length === 1 ? 'the row can fire' : `all ${rows.length} rows can fire`} from {formatPercent(above, 2)}
          </text>
        </>
      )}
    </svg>
  );
}

/** A slider for the usual targets and a field for any: both say the same number. */
export function TargetField(props: {
  value: string;
  rows: readonly RowValues[];
  error: string | undefined;
  onChange: (value: string) => void;
  onBlur: () => void;
}) {
  const share = targetShare(props.value);
  const slider = Number.isNaN(share) ? MAX : Math.min(MAX, Math.max(MIN, share * 100));
  return (
    <FormRow label="Target, %" htmlFor={FIELD_IDS.target} error={props.error} errorId="slo-target-error">
      <div className={styles.target}>
        <div className={styles.slider}>
          <input
            type="range"
            aria-label="Target, per cent, on a scale"
            min={MIN}
            max={MAX}
            step={0.1}
            value={slider}
            onChange={(event) => props.onChange(String(Number(event.target.value)))}
          />
          <Rule rows={props.rows} />
        </div>
        <Input
          id={FIELD_IDS.target}
          inputMode="decimal"
          className={styles.number}
          value={props.value}
          aria-invalid={props.error === undefined ? undefined : true}
          aria-describedby={props.error === undefined ? undefined : 'slo-target-error'}
          onChange={(event) => props.onChange(event.target.value)}
          onBlur={props.onBlur}
        />
      </div>
    </FormRow>
  );
}
