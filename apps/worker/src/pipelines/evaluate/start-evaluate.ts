import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';
import { evaluateModel } from './evaluate-model.ts';
import { createModelLoader } from './load-model.ts';
import { prune } from './prune.ts';
import { reviseWindows } from './revise-windows.ts';

const TICK_MS = 1_000;
const PRUNE_MS = 5 * 60_000;

/** Complete windows → verdicts. Several evaluators may run: of two that judge the same window one records it. */
export async function startEvaluate(app: WorkerApp): Promise<Pipeline> {
  const { log } = app;
  const loadModels = createModelLoader(app.db);
  let stopping = false;

  async function tick(): Promise<void> {
    const failures: unknown[] = [];
    for (const evaluated of await loadModels()) {
      if (stopping) return;
      try {
        if (await evaluateModel(app, evaluated)) steps[0]?.wake();
        await reviseWindows(app, evaluated);
      } catch (error) {
        // One model's trouble must not keep the others from being judged.
        log.error({ model: evaluated.model.id, err: error }, 'a model could not be judged');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} models could not be judged`);
  }

  const steps = [
    repeat({ name: 'evaluate', everyMs: TICK_MS, log, work: tick }),
    repeat({ name: 'prune', everyMs: PRUNE_MS, log, work: () => prune(app) }),
  ];
  return {
    name: 'evaluate',
    notReady: () => (steps[0]?.failures() ? 'windows are not judged' : null),
    stop: async () => {
      stopping = true;
      await Promise.all(steps.map((step) => step.stop()));
    },
  };
}
