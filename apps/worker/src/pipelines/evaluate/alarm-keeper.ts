import {
  alarmBytes,
  gridOf,
  type AlarmsToJudge,
  type LearntAlarms,
  type Stretch,
  type WindowSums,
} from '@leeway/drift';
import { alarmStatusOf, countWindowSums, loadLearntAlarms, loadStretches } from '@leeway/services';
import { changedPanes, type AlarmModelModel, type Db } from '@leeway/store';
import { AlarmShelf, type KeptAlarms } from './alarm-shelf.ts';
import type { EvaluatedModel } from './load-model.ts';

/** Sums that are further behind are counted anew: moving them on would read more. */
export const MOST_PANES_TO_MOVE = 60;
/** A flush that was begun so long ago has ended, one way or the other. */
const FLUSH_MS = 2 * 60_000;

/**
 * What the learnt rule needs of models, kept between ticks: thresholds, and windows of every length that move on by a
 * pane. Everything can be had again from the store, so that a restart, or a model that had to make room, judges the same.
 */
export type AlarmKeeper = {
  /** Looks up how far these models are. */
  refresh: (models: readonly EvaluatedModel[]) => Promise<void>;
  /** Panes that `open` and moving on to `toMs` will ask for; none where windows have to be counted first. */
  needsFor: (evaluated: EvaluatedModel, toMs: number) => Stretch[];
  /** What to judge the windows after `endMs` by, with all windows ending there; undefined for other rules. */
  open: (evaluated: EvaluatedModel, endMs: number) => Promise<AlarmsToJudge | undefined>;
  /** Counts the windows that end at `endMs` anew. */
  recount: (evaluated: EvaluatedModel, endMs: number) => Promise<AlarmsToJudge | undefined>;
  /** The same of windows in the past, which are not kept. */
  past: (evaluated: EvaluatedModel, endMs: number) => Promise<AlarmsToJudge | undefined>;
  byteLength: () => number;
};

type Current = KeptAlarms & { learnt: LearntAlarms };

const rowKey = (modelId: string, referenceId: string) => `${modelId} ${referenceId}`;
export function createAlarmKeeper(db: Db, { maxBytes }: { maxBytes: number }): AlarmKeeper {
  let rows = new Map<string, AlarmModelModel>();
  const shelf = new AlarmShelf(maxBytes);

  /** What was learnt, and what else is kept of the model; null when it was learnt anew meanwhile. */
  async function learntOf({ model, reference }: EvaluatedModel, learntToAt: Date): Promise<Current | null> {
    const known = shelf.get(model.id);
    const learntToMs = learntToAt.getTime();
    const isCurrent = known?.referenceId === reference.id && known.learntToMs === learntToMs;
    if (isCurrent && known.learnt !== null) return { ...known, learnt: known.learnt };
    const grid = gridOf(reference);
    const learnt = await loadLearntAlarms(db, { modelId: model.id, referenceId: reference.id, learntToAt, grid });
    if (learnt === null) return null;
    if (isCurrent) return { ...known, learnt };
    const learntBytes = alarmBytes(learnt.features);
    return { referenceId: reference.id, learntToMs, learnt, learntBytes, sums: null, checkedMs: 0 };
  }

  function windowsOf({ model, reference }: EvaluatedModel, windowMs: readonly number[]) {
    return { modelId: model.id, grid: gridOf(reference), paneMs: model.paneMs, windowMs };
  }

  /** Takes account of panes that were written after they were counted, late events above all. */
  async function catchUp(evaluated: EvaluatedModel, one: Current, sums: WindowSums): Promise<void> {
    const { modelId, grid, paneMs } = windowsOf(evaluated, one.learnt.windowMs);
    const longestMs = one.learnt.windowMs.at(-1) ?? paneMs;
    const range = { fromMs: sums.endMs - longestMs, toMs: sums.endMs };
    const changed = await changedPanes(db, { modelId, gridId: grid.id, ...range, sinceMs: one.checkedMs - FLUSH_MS });
    const stale = changed.panes.filter(({ startMs, events }) => sums.eventsOf(startMs) !== events);
    if (stale.length > 0) {
      const sinceMs = Math.min(...stale.map(({ startMs }) => startMs));
      const upTo = sums.shortestSince(sinceMs) ?? longestMs;
      const windowMs = one.learnt.windowMs.filter((length) => length <= upTo);
      sums.takeOver(await countWindowSums(db, { modelId, grid, paneMs, windowMs }, sums.endMs));
    }
    one.checkedMs = changed.nowMs;
  }

  async function sumsAt(evaluated: EvaluatedModel, one: Current, endMs: number): Promise<WindowSums> {
    const windows = windowsOf(evaluated, one.learnt.windowMs);
    const { sums } = one;
    const behind = sums === null ? Infinity : (endMs - sums.endMs) / windows.paneMs;
    if (sums !== null && behind >= 0 && behind <= MOST_PANES_TO_MOVE) {
      await catchUp(evaluated, one, sums);
      if (behind === 0) return sums;
      const panes = await loadStretches(db, windows, sums.needsFor(endMs));
      if (sums.moveTo(endMs, (startMs) => panes.get(startMs))) return sums;
    }
    one.checkedMs = Date.now() - FLUSH_MS;
    one.sums = await countWindowSums(db, windows, endMs);
    await catchUp(evaluated, one, one.sums);
    return one.sums;
  }

  /** What was learnt of a model and may be used, with how it counts its windows. */
  async function judgedBy(
    evaluated: EvaluatedModel,
    count: (one: Current) => Promise<WindowSums>,
  ): Promise<AlarmsToJudge | undefined> {
    const { model, reference, settings } = evaluated;
    if (settings.rule !== 'learnt') return undefined;
    const row = rows.get(rowKey(model.id, reference.id)) ?? null;
    const { isUsed, problem } = alarmStatusOf(row, settings, model.paneMs);
    if (!isUsed || row?.learntToAt === null || row === null) return { state: 'unlearnt', reason: problem };
    const one = await learntOf(evaluated, row.learntToAt);
    if (one === null) return { state: 'unlearnt', reason: 'alarms have just been learnt anew' };
    const sums = await count(one);
    shelf.put(model.id, one);
    return { state: 'ready', learnt: one.learnt, sums };
  }

  const open = (evaluated: EvaluatedModel, endMs: number, anew: boolean) =>
    judgedBy(evaluated, (one) => {
      if (anew) one.sums = null;
      return sumsAt(evaluated, one, endMs);
    });

  return {
    refresh: async (models) => {
      const ids = models.filter(({ settings }) => settings.rule === 'learnt').map(({ model }) => model.id);
      const found = ids.length === 0 ? [] : await db.alarmModel.findMany({ where: { modelId: { in: ids } } });
      rows = new Map(found.map((row) => [rowKey(row.modelId, row.referenceId), row]));
    },
    needsFor: ({ model, reference, settings }, toMs) => {
      const one = settings.rule === 'learnt' ? shelf.get(model.id) : undefined;
      if (one?.sums == null || one.referenceId !== reference.id) return [];
      const behind = (toMs - one.sums.endMs) / model.paneMs;
      return behind > 0 && behind <= MOST_PANES_TO_MOVE ? one.sums.needsFor(toMs) : [];
    },
    open: (evaluated, endMs) => open(evaluated, endMs, false),
    recount: (evaluated, endMs) => open(evaluated, endMs, true),
    past: (evaluated, endMs) =>
      judgedBy(evaluated, (one) => countWindowSums(db, windowsOf(evaluated, one.learnt.windowMs), endMs)),
    byteLength: () => shelf.byteLength,
  };
}
