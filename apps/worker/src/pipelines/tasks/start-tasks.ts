import { claimStreamTask, expireReferenceDrafts, expireStreamTasks } from '@leeway/services';
import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';
import { runTask } from './run-task.ts';

/** Woken at once by the request's message; this is for what a lost connection may have missed. */
const LOOK_MS = 2_000;
const EXPIRE_MS = 30_000;
/** Tasks at a time: a long one does not hold up somebody who looks at a topic. */
const AT_ONCE = 3;

/** Carries out what pages ask of topics: they have no way to Kafka themselves. */
export async function startTasks(app: WorkerApp): Promise<Pipeline> {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  async function begin(): Promise<void> {
    while (running.size < AT_ONCE && !stopping.signal.aborted) {
      const task = await claimStreamTask({ ctx: app.ctx() });
      if (task === null) return;
      app.log.info({ task: task.id, kind: task.kind }, 'carrying out a task on a topic');
      const work = runTask(app, task, stopping.signal)
        .catch((error: unknown) => app.log.warn({ task: task.id, err: error }, 'a task’s end was not recorded'))
        .finally(() => {
          running.delete(work);
          steps[0]?.wake();
        });
      running.add(work);
    }
  }

  const steps = [
    repeat({ name: 'tasks', everyMs: LOOK_MS, log: app.log, work: begin }),
    repeat({
      name: 'expire tasks',
      everyMs: EXPIRE_MS,
      log: app.log,
      work: async () => {
        await expireStreamTasks({ ctx: app.ctx() });
        await expireReferenceDrafts({ ctx: app.ctx() });
      },
    }),
  ];
  const unsubscribe = app.onLive((message) => {
    if (message === null || message.kind === 'stream-task') steps[0]?.wake();
  });
  return {
    name: 'tasks',
    notReady: () => (steps[0]?.failures() ? 'tasks on topics are not taken' : null),
    stop: async () => {
      unsubscribe();
      stopping.abort();
      await Promise.all(steps.map((step) => step.stop()));
      await Promise.all(running);
    },
  };
}
