import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';
import { createAlarmKeeper } from './alarm-keeper.ts';
import { evaluateModel } from './evaluate-model.ts';
import { dueModels, loadDueModels } from './due-models.ts';
import { createEvaluationRecorder } from './evaluation-recorder.ts';
import { createAlarmLearner } from './learn-models.ts';
import { loadFrame } from './load-frame.ts';
import { createModelLoader } from './load-model.ts';
import { prune } from './prune.ts';
import { reviseWindows } from './revise-windows.ts';

const TICK_MS = 1_000;
const LEARN_MS = 30_000;
const PRUNE_MS = 5 * 60_000;

/** Complete windows → verdicts. Several evaluators may run: of two that judge the same window one records it. */
export async function startEvaluate(app: WorkerApp): Promise<Pipeline> {
  const { log } = app;
  const loadModels = createModelLoader(app.db);
  const record = createEvaluationRecorder(app.ctx);
  const keeper = createAlarmKeeper(app.db, { maxBytes: app.settings.evaluate.alarmBytes });
  let stopping = false;
  const learn = createAlarmLearner(app, () => stopping);

  async function tick(): Promise<void> {
    const failures: unknown[] = [];
    // One model's trouble must not keep the others from being judged.
    const attempt = async (modelId: string, work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        log.error({ model: modelId, err: error }, 'a model could not be judged');
        failures.push(error);
      }
    };
    const models = await loadModels();
    const frame = await loadFrame(app.db);
    await keeper.refresh(models);
    // Side by side, so that their windows are stored together.
    for await (const batch of loadDueModels(app.db, dueModels(models, frame, Date.now()), keeper)) {
      if (stopping) return;
      await Promise.all(
        batch.map((due) =>
          attempt(due.evaluated.model.id, async () => {
            if (await evaluateModel(app, due, { record, keeper })) steps[0]?.wake();
          }),
        ),
      );
    }
    for (const evaluated of models.filter(({ model }) => frame.marked.has(model.id))) {
      if (stopping) return;
      await attempt(evaluated.model.id, async () => void (await reviseWindows(app, evaluated, keeper)));
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} models could not be judged`);
  }

  const steps = [
    repeat({ name: 'evaluate', everyMs: TICK_MS, log, work: tick }),
    repeat({ name: 'learn alarms', everyMs: LEARN_MS, log, work: async () => learn(await loadModels()) }),
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
