'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';

/** What a control needs so that its label, hint and error belong to it. */
export type FieldControl = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

/** Label, control, hint and error. `children` receives the ids: `{(control) => <Input {...control} {...register('name')} />}`. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const hasError = props.error !== undefined && props.error !== '';
  const describedBy = [props.hint === undefined ? '' : `${id}-hint`, hasError ? `${id}-error` : '']
    .filter((part) => part !== '')
    .join(' ');
  return (
    <div className={classNames(styles['field'], props.className)}>
      <label htmlFor={id} className={styles['label']}>
        {props.label}
        {props.optional === true ? <span className={styles['optional']}> (optional)</span> : null}
      </label>
      {props.children({
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': hasError ? true : undefined,
      })}
      {props.hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles['hint']}>
          {props.hint}
        </p>
      )}
      {hasError ? (
        <p id={`${id}-error`} className={styles['error']} role="alert">
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <path d="M5 0 10 5 5 10 0 5z" />
          </svg>
          {props.error}
        </p>
      ) : null}
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={classNames(styles['control'], className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={classNames(styles['control'], styles['area'], className)} />;
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={classNames(styles['control'], styles['select'], className)} />;
}

/** A checkbox with its words. */
export function Checkbox({ children, className, ...rest }: ComponentProps<'input'>) {
  return (
    <label className={classNames(styles['check'], className)}>
      <input {...rest} type="checkbox" />
      <span>{children}</span>
    </label>
  );
}
