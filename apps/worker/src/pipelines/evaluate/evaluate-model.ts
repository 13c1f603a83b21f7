import { judgeWindow, readEvaluatorMemory } from '@leeway/services';
import { firstPaneStartMs, type Db } from '@leeway/store';
import type { WorkerApp } from '../../worker-app.ts';
import type { AlarmKeeper } from './alarm-keeper.ts';
import type { DueModel } from './due-models.ts';
import type { RecordWindow } from './evaluation-recorder.ts';
import type { EvaluatedModel } from './load-model.ts';
import { PanesToJudge } from './panes-to-judge.ts';

/** Windows a tick and model: catching up after a downtime leaves room for the other models. */
const MAX_WINDOWS = 60;
/** So many panes without an event are told once when caught up with, not one by one. */
const SKIP_FROM_PANES = 6;

/** Judges the windows of one model that have become complete. Returns true when more are waiting. */
export async function evaluateModel(
  app: WorkerApp,
  due: DueModel,
  { record, keeper }: { record: RecordWindow; keeper: AlarmKeeper },
): Promise<boolean> {
  const { db, metrics } = app;
  const { evaluated, closedMs, state } = due;
  const { model, reference, settings } = evaluated;
  const { paneMs, windowPanes } = model;
  let previousEndMs = state?.evaluatedToMs ?? null;
  let nextEndMs = (previousEndMs ?? (await beginningMs(db, evaluated))) + paneMs;
  const panes = new PanesToJudge(db, evaluated, due, keeper);
  let alarms = await keeper.open(evaluated, nextEndMs - paneMs);
  let memory = readEvaluatorMemory(state?.memory, reference.id);
  for (let left = MAX_WINDOWS; left > 0 && nextEndMs <= closedMs; left -= 1) {
    await panes.loadFor(nextEndMs, Math.min(closedMs, nextEndMs + (left - 1) * paneMs), alarms);
    const done = metrics.evaluationSeconds.startTimer();
    if (alarms?.state === 'ready' && !alarms.sums.moveTo(nextEndMs, panes.of))
      alarms = await keeper.recount(evaluated, nextEndMs);
    const judged = judgeWindow({
      reference,
      settings,
      panes: panes.all,
      windowEndMs: nextEndMs,
      paneMs,
      windowPanes,
      memory,
      alarms,
    });
    const outcome = await record({ ...judged, model, previousWindowEndMs: previousEndMs });
    if (outcome === 'lost') return false;
    done();
    metrics.evaluations.inc({ model: model.id, verdict: judged.evaluation.verdict });
    metrics.evaluationDelaySeconds.observe(Math.max(0, Date.now() - nextEndMs) / 1_000);
    ({ memory } = judged);
    previousEndMs = nextEndMs;
    nextEndMs += paneMs;
    if (judged.evaluation.n === 0 && closedMs - nextEndMs > SKIP_FROM_PANES * paneMs) {
      nextEndMs = await endOfFirstWindowWithData(db, evaluated, { fromMs: nextEndMs - paneMs, closedMs });
      panes.forget();
      alarms = await keeper.open(evaluated, nextEndMs - paneMs);
    }
  }
  return nextEndMs <= closedMs;
}

/** Where judging begins: at the first pane there is, else when the model was registered. */
async function beginningMs(db: Db, { model, reference }: EvaluatedModel): Promise<number> {
  const first = await firstPaneStartMs(db, { modelId: model.id, gridId: reference.gridId, fromMs: 0 });
  return Math.floor((first ?? model.createdAt.getTime()) / model.paneMs) * model.paneMs;
}

async function endOfFirstWindowWithData(
  db: Db,
  { model, reference }: EvaluatedModel,
  range: { fromMs: number; closedMs: number },
): Promise<number> {
  const startMs = await firstPaneStartMs(db, { modelId: model.id, gridId: reference.gridId, fromMs: range.fromMs });
  return startMs === null ? range.closedMs : Math.min(range.closedMs, startMs + model.paneMs);
}
