import { MINUTE_MS, minuteOf } from '@leeway/slo';
import { createSloShelf, judgeDueSlos, type Ctx } from '@leeway/services';
import { readSliMinutes, type Db } from '@leeway/store';
import { cpuMsOfTree } from '../cpu-of-tree.ts';
import { percentile } from '../percentile.ts';
import { insertMinute, type SloSet } from './seed-slos.ts';

export type Tick = { workerCpuMs: number; postgresCpuMs: number; wallMs: number };

export type Judging = {
  /** Judges what is due at a moment, as the worker does, and says what it cost. Throws unless all of `count` were. */
  judge: (nowMs: number, count: number) => Promise<Tick>;
};

export function createJudging(db: Db, postgresPid: number): Judging {
  const shelf = createSloShelf();
  return {
    async judge(nowMs, count) {
      const ctx: Ctx = {
        db,
        actor: { kind: 'system', id: 'bench', name: 'bench' },
        now: () => new Date(nowMs),
        requestId: 'bench',
      };
      const [before, postgresBefore, startedMs] = [process.cpuUsage(), cpuMsOfTree(postgresPid), performance.now()];
      const { judged, failed } = await judgeDueSlos({ ctx, shelf });
      const { user, system } = process.cpuUsage(before);
      const wallMs = performance.now() - startedMs;
      if (failed[0] !== undefined) throw failed[0].error;
      if (judged !== count) throw new Error(`${judged} of ${count} SLOs were judged`);
      return { workerCpuMs: (user + system) / 1_000, postgresCpuMs: cpuMsOfTree(postgresPid) - postgresBefore, wallMs };
    },
  };
}

/** Medians of the ticks of `runs` minutes that follow each other, each with a new minute of every SLO. */
export async function measureTicks(
  db: Db,
  judging: Judging,
  input: { set: SloSet; fromMs: number; runs: number; restated: number },
): Promise<Tick> {
  const { set, runs } = input;
  const ticks: Tick[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const minuteMs = minuteOf(input.fromMs) + (run - 1) * MINUTE_MS;
    await insertMinute(db, set, minuteMs);
    await restate(db, set, { minuteMs: minuteMs - 20 * MINUTE_MS, count: input.restated });
    ticks.push(await judging.judge(minuteMs + 30_000, set.count));
  }
  const median = (read: (tick: Tick) => number) => Math.round(percentile(ticks.map(read), 50));
  return {
    workerCpuMs: median((tick) => tick.workerCpuMs),
    postgresCpuMs: median((tick) => tick.postgresCpuMs),
    wallMs: median((tick) => tick.wallMs),
  };
}

/** Late labels: a minute of some SLOs turns out to hold another bad one. */
async function restate(db: Db, set: SloSet, input: { minuteMs: number; count: number }): Promise<void> {
  const ids = Array.from({ length: input.count }, (_, index) => `${set.name}-${index}`);
  await db.$executeRaw`UPDATE sli_minute SET bad = bad + 1, good = good - 1
    WHERE slo_id = ANY(${ids}::text[]) AND minute_at = ${new Date(input.minuteMs)}`;
}

/** What summing the windows of one SLO from its minutes costs, as it was done before: median milliseconds by the clock. */
export async function measureAfresh(db: Db, set: SloSet, input: { toMs: number; slos: number }): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < input.slos; index += 1) {
    const startedMs = performance.now();
    const fromMs = input.toMs - (set.windowDays + 1) * 86_400_000;
    const rows = await readSliMinutes(db, { sloId: `${set.name}-${index}`, fromMs, toMs: input.toMs });
    if (rows.length < set.windowDays * 1_440) throw new Error(`${rows.length} minutes were read`);
    times.push(performance.now() - startedMs);
  }
  return Math.round(percentile(times, 50) * 10) / 10;
}
