'use client';

import { Field, Input } from '../../ui/field.tsx';
import { zoneName, type Zone } from '../../ui/format/format-time.ts';
import { Time } from '../../ui/time.tsx';
import { useZone } from '../../ui/use-zone.ts';
import { fromInputText, toInputText } from '../shell/range-form.tsx';
import type { FormValues } from './form-values.ts';
import { stretchOf } from './made-from.ts';
import styles from './new-model.module.css';

type StretchProps = {
  values: FormValues;
  isTried: boolean;
  change: (change: (values: FormValues) => FormValues) => void;
};

/** Kept in UTC, shown in the page's zone. */
function shownText(text: string, zone: Zone): string {
  const ms = fromInputText(text, 'utc');
  return ms === null ? '' : toInputText(ms, zone);
}

function keptText(text: string, zone: Zone): string {
  const ms = fromInputText(text, zone);
  return ms === null ? '' : toInputText(ms, 'utc');
}

function Moment(props: { label: string; text: string; error: string | undefined; onChange: (text: string) => void }) {
  const zone = useZone();
  const ms = fromInputText(props.text, 'utc');
  return (
    <Field
      label={`${props.label}, ${zoneName(zone)}`}
      error={props.error}
      hint={ms === null || zone === 'utc' ? undefined : `${props.text.replace('T', ' ')} UTC`}
    >
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          value={shownText(props.text, zone)}
          onChange={(event) => props.onChange(keptText(event.target.value, zone))}
        />
      )}
    </Field>
  );
}

/** Which part of the stream: the newest rows, or those between two times. */
export function StretchForm({ values, isTried, change }: StretchProps) {
  const { errors } = stretchOf(values);
  const shown = isTried ? (errors ?? {}) : {};
  if (values.source === 'last')
    return (
      <Field
        label="Rows"
        error={shown.rows}
        hint="The newest that the topic holds of this model. From 200; 5,000 and more give narrow thresholds."
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className={styles.number}
            maxLength={9}
            value={values.rows}
            onChange={(event) => change((before) => ({ ...before, rows: event.target.value }))}
          />
        )}
      </Field>
    );
  const fromMs = fromInputText(values.from, 'utc');
  return (
    <div className={styles.inlineFields}>
      <Moment
        label="From"
        text={values.from}
        error={shown.from}
        onChange={(from) => change((before) => ({ ...before, from }))}
      />
      <Moment label="To" text={values.to} error={shown.to} onChange={(to) => change((before) => ({ ...before, to }))} />
      {fromMs === null ? null : (
        <p className={styles.note}>
          Began <Time ms={fromMs} />
        </p>
      )}
    </div>
  );
}
