import { isStreamTaskKind, reportStreamTask, ServiceError, STREAM_TASKS, type ClaimedTask } from '@leeway/services';
import type { WorkerApp } from '../../worker-app.ts';
import { TaskRefused, type TaskContext, type TaskRunner } from './task-runner.ts';
import { TASK_RUNNERS } from './task-runners.ts';

/** Carries one task out and reports how it ended. Throws only when the report itself cannot be stored. */
export async function runTask(app: WorkerApp, task: ClaimedTask, stopping: AbortSignal): Promise<void> {
  const abandoned = new AbortController();
  const context: TaskContext = {
    app,
    task,
    signal: AbortSignal.any([stopping, abandoned.signal]),
    progress: async (progress, text) => {
      const goesOn = await reportStreamTask({
        ctx: app.ctx(),
        id: task.id,
        report: { kind: 'progress', progress, text },
      });
      if (!goesOn) abandoned.abort();
    },
  };
  let report: Parameters<typeof reportStreamTask>[0]['report'];
  try {
    report = { kind: 'done', output: await outputOf(task, context) };
  } catch (error) {
    app.log.warn({ task: task.id, kind: task.kind, err: error }, 'a task on a topic failed');
    report = { kind: 'failed', error: messageOf(error) };
  }
  await reportStreamTask({ ctx: app.ctx(), id: task.id, report });
}

async function outputOf(task: ClaimedTask, context: TaskContext): Promise<unknown> {
  if (!isStreamTaskKind(task.kind)) throw new TaskRefused(`This worker does not know the task ${task.kind}.`);
  const { input, output } = STREAM_TASKS[task.kind];
  // Runner and schemas are of the same kind: both lists are checked against StreamTaskKind.
  const run = TASK_RUNNERS[task.kind] as TaskRunner<never>;
  return output.parse(await run(input.parse(task.input) as never, context));
}

function messageOf(error: unknown): string {
  if (error instanceof TaskRefused || error instanceof ServiceError) return error.message;
  return 'It could not be carried out; the worker’s log says why.';
}
