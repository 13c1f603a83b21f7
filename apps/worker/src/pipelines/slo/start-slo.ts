import { listSloModels, refreshModelSlos } from '@leeway/services';
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
  let done = false;

  async function refreshAll(): Promise<void> {
    let slos = 0;
    const failed: unknown[] = [];
    for (const model of await listSloModels({ ctx: app.ctx() })) {
      const end = metrics.refreshSeconds.startTimer();
      try {
        slos += (await refreshModelSlos({ ctx: app.ctx(), model })).slos;
      } catch (error) {
        // One model's trouble must not keep the others' budgets from being judged.
        metrics.failures.inc({ model: model.id });
        app.log.warn({ err: error, model: model.id }, 'SLOs could not be brought up to date');
        failed.push(error);
      }
      end();
    }
    metrics.slos.set(slos);
    const pruned = await prune(Date.now());
    if (pruned > 0) app.log.info({ minutes: pruned }, 'removed minutes that no window reaches');
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
