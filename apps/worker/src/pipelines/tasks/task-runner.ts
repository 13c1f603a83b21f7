import type { ClaimedTask, StreamTaskInput, StreamTaskKind, StreamTaskOutput } from '@leeway/services';
import type { WorkerApp } from '../../worker-app.ts';

export type TaskContext = {
  app: WorkerApp;
  task: ClaimedTask;
  /** Shown on the page; also tells that the worker lives. Call it every few seconds. 0 to 1. */
  progress: (share: number, text: string) => Promise<void>;
  /** Aborted when the worker stops, or when nobody waits for the task any more. */
  signal: AbortSignal;
};

/** Carries out one kind of task. An error that it throws ends the task, with its message for the page. */
export type TaskRunner<K extends StreamTaskKind> = (
  input: StreamTaskInput<K>,
  context: TaskContext,
) => Promise<StreamTaskOutput<K>>;

/** Its message is meant for whoever asked; that of any other error goes to the log only. */
export class TaskRefused extends Error {}
