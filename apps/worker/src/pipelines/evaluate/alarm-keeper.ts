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
import type { EvaluatedModel } from './load-model.ts';

/** Sums that are further behind are counted anew: moving them on would read more. */
export const MOST_PANES_TO_MOVE = 60;
/** A flush that was begun so long ago has ended, one way or the other. */
const FLUSH_MS = 2 * 60_000;

type Kept = {
  referenceId: string;
  learntToMs: number;
  learnt: LearntAlarms;
  learntBytes: number;
  sums: WindowSums | null;
  /** Panes that were written later were not looked at yet, by the database's clock. */
  checkedMs: number;
};

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

const rowKey = (modelId: string, referenceId: string) => `${modelId} ${referenceId}`;
const bytesOf = ({ learntBytes, sums }: Kept) => learntBytes + (sums?.byteLength ?? 0);

export function createAlarmKeeper(db: Db, { maxBytes }: { maxBytes: number }): AlarmKeeper {
  let rows = new Map<string, AlarmModelModel>();
  // In the order of use, the longest unused first.
  const kept = new Map<string, Kept>();
  const byteLength = () => [...kept.values()].reduce((sum, one) => sum + bytesOf(one), 0);

  /** Makes room, but never by the model that is in use. */
  function keep(modelId: string, one: Kept): void {
    kept.delete(modelId);
    kept.set(modelId, one);
    let bytes = byteLength();
    for (const [id, other] of kept) {
      if (bytes <= maxBytes || id === modelId) return;
      kept.delete(id);
      bytes -= bytesOf(other);
    }
  }

  async function learntOf({ model, reference }: EvaluatedModel, learntToAt: Date): Promise<Kept | null> {
    const known = kept.get(model.id);
    if (known?.referenceId === reference.id && known.learntToMs === learntToAt.getTime()) return known;
    const grid = gridOf(reference);
    const learnt = await loadLearntAlarms(db, { modelId: model.id, referenceId: reference.id, learntToAt, grid });
    if (learnt === null) return null;
    const learntBytes = alarmBytes(learnt.features);
    return {
      referenceId: reference.id,
      learntToMs: learntToAt.getTime(),
      learnt,
      learntBytes,
      sums: null,
      checkedMs: 0,
    };
  }

  function windowsOf({ model, reference }: EvaluatedModel, windowMs: readonly number[]) {
    return { modelId: model.id, grid: gridOf(reference), paneMs: model.paneMs, windowMs };
  }

  /** Takes account of panes that were written after they were counted, late events above all. */
  async function catchUp(evaluated: EvaluatedModel, one: Kept, sums: WindowSums): Promise<void> {
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

  async function sumsAt(evaluated: EvaluatedModel, one: Kept, endMs: number): Promise<WindowSums> {
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
    count: (one: Kept) => Promise<WindowSums>,
  ): Promise<AlarmsToJudge | undefined> {
    const { model, reference, settings } = evaluated;
    if (settings.rule !== 'learnt') return undefined;
    const row = rows.get(rowKey(model.id, reference.id)) ?? null;
    const { isUsed, problem } = alarmStatusOf(row, settings, model.paneMs);
    if (!isUsed || row?.learntToAt === null || row === null) return { state: 'unlearnt', reason: problem };
    const one = await learntOf(evaluated, row.learntToAt);
    if (one === null) return { state: 'unlearnt', reason: 'alarms have just been learnt anew' };
    const sums = await count(one);
    keep(model.id, one);
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
      const one = settings.rule === 'learnt' ? kept.get(model.id) : undefined;
      if (one?.sums == null || one.referenceId !== reference.id) return [];
      const behind = (toMs - one.sums.endMs) / model.paneMs;
      return behind > 0 && behind <= MOST_PANES_TO_MOVE ? one.sums.needsFor(toMs) : [];
    },
    open: (evaluated, endMs) => open(evaluated, endMs, false),
    recount: (evaluated, endMs) => open(evaluated, endMs, true),
    past: (evaluated, endMs) =>
      judgedBy(evaluated, (one) => countWindowSums(db, windowsOf(evaluated, one.learnt.windowMs), endMs)),
    byteLength,
  };
}
