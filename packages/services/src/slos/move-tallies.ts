import {
  lacksMeasuredFrom,
  MINUTE_MS,
  minutesToMove,
  moveTally,
  restateTally,
  WHOLE_WINDOW,
  type MinuteChange,
  type WindowEdge,
  type WindowTally,
} from '@leeway/slo';
import { firstMeasured, lastMeasured, readMinutesOf, sumSliWindows, type StoredTally, type Tx } from '@leeway/store';
import { edgesOf } from './slo-edges.ts';
import type { SloRecord } from './slo-record.ts';

export type TallyToMove = { slo: SloRecord; stored: StoredTally; changes: readonly MinuteChange[] };
type Moving = { slo: SloRecord; edges: WindowEdge[]; tally: WindowTally; minutes: number[] };

/**
 * Brings the sums of SLOs to `toMs`, by SLO. Those that were kept are put right and moved on: what that reads depends on
 * the time that passed, not on the length of windows. Those of a new SLO or version, or after a long pause, are summed
 * afresh. The caller holds the locks.
 */
export async function moveTallies(
  tx: Tx,
  items: readonly TallyToMove[],
  toMs: number,
): Promise<Map<string, WindowTally>> {
  const moved = new Map<string, WindowTally>();
  const moving: Moving[] = [];
  const fresh: { slo: SloRecord; edges: WindowEdge[] }[] = [];
  for (const { slo, stored, changes } of items) {
    const edges = edgesOf(slo, Math.max(toMs, stored.tally?.toMs ?? toMs));
    const tally = stored.version === slo.version && stored.tally !== null ? restateTally(stored.tally, changes) : null;
    const minutes = tally === null ? null : minutesToMove(tally, edges, Math.max(toMs, tally.toMs));
    if (tally === null || minutes === null) fresh.push({ slo, edges: edgesOf(slo, toMs) });
    else moving.push({ slo, edges, tally, minutes });
  }
  for (const group of groupsOf(moving)) {
    const sloIds = group.map(({ slo }) => slo.id);
    const counts = await readMinutesOf(tx, { sloIds, minutes: group[0]?.minutes ?? [] });
    for (const { slo, edges, tally } of group)
      moved.set(
        slo.id,
        moveTally(tally, edges, Math.max(toMs, tally.toMs), (minuteMs) => counts.of(slo.id, minuteMs)),
      );
  }
  for (const [sloId, tally] of await sumAfresh(tx, fresh, toMs)) moved.set(sloId, tally);
  return completed(tx, moved);
}

/** SLOs that need the same minutes: most often all of a batch that were judged together before. */
function groupsOf(moving: readonly Moving[]): Moving[][] {
  const groups = new Map<string, Moving[]>();
  for (const one of moving) {
    const key = one.minutes.join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

async function sumAfresh(
  tx: Tx,
  fresh: readonly { slo: SloRecord; edges: WindowEdge[] }[],
  toMs: number,
): Promise<[string, WindowTally][]> {
  const ranges = fresh.flatMap(({ slo, edges }) => edges.map(({ fromMs }) => ({ sloId: slo.id, fromMs, toMs })));
  const sums = await sumSliWindows(tx, ranges);
  let place = 0;
  return fresh.map(({ slo, edges }) => {
    const windows = edges.map((edge) => {
      const sum = sums[place];
      place += 1;
      if (sum === undefined) throw new RangeError('a window that was not summed');
      return { ...edge, ...sum };
    });
    return [slo.id, { toMs, windows, measuredFromMs: null, measuredToMs: null }];
  });
}

/** Looks for the first and the newest measured minute where a tally cannot know them. */
async function completed(tx: Tx, tallies: Map<string, WindowTally>): Promise<Map<string, WindowTally>> {
  const lackFrom = [...tallies].filter(([, tally]) => lacksMeasuredFrom(tally));
  const ranges = lackFrom.map(([sloId, { windows, toMs }]) => {
    const fromMs = windows.find(({ key }) => key === WHOLE_WINDOW)?.fromMs ?? toMs;
    return { sloId, fromMs, toMs };
  });
  const first = await firstMeasured(tx, ranges);
  for (const [index, [sloId, tally]] of lackFrom.entries())
    tallies.set(sloId, { ...tally, measuredFromMs: first[index] ?? null });
  const lackTo = [...tallies].filter(([, tally]) => tally.measuredToMs === null);
  const beforeMs = Math.max(0, ...lackTo.map(([, tally]) => tally.toMs));
  const last = await lastMeasured(tx, { sloIds: lackTo.map(([sloId]) => sloId), beforeMs });
  for (const [index, [sloId, tally]] of lackTo.entries()) {
    const startMs = last[index] ?? null;
    tallies.set(sloId, { ...tally, measuredToMs: startMs === null ? null : startMs + MINUTE_MS });
  }
  return tallies;
}
