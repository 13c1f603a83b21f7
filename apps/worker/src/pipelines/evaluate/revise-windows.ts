import { gridOf, type AlarmsToJudge } from '@leeway/drift';
import { evaluationId, judgeWindow, loadStretches, readEvaluatorMemory, reviseEvaluation } from '@leeway/services';
import { loadPanes, type Db } from '@leeway/store';
import type { WorkerApp } from '../../worker-app.ts';
import { MOST_PANES_TO_MOVE, type AlarmKeeper } from './alarm-keeper.ts';
import type { EvaluatedModel } from './load-model.ts';

/** Changed panes a tick and model. */
const MAX_PANES = 20;

/** Judges windows again whose panes changed after they were judged. Returns how many. */
export async function reviseWindows(app: WorkerApp, evaluated: EvaluatedModel, keeper: AlarmKeeper): Promise<number> {
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
  let alarms: AlarmsToJudge | undefined;
  for (const windowEndMs of [...ends].toSorted((a, b) => a - b)) {
    alarms = await alarmsAt(app.db, evaluated, { keeper, alarms, windowEndMs });
    await reviseWindow(app, evaluated, windowEndMs, alarms);
  }
  // A mark that came while this judged is kept: its pane may hold more than what was read.
  for (const { startAt, marks } of marked)
    await db.paneRescore.deleteMany({ where: { modelId: model.id, startAt, marks } });
  if (ends.size > 0) app.log.debug({ model: model.id, windows: ends.size, reference: reference.id }, 'judged again');
  return ends.size;
}

/** Windows of every length that end there: moved on from those of the window before where they are near. */
async function alarmsAt(
  db: Db,
  evaluated: EvaluatedModel,
  at: { keeper: AlarmKeeper; alarms: AlarmsToJudge | undefined; windowEndMs: number },
): Promise<AlarmsToJudge | undefined> {
  const { keeper, alarms, windowEndMs } = at;
  const { model, reference } = evaluated;
  if (alarms?.state === 'ready' && windowEndMs - alarms.sums.endMs <= MOST_PANES_TO_MOVE * model.paneMs) {
    const needs = alarms.sums.needsFor(windowEndMs);
    const panes = await loadStretches(db, { modelId: model.id, grid: gridOf(reference) }, needs);
    if (alarms.sums.moveTo(windowEndMs, (startMs) => panes.get(startMs))) return alarms;
  }
  return keeper.past(evaluated, windowEndMs);
}

async function reviseWindow(
  app: WorkerApp,
  evaluated: EvaluatedModel,
  windowEndMs: number,
  alarms: AlarmsToJudge | undefined,
): Promise<void> {
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
  const judged = judgeWindow({ reference, settings, panes, windowEndMs, paneMs, windowPanes, memory, alarms });
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
