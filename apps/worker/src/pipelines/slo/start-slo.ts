import { countModel, createSloShelf, judgeDueSlos, listSloModels } from '@leeway/services';
import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';
import { createPruner } from './prune-minutes.ts';
import { createSloMetrics } from './slo-metrics.ts';

/** A budget moves slowly: four times a minute is often enough for the fastest alert row. */
const EVERY_MS = 15_000;

/**
 * Keeps the minutes of every model and the budgets, alerts and incidents of their SLOs up to date. All state is in
 * Postgres and every step replaces what it counts, so several workers, a restart or a crash change no number.
 */
export async function startSlo(app: WorkerApp): Promise<Pipeline> {
  const metrics = createSloMetrics(app.metrics.registry);
  const prune = createPruner(app.db);
  const shelf = createSloShelf();
  let done = false;

  async function refreshAll(): Promise<void> {
    const failed: unknown[] = [];
    const failure = (modelId: string, error: unknown, message: string) => {
      // One model's trouble must not keep the others' budgets from being judged.
      metrics.failures.inc({ model: modelId });
      app.log.warn({ err: error, model: modelId }, message);
      failed.push(error);
    };
    for (const model of await listSloModels({ ctx: app.ctx() })) {
      const end = metrics.countSeconds.startTimer();
      await countModel({ ctx: app.ctx(), model }).catch((error: unknown) =>
        failure(model.id, error, 'minutes could not be counted'),
      );
      end();
    }
    const end = metrics.judgeSeconds.startTimer();
    const judged = await judgeDueSlos({ ctx: app.ctx(), shelf });
    end();
    for (const { modelId, error } of judged.failed) failure(modelId, error, 'an SLO could not be judged');
    metrics.judged.inc(judged.judged);
    const pruned = await prune(Date.now());
    if (pruned.minutes + pruned.partitions > 0) app.log.info(pruned, 'removed minutes that no window reaches');
    done = true;
    if (failed.length > 0) throw failed[0];
  }

  const loop = repeat({ name: 'slo', everyMs: EVERY_MS, work: refreshAll, log: app.log });
  return {
    name: 'slo',
    stop: () => loop.stop(),
    notReady: () => (done ? null : 'SLOs are not judged yet'),
  };
}
