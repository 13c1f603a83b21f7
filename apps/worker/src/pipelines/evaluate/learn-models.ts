import { learnAlarms } from '@leeway/services';
import type { WorkerApp } from '../../worker-app.ts';
import type { EvaluatedModel } from './load-model.ts';

const HOUR_MS = 3_600_000;

/**
 * Learns alarms of the models that are judged by them: one part of one model at a time, until nothing is left to do or
 * `isStopping`. Models that wait for more days, or have what they need, are looked at again every hour of their own time.
 */
export function createAlarmLearner(app: WorkerApp, isStopping: () => boolean) {
  const settled = new Map<string, string>();

  async function learn(evaluated: EvaluatedModel, evaluatedToMs: number): Promise<void> {
    const { model, reference, settings } = evaluated;
    const seen = JSON.stringify([reference.id, settings.alarms, model.paneMs, Math.floor(evaluatedToMs / HOUR_MS)]);
    if (settled.get(model.id) === seen) return;
    for (;;) {
      if (isStopping()) return;
      const startedMs = performance.now();
      const outcome = await learnAlarms({ ctx: app.ctx(), input: { ...evaluated, evaluatedToMs } });
      if (outcome !== 'learning') break;
      const ms = Math.round(performance.now() - startedMs);
      app.log.info({ model: model.id, reference: reference.id, ms }, 'learning alarms');
    }
    settled.set(model.id, seen);
  }

  return async (models: readonly EvaluatedModel[]): Promise<void> => {
    const learnt = models.filter(({ settings }) => settings.rule === 'learnt');
    if (learnt.length === 0) return;
    const states = await app.db.evaluatorState.findMany({
      where: { modelId: { in: learnt.map(({ model }) => model.id) } },
      select: { modelId: true, evaluatedToAt: true },
    });
    const toMs = new Map(states.map(({ modelId, evaluatedToAt }) => [modelId, evaluatedToAt.getTime()]));
    const failures: unknown[] = [];
    for (const evaluated of learnt) {
      try {
        await learn(evaluated, toMs.get(evaluated.model.id) ?? 0);
      } catch (error) {
        app.log.error({ model: evaluated.model.id, err: error }, 'alarms of a model could not be learnt');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `alarms of ${failures.length} models were not learnt`);
  };
}
