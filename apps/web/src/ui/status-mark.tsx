import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './status-mark.module.css';

export const STATUSES = ['ok', 'warning', 'critical', 'unknown', 'pending'] as const;
export type Status = (typeof STATUSES)[number];

const SHAPES: Record<Status, ReactNode> = {
  ok: <circle cx="5" cy="5" r="4" />,
  warning: <path d="M5 .8 9.6 9.2H.4z" />,
  critical: <path d="M5 0 10 5 5 10 0 5z" />,
  unknown: <rect className={styles['outline']} x="1.25" y="1.25" width="7.5" height="7.5" />,
  pending: (
    <>
      <circle className={styles['outline']} cx="5" cy="5" r="4.25" />
      <path className={styles['outline']} d="M5 2.6V5l1.7 1.2" />
    </>
  ),
};

/** The shape alone, for places where the word stands beside it already. Never use it without a word. */
export function StatusShape(props: { status: Status }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true">
      {SHAPES[props.status]}
    </svg>
  );
}

/** A judgement: shape, word and colour together. Stands on paper only. */
export function StatusMark(props: { status: Status; children?: ReactNode; className?: string }) {
  const quiet = props.status === 'ok';
  return (
    <span className={classNames(styles['mark'], styles[props.status], quiet && styles['quiet'], props.className)}>
      <StatusShape status={props.status} />
      <span>{props.children ?? props.status}</span>
    </span>
  );
}
