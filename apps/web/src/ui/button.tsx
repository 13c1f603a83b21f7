import Link from 'next/link';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './button.module.css';

export type ButtonLook = {
  /** One primary a page. */
  variant?: 'default' | 'primary' | 'bare';
  size?: 'default' | 'small';
};

function look({ variant, size }: ButtonLook, className: string | undefined): string {
  return classNames(
    styles['button'],
    variant === 'primary' && styles['primary'],
    variant === 'bare' && styles['bare'],
    size === 'small' && styles['small'],
    className,
  );
}

/** `busy` keeps the focus and the width, says so, and refuses a second click. */
export function Button({
  variant,
  size,
  busy,
  className,
  onClick,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & ButtonLook & { busy?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy === true || rest['aria-disabled'] === true ? true : undefined}
      aria-busy={busy === true ? true : undefined}
      className={look({ variant, size }, className)}
      onClick={(event) => {
        if (busy === true || rest['aria-disabled'] === true) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

/** Goes somewhere, looks like a button. */
export function LinkButton({ variant, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link {...rest} className={look({ variant, size }, className)} />;
}
