import {
  endSilentRemediations,
  expireRemediations,
  pruneProcessed,
  rebaselineAfterChange,
  resolveQuietIncidents,
  verifyRemediations,
  warnBeforeExpiry,
} from '@leeway/services';
import { repeat } from '../../repeat.ts';
import type { WorkerApp } from '../../worker-app.ts';
import type { RespondMetrics } from './respond-metrics.ts';

const WATCH_MS = 1_000;
const VERIFY_MS = 2_000;
const TIDY_MS = 60_000;

/** What time does to remediations and incidents: expiry, silence, verification, quiet. */
export function startWatch(app: WorkerApp, metrics: RespondMetrics) {
  const { log, settings } = app;

  async function watch(): Promise<void> {
    const ctx = app.ctx();
    metrics.concluded.inc({ how: 'expired' }, await expireRemediations({ ctx }));
    metrics.concluded.inc({ how: 'silent' }, await endSilentRemediations({ ctx }));
    await warnBeforeExpiry({ ctx });
  }

  async function verify(): Promise<void> {
    const concluded = await verifyRemediations({ ctx: app.ctx(), rebaseline: rebaselineAfterChange });
    metrics.concluded.inc({ how: 'verified' }, concluded);
  }

  async function tidy(): Promise<void> {
    const resolved = await resolveQuietIncidents({ ctx: app.ctx(), quietMs: settings.respond.quietMs });
    if (resolved > 0) log.info({ resolved }, 'incidents resolved after quiet');
    await pruneProcessed({ ctx: app.ctx() });
  }

  const verifying = repeat({ name: 'verify', everyMs: VERIFY_MS, work: verify, log });
  const loops = [
    repeat({ name: 'watch remediations', everyMs: WATCH_MS, work: watch, log }),
    verifying,
    repeat({ name: 'tidy response', everyMs: TIDY_MS, work: tidy, log }),
  ];
  const unsubscribe = app.onLive((message) => {
    if (message?.kind === 'evaluation') verifying.wake();
  });
  return {
    failures: () => Math.max(...loops.map((loop) => loop.failures())),
    stop: async () => {
      unsubscribe();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
