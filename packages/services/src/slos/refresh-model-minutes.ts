import { definitionOf, MINUTE_MS, minuteOf, type SliSource } from '@leeway/slo';
import {
  labelledPanesSince,
  paneHeads,
  panesWrittenSince,
  readToMs,
  windowVerdicts,
  writeJudgedMinutes,
  writeServiceMinutes,
  type Db,
  type ModelMinuteProgressModel,
} from '@leeway/store';
import { inTransaction } from '../transaction.ts';
import { activeSlos } from './active-slos.ts';
import { judgedMinutes } from './judged-minutes.ts';
import { lockModelMinutes } from './lock-model-minutes.ts';
import { contiguousRuns, minutesTouchedBy, serviceMinutes } from './model-minute-sources.ts';
import { recountSlos } from './recount-slos.ts';

/** Panes are committed up to so long after the time that they carry, and clocks of workers differ by less. */
const WRITE_OVERLAP_MS = 60_000;
/** Windows judged so long ago may still be judged again. */
const RESTATED_MS = 15 * MINUTE_MS;
/** Minutes counted in one transaction. */
const RUN_MINUTES = 240;
const DAY_MS = 86_400_000;
/** Counters of arrivals are written this long after the minute that they carry. */
const ARRIVAL_OVERLAP_MS = 5 * MINUTE_MS;
/** How far back minutes are counted that nothing but time has changed: as far as any window reaches. */
const MOST_CLOCKED_MS = 90 * DAY_MS;
const EPOCH = new Date(0);

const OF_PANES: readonly SliSource[] = ['service', 'throughput', 'freshness', 'values', 'answers', 'estimate'];
const OF_LABELS: readonly SliSource[] = ['answers', 'performance'];

export type RefreshModel = { id: string; paneMs: number };
type Progress = Omit<ModelMinuteProgressModel, 'modelId'>;

const NO_PROGRESS: Progress = {
  panesSeenAt: EPOCH,
  evaluatedToAt: EPOCH,
  labelsSeenAt: EPOCH,
  readToAt: EPOCH,
  clockedToAt: EPOCH,
};

/**
 * Counts the minutes of a model that changed since the last time, and of its SLOs with them: those that panes and labels
 * written since then touch, however old, the last 15 minutes of verdicts, and those that went by without an event. Every
 * step replaces what it counts, so a crash anywhere only means that it is done again; the position moves when all of it
 * is kept.
 */
export async function refreshModelMinutes(db: Db, model: RefreshModel, nowMs: number): Promise<void> {
  const progress = (await db.modelMinuteProgress.findUnique({ where: { modelId: model.id } })) ?? NO_PROGRESS;
  const untilMs = minuteOf(nowMs) + MINUTE_MS;
  // One saved from here on has counted what was there, and is found the next time.
  const inUse = new Set((await activeSlos(db, model.id)).map(({ spec }) => definitionOf(spec).source));
  const position = {
    panesSeenAt: await refreshPanes(db, model, progress.panesSeenAt, untilMs),
    evaluatedToAt: await refreshVerdicts(db, model, progress.evaluatedToAt, untilMs),
    labelsSeenAt: await refreshLabels(db, model, progress.labelsSeenAt, untilMs),
    ...(await refreshClocked(db, model, { progress, untilMs, inUse })),
  };
  await db.modelMinuteProgress.upsert({
    where: { modelId: model.id },
    create: { modelId: model.id, ...position },
    update: position,
  });
}

async function refreshPanes(db: Db, model: RefreshModel, seenAt: Date, untilMs: number): Promise<Date> {
  const since = new Date(Math.max(0, seenAt.getTime() - WRITE_OVERLAP_MS));
  const written = await panesWrittenSince(db, { modelId: model.id, since });
  for (const run of contiguousRuns(minutesTouchedBy(written.stretches), RUN_MINUTES))
    await inTransaction(db, async (tx) => {
      await lockModelMinutes(tx, model.id);
      const panes = await paneHeads(tx, { modelId: model.id, ...run });
      await writeServiceMinutes(tx, model.id, serviceMinutes(run, panes));
      await recountSlos(tx, { modelId: model.id, sources: OF_PANES, range: run, untilMs });
    });
  return written.newestAt ?? seenAt;
}

