'use client';

import { useId } from 'react';
import { Field, Input } from '../../ui/field.tsx';
import styles from './new-model.module.css';

/** Which value of a label is the event that the score is the probability of. */
export function PositiveClass(props: { value: string; seen: readonly string[]; onChange: (value: string) => void }) {
  const listId = useId();
  const hint =
    props.seen.length === 0
      ? 'The value of the label that the score is the probability of.'
      : `Labels seen: ${props.seen.slice(0, 6).join(', ')}${props.seen.length > 6 ? ', …' : ''}`;
  return (
    <>
      <Field label="Positive class" hint={hint} error={props.value.trim() === '' ? 'Name one value.' : undefined}>
        {(control) => (
          <Input
            {...control}
            list={listId}
            className={styles.number}
            maxLength={200}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
          />
        )}
      </Field>
      <datalist id={listId}>
        {props.seen.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </datalist>
    </>
  );
}
