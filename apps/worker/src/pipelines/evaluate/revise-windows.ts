import { gridOf } from '@leeway/drift';
import { evaluationId, judgeWindow, readEvaluatorMemory, reviseEvaluation } from '@leeway/services';
import { loadPanes, type Db } from '@leeway/store';
import type { WorkerApp } from '../../worker-app.ts';
import type { EvaluatedModel } from './load-model.ts';

/** Changed panes a tick and model. */
const MAX_PANES = 20;

/** Judges windows again whose panes changed after they were judged. Returns how many. */
export async function reviseWindows(app: WorkerApp, evaluated: EvaluatedModel): Promise<number> {
  const { db } = app;
  const { model, reference } = evaluated;
  const marked = await db.paneRescore.findMany({
    where: { modelId: model.id },
    orderBy: { startAt: 'desc' },
    take: MAX_PANES,
  });
  if (marked.length === 0) return 0;
  const state = await db.evaluatorState.findUnique({ where: { modelId: model.id } });
  const evaluatedToMs = state?.evaluatedToAt.getTime() ?? 0;
  const ends = new Set<number>();
  for (const { startAt } of marked)
    for (let pane = 1; pane <= model.windowPanes; pane += 1) {
      const endMs = startAt.getTime() + pane * model.paneMs;
      if (endMs <= evaluatedToMs) ends.add(endMs);
    }
  for (const windowEndMs of [...ends].toSorted((a, b) => a - b)) await reviseWindow(app, evaluated, windowEndMs);
  // A mark that came while this judged is kept: its pane may hold more than what was read.
  for (const { startAt, marks } of marked)
    await db.paneRescore.deleteMany({ where: { modelId: model.id, startAt, marks } });
  if (ends.size > 0) app.log.debug({ model: model.id, windows: ends.size, reference: reference.id }, 'judged again');
  return ends.size;
}

async function reviseWindow(app: WorkerApp, evaluated: EvaluatedModel, windowEndMs: number): Promise<void> {
  const { model, reference, settings } = evaluated;
  const { paneMs, windowPanes } = model;
  const before = await memoryBefore(app.db, evaluated, windowEndMs);
  const panes = await loadPanes(app.db, {
    modelId: model.id,
    grid: gridOf(reference),
    fromMs: windowEndMs - (windowPanes + 1) * paneMs,
    toMs: windowEndMs,
  });
  const memory = readEvaluatorMemory(before, reference.id);
  const judged = judgeWindow({ reference, settings, panes, windowEndMs, paneMs, windowPanes, memory });
  await reviseEvaluation({ ctx: app.ctx(), input: { ...judged, model } });
}

/** What was remembered when the window was judged first, so that it is judged by the same measure. */
async function memoryBefore(db: Db, { model, reference }: EvaluatedModel, windowEndMs: number): Promise<unknown> {
  const row = await db.evaluation.findUnique({
    where: { id: evaluationId(model.id, windowEndMs, reference.id) },
    select: { memoryBefore: true },
  });
  return row?.memoryBefore;
}
