import { countForPrometheus, readCountersForPrometheus } from '@leeway/services';
import { SLO_EVENTS_METRIC } from '@leeway/slo';
import { Counter } from 'prom-client';
import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';

const EVERY_MS = 30_000;

/**
 * Shows a Prometheus what SLOs count, as counters that live in the store: every worker shows the same, and a restart
 * loses nothing. `leeway slo rules` makes rules over them.
 */
export async function startSloCounters(app: WorkerApp): Promise<Pipeline> {
  const counters = new Counter({
    name: SLO_EVENTS_METRIC,
    help: 'Events, or minutes, that SLOs counted, five minutes after they came; the same from every worker',
    labelNames: ['slo', 'model', 'outcome'],
    registers: [],
    async collect() {
      const stored = await readCountersForPrometheus({ ctx: app.ctx() });
      this.reset();
      for (const { sloId, modelId, good, bad, unknown } of stored)
        for (const [outcome, count] of Object.entries({ good, bad, unknown }))
          this.inc({ slo: sloId, model: modelId, outcome }, count);
    },
  });
  app.metrics.registry.registerMetric(counters);
  const loop = repeat({
    name: 'slo-counters',
    everyMs: EVERY_MS,
    log: app.log,
    work: () => countForPrometheus({ ctx: app.ctx() }),
  });
  return { name: 'slo-counters', stop: () => loop.stop(), notReady: () => null };
}
