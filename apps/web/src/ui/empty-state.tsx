import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import styles from './panels.module.css';

/** Nothing here yet, or nothing that matches: what this place holds, why it is empty, and the one next step. */
export function EmptyState(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p className={styles['emptyTitle']}>{props.title}</p>
      {props.children}
      {props.action}
    </div>
  );
}

/** A command to type, with a button that copies it. */
export function CommandBlock(props: { children: string }) {
  return (
    <div className={styles['command']}>
      <pre tabIndex={0} role="group" aria-label="Command">
        <code>{props.children}</code>
      </pre>
      <CopyButton text={props.children} />
    </div>
  );
}
