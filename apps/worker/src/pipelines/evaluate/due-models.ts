import { gridOf, joinStretches, type StoredPane } from '@leeway/drift';
import { loadPanesOfModels, type Db } from '@leeway/store';
import type { AlarmKeeper } from './alarm-keeper.ts';
import { closedToMs } from './closed-to.ts';
import type { EvaluationFrame } from './load-frame.ts';
import type { EvaluatedModel } from './load-model.ts';

/** Panes of so many models are held at once. */
const BATCH_MODELS = 20;
/** Models further behind load their panes themselves, stretch by stretch. */
const MAX_PREFETCHED_WINDOWS = 3;

export type DueModel = {
  evaluated: EvaluatedModel;
  closedMs: number;
  /** Where judging stands and what it remembers; null before the first window. */
  state: { evaluatedToMs: number; memory: unknown } | null;
  /** Panes up to `closedMs`, where they were few enough to come with those of other models. */
  panes: Map<number, StoredPane> | null;
};

type Candidate = { evaluated: EvaluatedModel; closedMs: number; evaluatedToMs: number | undefined };

/** Of the models, those with a complete window that was not judged yet. */
export function dueModels(models: readonly EvaluatedModel[], frame: EvaluationFrame, nowMs: number): Candidate[] {
  return models.flatMap((evaluated) => {
    const { id, predictionTopic, paneMs, latenessMs } = evaluated.model;
    const partitions = frame.partitions.get(predictionTopic) ?? [];
    const closedMs = closedToMs({ partitions, paneMs, latenessMs, nowMs });
    const evaluatedToMs = frame.evaluatedToMs.get(id);
    const isDue = evaluatedToMs === undefined ? closedMs > 0 : evaluatedToMs + paneMs <= closedMs;
    return isDue ? [{ evaluated, closedMs, evaluatedToMs }] : [];
  });
}

/** The due models with their memory and panes, twenty at a time: two queries for each of these batches. */
export async function* loadDueModels(
  db: Db,
  due: readonly Candidate[],
  keeper: AlarmKeeper,
): AsyncGenerator<DueModel[]> {
  for (let from = 0; from < due.length; from += BATCH_MODELS) {
    const batch = due.slice(from, from + BATCH_MODELS);
    const stretches = batch.flatMap(({ evaluated, closedMs, evaluatedToMs }) => {
      const { model, reference } = evaluated;
      if (evaluatedToMs === undefined || closedMs - evaluatedToMs > MAX_PREFETCHED_WINDOWS * model.paneMs) return [];
      const fromMs = evaluatedToMs - model.windowPanes * model.paneMs;
      const needed = [{ fromMs, toMs: closedMs }, ...keeper.needsFor(evaluated, closedMs)];
      return joinStretches(needed).map((stretch) => ({ modelId: model.id, grid: gridOf(reference), ...stretch }));
    });
    const [states, panes] = await Promise.all([
      db.evaluatorState.findMany({ where: { modelId: { in: batch.map(({ evaluated }) => evaluated.model.id) } } }),
      loadPanesOfModels(db, stretches),
    ]);
    const byModel = new Map(states.map((state) => [state.modelId, state]));
    yield batch.map(({ evaluated, closedMs, evaluatedToMs }): DueModel => {
      const row = byModel.get(evaluated.model.id);
      const state = row === undefined ? null : { evaluatedToMs: row.evaluatedToAt.getTime(), memory: row.state };
      // Another evaluator was faster: what was loaded belongs to windows that are judged.
      const isCurrent = state !== null && state.evaluatedToMs === evaluatedToMs;
      return { evaluated, closedMs, state, panes: (isCurrent ? panes.get(evaluated.model.id) : undefined) ?? null };
    });
  }
}
