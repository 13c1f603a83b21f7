import { minuteOf, MINUTE_MS } from '@leeway/slo';
import { advanceSloCounters, readSloCounters, type SloCounter } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { authorizeSystem } from '../people/authorize-system.ts';

/** A minute is counted for good so long after it: a counter can't take back what late events restate. */
const SETTLED_MS = 5 * MINUTE_MS;
/** Series of one scrape are three times as many. */
const MAX_COUNTERS = 10_000;

/** Moves the counters on that a Prometheus reads, to the last minute that is settled. */
export async function countForPrometheus({ ctx }: { ctx: Ctx }): Promise<void> {
  authorizeSystem(ctx.actor);
  await advanceSloCounters(ctx.db, minuteOf(ctx.now().getTime() - SETTLED_MS));
}

/** The counters as they are. */
export async function readCountersForPrometheus({ ctx }: { ctx: Ctx }): Promise<SloCounter[]> {
  authorizeSystem(ctx.actor);
  return readSloCounters(ctx.db, MAX_COUNTERS);
}
