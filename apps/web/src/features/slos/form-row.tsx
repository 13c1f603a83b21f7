import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { StatusShape } from '../../ui/status-mark.tsx';
import styles from './slo-form.module.css';

/** What is wrong with a field, beside it. */
export function FieldError(props: { id: string; children: string | undefined }) {
  if (props.children === undefined) return null;
  return (
    <p id={props.id} className={styles.error} role="alert">
      <StatusShape status="critical" />
      {props.children}
    </p>
  );
}

/** Label at the left, control at the right, a hairline below. Without `htmlFor` the control is a group with its own name. */
export function FormRow(props: {
  label: string;
  htmlFor?: string;
  id?: string;
  error?: string | undefined;
  errorId?: string;
  hint?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const label =
    props.htmlFor === undefined ? <span>{props.label}</span> : <label htmlFor={props.htmlFor}>{props.label}</label>;
  return (
    <div className={classNames(styles.row, props.className)} id={props.id}>
      {label}
      <div className={styles.control}>
        {props.children}
        {props.hint === undefined ? null : <p className={styles.hint}>{props.hint}</p>}
        {props.errorId === undefined ? null : <FieldError id={props.errorId}>{props.error}</FieldError>}
      </div>
    </div>
  );
}
