'use client';

import { VERDICT_RULE_IDS } from '@leeway/drift';
import { Field, Input, Select } from '../../ui/field.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { Segments } from '../../ui/segments.tsx';
import type { FormValues } from './form-values.ts';
import styles from './new-model.module.css';
import {
  PANE_SECONDS,
  SENSITIVITIES,
  sensitivityOf,
  type Sensitivity,
  type ThresholdErrors,
  type ThresholdSettings,
} from './threshold-values.ts';

type FormProps = {
  values: FormValues;
  errors: ThresholdErrors;
  thresholds: ThresholdSettings | null;
  change: (change: (values: FormValues) => FormValues) => void;
};

const RULE_WORDS: Record<string, string> = {
  'calibrated-thresholds': 'thresholds calibrated on the reference',
  'fixed-thresholds': 'conventional fixed thresholds',
  learnt: 'alarms learnt from several days',
};

function NumberField(props: {
  label: string;
  hint?: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          className={styles.number}
          maxLength={12}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function SensitivityFields({ values, errors, change }: FormProps) {
  const options = Object.entries(SENSITIVITIES).map(([value, { label }]) => ({ value: value as Sensitivity, label }));
  const chosen = sensitivityOf(values);
  return (
    <div className={styles.group} role="group" aria-label="Sensitivity">
      <h3>Sensitivity</h3>
      <Segments
        label="Sensitivity"
        value={chosen}
        options={[...options, ...(chosen === 'own' ? [{ value: 'own' as const, label: 'Own' }] : [])]}
        onChange={(name) =>
          name === 'own'
            ? undefined
            : change((before) => ({
                ...before,
                criticalPerWeek: SENSITIVITIES[name].critical,
                warningPerWeek: SENSITIVITIES[name].warning,
              }))
        }
      />
      <div className={styles.inlineFields}>
        <NumberField
          label="False criticals a week"
          value={values.criticalPerWeek}
          error={errors.criticalPerWeek}
          onChange={(criticalPerWeek) => change((before) => ({ ...before, criticalPerWeek }))}
        />
        <NumberField
          label="False warnings a week"
          value={values.warningPerWeek}
          error={errors.warningPerWeek}
          onChange={(warningPerWeek) => change((before) => ({ ...before, warningPerWeek }))}
        />
      </div>
      <p className={styles.hint}>How often chance alone may raise them while nothing changes. Rarer means slower.</p>
    </div>
  );
}

function WindowFields({ values, errors, thresholds, change }: FormProps) {
  const windowMs = thresholds === null ? null : thresholds.paneMs * thresholds.windowPanes;
  return (
    <div className={styles.group} role="group" aria-label="Window">
      <h3>Window</h3>
      <div className={styles.inlineFields}>
        <Field label="Counted by">
          {(control) => (
            <Select
              {...control}
              className={styles.number}
              value={values.paneSeconds}
              onChange={(event) => change((before) => ({ ...before, paneSeconds: event.target.value }))}
            >
              {PANE_SECONDS.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {formatDuration(Number(seconds) * 1_000)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <NumberField
          label="Panes in a window"
          value={values.windowPanes}
          error={errors.windowPanes}
          onChange={(windowPanes) => change((before) => ({ ...before, windowPanes }))}
        />
        <NumberField
          label="Fewest events"
          value={values.minSamples}
          error={errors.minSamples}
          onChange={(minSamples) => change((before) => ({ ...before, minSamples }))}
        />
      </div>
      <p className={styles.hint}>
        {windowMs === null
          ? 'A window with fewer events than that is never judged.'
          : `Each window is ${formatDuration(windowMs)} long; with fewer events than that it is not judged.`}
      </p>
    </div>
  );
}

/** How strictly, over how long a stretch, and from how many events on. */
export function ThresholdsForm(props: FormProps) {
  const { values, change } = props;
  return (
    <div className={styles.stack}>
      <SensitivityFields {...props} />
      <WindowFields {...props} />
      <Field label="Rule">
        {(control) => (
          <Select
            {...control}
            value={values.rule === '' ? (VERDICT_RULE_IDS[0] ?? '') : values.rule}
            onChange={(event) =>
              change((before) => ({
                ...before,
                rule: event.target.value === VERDICT_RULE_IDS[0] ? '' : event.target.value,
              }))
            }
          >
            {VERDICT_RULE_IDS.map((id) => (
              <option key={id} value={id}>
                {RULE_WORDS[id] ?? id}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
