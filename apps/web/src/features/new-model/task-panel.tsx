'use client';

import type { StreamTaskKind, StreamTaskOutput } from '@leeway/services';
import { useState, type ReactNode } from 'react';
import { errorWords } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './new-model.module.css';
import { WORKER_SILENT_MS, type StreamTask } from './use-stream-task.ts';

/** When no worker takes a task, that is what has to be said. Its key is the task: it counts from when it is first shown. */
export function WorkerSilent(props: { onAgain?: () => void }) {
  const nowMs = useNow(1_000);
  // By this browser's clock alone: the server's may differ.
  const [sinceMs] = useState(() => Date.now());
  const silentMs = nowMs - sinceMs;
  if (silentMs < WORKER_SILENT_MS) return null;
  return (
    <div className={styles.notice} role="alert">
      <StatusMark status="unknown">no worker</StatusMark>
      <p>
        No worker took this up for {formatDuration(silentMs)}. Workers read the topics: is one running, and does it
        reach Kafka? Its <code>/readyz</code> says so. This page goes on by itself as soon as one answers.
      </p>
      {props.onAgain === undefined ? null : (
        <Button size="small" onClick={props.onAgain}>
          Ask again
        </Button>
      )}
    </div>
  );
}

/** One question to a worker, one panel: what it says, what it last said while asked again, or why it says nothing. */
export function TaskPanel<K extends StreamTaskKind>(props: {
  /** What is shown, as the subject of "… didn't load". */
  what: string;
  task: StreamTask<K>;
  skeleton: ReactNode;
  children: (output: StreamTaskOutput<K>) => ReactNode;
}) {
  const { task } = props;
  const [last, setLast] = useState(task.output);
  if (task.output !== undefined && task.output !== last) setLast(task.output);
  const output = task.output ?? last;
  const isWaiting = task.isBusy && task.view?.state === 'queued';
  return (
    <>
      {task.error !== null && task.error !== undefined ? (
        <ErrorPanel what={props.what} {...errorWords(task.error)} onRetry={task.again} />
      ) : null}
      {task.failure === null ? null : <ErrorPanel what={props.what} cause={task.failure} onRetry={task.again} />}
      {isWaiting && task.view !== undefined ? <WorkerSilent key={task.view.id} onAgain={task.again} /> : null}
      {output === undefined ? (task.error ?? task.failure) === null && props.skeleton : props.children(output)}
    </>
  );
}
