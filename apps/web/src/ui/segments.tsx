'use client';

import { useId } from 'react';
import styles from './field.module.css';

/** A few exclusive choices side by side: native radios, so arrows and forms work. */
export function Segments<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; disabled?: boolean }[];
  onChange: (value: Value) => void;
  name?: string;
}) {
  const id = useId();
  return (
    <div role="radiogroup" aria-label={props.label} className={styles['segments']}>
      {props.options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={props.name ?? id}
            value={option.value}
            checked={option.value === props.value}
            disabled={option.disabled}
            onChange={() => props.onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
