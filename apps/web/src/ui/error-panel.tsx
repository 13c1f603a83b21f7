'use client';

import { Button } from './button.tsx';
import styles from './panels.module.css';
import { StatusMark } from './status-mark.tsx';

/** One panel that failed: what did not load and why, the request's id for whoever reads the log, and another try. */
export function ErrorPanel(props: { what: string; cause: string; requestId?: string | null; onRetry?: () => void }) {
  return (
    <div className={styles['panel']} role="alert">
      <StatusMark status="unknown">not loaded</StatusMark>
      <p>
        {props.what} didn’t load: {props.cause}
      </p>
      {props.requestId === undefined || props.requestId === null ? null : (
        <span className={styles['id']}>req {props.requestId}</span>
      )}
      {props.onRetry === undefined ? null : (
        <Button size="small" onClick={props.onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}
