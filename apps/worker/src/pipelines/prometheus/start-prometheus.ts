import { countPrometheusSlos } from '@leeway/services';
import { Counter } from 'prom-client';
import { repeat } from '../../repeat.ts';
import type { Pipeline, WorkerApp } from '../../worker-app.ts';

/** A minute is asked for soon after it ended. */
const EVERY_MS = 15_000;

/**
 * Asks the Prometheus data sources for the minutes of SLOs in PromQL. A loop of its own: a source that answers slowly, or
 * not at all, keeps nobody else's budget from being judged.
 */
export async function startPrometheus(app: WorkerApp): Promise<Pipeline> {
  const registers = [app.metrics.registry];
  const minutes = new Counter({
    name: 'leeway_prometheus_minutes_total',
    help: 'Minutes counted from Prometheus data sources',
    registers,
  });
  const failures = new Counter({
    name: 'leeway_prometheus_failures_total',
    help: 'SLOs whose minutes a Prometheus data source did not answer',
    registers,
  });
  const loop = repeat({
    name: 'prometheus',
    everyMs: EVERY_MS,
    log: app.log,
    work: async () => {
      const counted = await countPrometheusSlos({ ctx: app.ctx(), sources: app.prometheus });
      minutes.inc(counted.minutes);
      for (const { sloId, message } of counted.failed) {
        failures.inc();
        app.log.warn({ slo: sloId, reason: message }, 'a Prometheus data source did not answer');
      }
    },
  });
  return { name: 'prometheus', stop: () => loop.stop(), notReady: () => null };
}
