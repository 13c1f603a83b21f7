'use client';

import type { ReferenceDraftView } from '@leeway/services';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { BEGINNING_TEXT } from './beginning-text.ts';
import type { Beginning, FormValues } from './form-values.ts';
import type { IdentityErrors } from './identity.ts';
import styles from './new-model.module.css';

type IdentityProps = {
  values: FormValues;
  errors: IdentityErrors;
  draft: ReferenceDraftView | null;
  change: (change: (values: FormValues) => FormValues) => void;
};

const TIERS = ['1, most critical', '2', '3', '4'];

const MEANINGS: Record<Beginning, string> = {
  'reference-end': 'What has come since is judged at once: the first verdict is a matter of seconds.',
  now: 'The first verdict follows after one window.',
  earliest: 'Everything is judged, the reference’s own rows too: they are history, not news.',
};

/** A reference without times has no end in the stream. */
export function beginningsFor(draft: ReferenceDraftView | null): Beginning[] {
  return draft?.hasTime === true ? ['reference-end', 'now', 'earliest'] : ['now', 'earliest'];
}

/** The chosen one, where the reference allows it. */
export function beginningFor(chosen: Beginning, draft: ReferenceDraftView | null): Beginning {
  return beginningsFor(draft).includes(chosen) ? chosen : 'now';
}

function BeginningChoice({ values, draft, change }: IdentityProps) {
  return (
    <fieldset className={styles.models}>
      <legend>Counting begins</legend>
      {beginningsFor(draft).map((beginning) => (
        <label key={beginning} className={styles.beginning}>
          <input
            type="radio"
            name="beginning"
            checked={beginningFor(values.beginning, draft) === beginning}
            onChange={() => change((before) => ({ ...before, beginning }))}
          />
          <span>
            {BEGINNING_TEXT[beginning]}
            <span className={styles.hint}>{MEANINGS[beginning]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Names({ values, errors, change }: IdentityProps) {
  return (
    <>
      <Field label="Name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={values.name}
            onChange={(event) => change((before) => ({ ...before, name: event.target.value }))}
          />
        )}
      </Field>
      <Field label="Owner" optional hint="The team that is asked when it drifts.">
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={values.ownerTeam}
            onChange={(event) => change((before) => ({ ...before, ownerTeam: event.target.value }))}
          />
        )}
      </Field>
    </>
  );
}

function Places({ values, errors, change }: IdentityProps) {
  return (
    <div className={styles.thirds}>
      <Field label="Tier">
        {(control) => (
          <Select
            {...control}
            value={values.tier}
            onChange={(event) => change((before) => ({ ...before, tier: event.target.value }))}
          >
            {TIERS.map((tier, index) => (
              <option key={tier} value={String(index + 1)}>
                {tier}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Environment" error={errors.environment}>
        {(control) => (
          <Input
            {...control}
            maxLength={50}
            value={values.environment}
            onChange={(event) => change((before) => ({ ...before, environment: event.target.value }))}
          />
        )}
      </Field>
      <Field label="Late by, seconds" error={errors.latenessSeconds}>
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            maxLength={6}
            value={values.latenessSeconds}
            onChange={(event) => change((before) => ({ ...before, latenessSeconds: event.target.value }))}
          />
        )}
      </Field>
    </div>
  );
}

/** Who the model is, what it is told apart by, and from where on it is counted. */
export function IdentityForm(props: IdentityProps) {
  const { values, draft, change } = props;
  const sliceable = (draft?.features ?? []).filter(({ kind, isPrediction }) => kind === 'categorical' && !isPrediction);
  return (
    <div className={styles.stack}>
      <Names {...props} />
      <Places {...props} />
      <Field
        label="Slices by"
        optional
        hint={
          sliceable.length === 0
            ? 'The reference has no categorical feature.'
            : 'Its commonest values are judged by themselves, too.'
        }
      >
        {(control) => (
          <Select
            {...control}
            value={values.sliceBy}
            disabled={sliceable.length === 0}
            onChange={(event) => change((before) => ({ ...before, sliceBy: event.target.value }))}
          >
            <option value="">no slices</option>
            {sliceable.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Description" optional>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={2_000}
            value={values.description}
            onChange={(event) => change((before) => ({ ...before, description: event.target.value }))}
          />
        )}
      </Field>
      <BeginningChoice {...props} />
    </div>
  );
}
