import { relayOutbox } from '@leeway/services';
import { repeat } from '../../repeat.ts';
import type { WorkerApp } from '../../worker-app.ts';
import type { RespondMetrics } from './respond-metrics.ts';

/** Woken at once by the message that an approval sends; this is for what a lost connection may have missed. */
const EVERY_MS = 1_000;
const SEND_TIMEOUT_MS = 10_000;
const JITTER_MS = 250;

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the broker did not confirm within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Outbox → Kafka, in order. A send that timed out may have arrived: it is sent again, and known by its id. */
export function startRelay(app: WorkerApp, metrics: RespondMetrics) {
  async function round(): Promise<void> {
    const result = await relayOutbox({
      ctx: app.ctx(),
      send: ({ topic, key, value }) => withTimeout(app.producer.send(topic, [{ key, value }]), SEND_TIMEOUT_MS),
    });
    metrics.commands.inc(result.sent);
    if (result.sent > 0) app.log.info({ sent: result.sent }, 'sent from the outbox');
    if (result.failure === null) return;
    metrics.sendFailures.inc();
    await new Promise((resolve) => setTimeout(resolve, Math.random() * JITTER_MS));
    throw new Error(`outbox: ${result.failure.message} (attempt ${result.failure.attempts})`);
  }

  const loop = repeat({ name: 'relay', everyMs: EVERY_MS, work: round, log: app.log });
  const unsubscribe = app.onLive((message) => {
    if (message === null || message.kind === 'remediation') loop.wake();
  });
  return {
    failures: loop.failures,
    stop: async () => {
      unsubscribe();
      await loop.stop();
    },
  };
}
