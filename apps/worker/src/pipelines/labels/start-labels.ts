import { expireAwaiting, joinLabels } from '@leeway/store';
import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';
import { labelTask } from '@leeway/services';

const JOIN_MS = 1_000;
const EXPIRE_MS = 60_000;
/** Pairs a transaction: keeps it short while a backlog is worked off. */
const JOIN_LIMIT = 5_000;
const EXPIRE_LIMIT = 10_000;

/** Joins labels with their predictions, whoever came first, and forgets (and counts) what waited in vain. */
export async function startLabels(app: WorkerApp): Promise<Pipeline> {
  const { db, log, metrics, settings } = app;
  const labelledModels = () => db.model.findMany({ where: { archivedAt: null, labelTopic: { not: null } } });

  async function join(): Promise<void> {
    for (const model of await labelledModels()) {
      const task = await labelTask(db, model);
      let joined: number;
      do {
        joined = await joinLabels(db, {
          modelId: model.id,
          topic: model.labelTopic ?? '',
          task,
          paneMs: model.paneMs,
          limit: JOIN_LIMIT,
          atMs: Date.now(),
        });
        metrics.labelsJoined.inc({ model: model.id }, joined);
      } while (joined === JOIN_LIMIT);
    }
  }

  async function expire(): Promise<void> {
    for (const model of await labelledModels()) {
      const nowMs = Date.now();
      const waitMs = Math.max(settings.retention.labelWaitMs, 2 * model.labelDelayMs);
      let more: boolean;
      do {
        const expired = await expireAwaiting(db, {
          modelId: model.id,
          topic: model.labelTopic ?? '',
          beforeMs: nowMs - waitMs,
          limit: EXPIRE_LIMIT,
          atMs: nowMs,
        });
        metrics.labelsExpired.inc({ model: model.id, side: 'prediction' }, expired.predictions);
        metrics.labelsExpired.inc({ model: model.id, side: 'label' }, expired.labels);
        ({ more } = expired);
      } while (more);
    }
  }

  const steps = [
    repeat({ name: 'join labels', everyMs: JOIN_MS, log, work: join }),
    repeat({ name: 'expire labels', everyMs: EXPIRE_MS, log, work: expire }),
  ];
  return {
    name: 'labels',
    notReady: () => (steps[0]?.failures() ? 'labels are not joined' : null),
    stop: async () => {
      await Promise.all(steps.map((step) => step.stop()));
    },
  };
}
