'use client';

import { Button } from './button.tsx';
import { formatDuration } from './format/format-duration.ts';
import styles from './panels.module.css';
import { StatusMark } from './status-mark.tsx';
import { useNow } from './use-now.ts';

/** Says that the page no longer follows, since when, and what is done about it. */
export function StaleBanner(props: { state: 'reconnecting' | 'offline'; sinceMs: number; onRetry?: () => void }) {
  const now = useNow();
  const age = formatDuration(Math.max(0, now - props.sinceMs));
  return (
    <div className={styles['banner']} role="status">
      <StatusMark status="unknown">{props.state === 'offline' ? 'offline' : 'stale'}</StatusMark>
      <span>
        {props.state === 'offline'
          ? `What you see was read ${age} ago.`
          : `Live updates were lost ${age} ago; connecting again. What you see may be old.`}
      </span>
      {props.onRetry === undefined || props.state === 'offline' ? null : (
        <Button size="small" onClick={props.onRetry}>
          Read again
        </Button>
      )}
    </div>
  );
}
