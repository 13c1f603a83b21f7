import { MINUTE_MS, minuteOf, type MinuteRange } from '@leeway/slo';
import {
  paneHeads,
  panesWrittenSince,
  windowVerdicts,
  writeJudgedMinutes,
  writeServiceMinutes,
  type Db,
  type Tx,
} from '@leeway/store';
import { inTransaction } from '../transaction.ts';
import { activeSlos } from './active-slos.ts';
import { recountSlo } from './count-minutes.ts';
import { lockModelMinutes } from './lock-model-minutes.ts';
import { contiguousRuns, judgedMinutes, minutesTouchedBy, serviceMinutes } from './model-minute-sources.ts';

/** Panes are committed up to so long after the time that they carry, and clocks of workers differ by less. */
const WRITE_OVERLAP_MS = 60_000;
/** Windows judged so long ago may still be judged again. */
const RESTATED_MS = 15 * MINUTE_MS;
/** Minutes counted in one transaction. */
const RUN_MINUTES = 240;
const DAY_MS = 86_400_000;
const EPOCH = new Date(0);

export type RefreshModel = { id: string; paneMs: number };

/**
 * Counts the minutes of a model that changed since the last time, and of its SLOs with them: those that panes written
 * since then touch, however old, and the last 15 minutes of verdicts. Every step replaces what it counts, so a crash
 * anywhere only means that it is done again; the position moves when all of it is kept.
 */
export async function refreshModelMinutes(db: Db, model: RefreshModel): Promise<void> {
  const progress = await db.modelMinuteProgress.findUnique({ where: { modelId: model.id } });
  const since = progress === null ? EPOCH : new Date(progress.panesSeenAt.getTime() - WRITE_OVERLAP_MS);
  const written = await panesWrittenSince(db, { modelId: model.id, since });
  for (const run of contiguousRuns(minutesTouchedBy(written.stretches), RUN_MINUTES))
    await inTransaction(db, async (tx) => {
      await lockModelMinutes(tx, model.id);
      const panes = await paneHeads(tx, { modelId: model.id, ...run });
      await writeServiceMinutes(tx, model.id, serviceMinutes(run, panes));
      await recountSlos(tx, model, run);
    });
  const evaluatedToAt = await refreshVerdicts(db, model, progress?.evaluatedToAt ?? EPOCH);
  const position = {
    panesSeenAt: written.newestAt ?? progress?.panesSeenAt ?? EPOCH,
    evaluatedToAt: evaluatedToAt ?? progress?.evaluatedToAt ?? EPOCH,
  };
  await db.modelMinuteProgress.upsert({
    where: { modelId: model.id },
    create: { modelId: model.id, ...position },
    update: position,
  });
}

/** Verdicts since the last time, a day at once so that a long history fits into memory. Returns the newest one's end. */
async function refreshVerdicts(db: Db, model: RefreshModel, since: Date): Promise<Date | null> {
  const { _min, _max } = await db.evaluation.aggregate({
    where: { modelId: model.id, windowEndAt: { gt: new Date(since.getTime() - RESTATED_MS) } },
    _min: { windowEndAt: true },
    _max: { windowEndAt: true },
  });
  const newest = _max.windowEndAt;
  if (_min.windowEndAt === null || newest === null) return null;
  const endMs = minuteOf(newest.getTime()) + MINUTE_MS;
  for (let fromMs = minuteOf(_min.windowEndAt.getTime() - model.paneMs); fromMs < endMs; fromMs += DAY_MS) {
    const range = { fromMs, toMs: Math.min(fromMs + DAY_MS, endMs) };
    await inTransaction(db, async (tx) => {
      await lockModelMinutes(tx, model.id);
      // A window that ends later may still speak for the last minute of the range: read one pane further.
      const read = { modelId: model.id, fromMs, toMs: range.toMs + model.paneMs };
      const minutes = judgedMinutes(await windowVerdicts(tx, read), { ...range, paneMs: model.paneMs });
      await writeJudgedMinutes(tx, model.id, minutes);
      await recountSlos(tx, model, range);
    });
  }
  return newest;
}

/** SLOs are read under the lock: one saved a moment ago has counted what was there, and is counted here from now on. */
async function recountSlos(tx: Tx, model: RefreshModel, range: MinuteRange): Promise<void> {
  for (const slo of await activeSlos(tx, model.id))
    await recountSlo(tx, { sloId: slo.id, modelId: model.id, spec: slo.spec, ...range });
}