/** Verdicts since the last time, a day at once so that a long history fits into memory. */
async function refreshVerdicts(db: Db, model: RefreshModel, since: Date, untilMs: number): Promise<Date> {
  const { _min, _max } = await db.evaluation.aggregate({
    where: { modelId: model.id, windowEndAt: { gt: new Date(since.getTime() - RESTATED_MS) } },
    _min: { windowEndAt: true },
    _max: { windowEndAt: true },
  });
  const newest = _max.windowEndAt;
  if (_min.windowEndAt === null || newest === null) return since;
  const endMs = minuteOf(newest.getTime()) + MINUTE_MS;
  for (let fromMs = minuteOf(_min.windowEndAt.getTime() - model.paneMs); fromMs < endMs; fromMs += DAY_MS) {
    const range = { fromMs, toMs: Math.min(fromMs + DAY_MS, endMs) };
    await inTransaction(db, async (tx) => {
      await lockModelMinutes(tx, model.id);
      // A window that ends later may still speak for the last minute of the range: read one pane further.
      const read = { modelId: model.id, fromMs, toMs: range.toMs + model.paneMs };
      const minutes = judgedMinutes(await windowVerdicts(tx, read), { ...range, paneMs: model.paneMs });
      await writeJudgedMinutes(tx, model.id, minutes);
      await recountSlos(tx, { modelId: model.id, sources: ['windows'], range, untilMs });
    });
  }
  return newest;
}

/** A label restates the minute of its prediction, however late it comes. */
async function refreshLabels(db: Db, model: RefreshModel, seenAt: Date, untilMs: number): Promise<Date> {
  const since = new Date(Math.max(0, seenAt.getTime() - WRITE_OVERLAP_MS));
  const { startsMs, newestAt } = await labelledPanesSince(db, { modelId: model.id, since });
  const stretches = startsMs.map((startMs) => ({ startMs, paneMs: model.paneMs }));
  for (const range of contiguousRuns(minutesTouchedBy(stretches), RUN_MINUTES)) {
    await inTransaction(db, async (tx) => {
      await lockModelMinutes(tx, model.id);
      await recountSlos(tx, { modelId: model.id, sources: OF_LABELS, range, untilMs });
    });
  }
  return newestAt ?? seenAt;
}

/** What changes although nothing is written: minutes without an event, the last minutes of a slice, arrivals. */
async function refreshClocked(
  db: Db,
  { id: modelId }: RefreshModel,
  { progress, untilMs, inUse }: { progress: Progress; untilMs: number; inUse: ReadonlySet<SliSource> },
): Promise<Pick<Progress, 'readToAt' | 'clockedToAt'>> {
  const reached = Math.min(untilMs - MINUTE_MS, minuteOf((await readToMs(db, modelId)) ?? 0));
  const before = progress.readToAt.getTime();
  const clocked = progress.clockedToAt.getTime();
  const recount = async (fromMs: number, ...sources: SliSource[]): Promise<void> => {
    if (!sources.some((source) => inUse.has(source))) return;
    const range = { fromMs: minuteOf(Math.max(fromMs, untilMs - MOST_CLOCKED_MS)), toMs: untilMs };
    await inTransaction(db, async (tx) => {
      await lockModelMinutes(tx, modelId);
      await recountSlos(tx, { modelId, sources, range, untilMs });
    });
  };
  if (reached > before) await recount(before, 'throughput', 'freshness');
  await recount(Math.max(clocked, untilMs - DAY_MS) - ARRIVAL_OVERLAP_MS, 'records');
  if (untilMs > clocked) await recount(Math.max(clocked - MINUTE_MS, untilMs - DAY_MS), 'performance', 'estimate');
  return { readToAt: new Date(Math.max(before, reached)), clockedToAt: new Date(untilMs) };
}
