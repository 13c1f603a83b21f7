import type { Consumer } from 'kafkajs';

const CHECK_MS = 2_000;
/** Fetches return at least every half second and batches heartbeat while they work; a minute of silence is death. */
const SILENCE_MS = 60_000;

/**
 * Tells when a consumer will not come back: a crash that kafkajs does not restart, silence (it is known to stop
 * without a word), or no broker for too long (it would restart for ever).
 */
export function watchConsumer(
  consumer: Consumer,
  options: { unreachableDeadlineMs: number; onFatal: (error: Error) => void },
): { touch: () => void; stop: () => void } {
  let lastSignAtMs = Date.now();
  let downSinceMs: number | null = null;
  let started = false;
  const touch = () => {
    lastSignAtMs = Date.now();
    downSinceMs = null;
    started = true;
  };
  const stop = () => clearInterval(timer);
  const fatal = (error: Error) => {
    stop();
    options.onFatal(error);
  };
  consumer.on(consumer.events.FETCH, touch);
  consumer.on(consumer.events.HEARTBEAT, touch);
  consumer.on(consumer.events.GROUP_JOIN, touch);
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    lastSignAtMs = Date.now();
    downSinceMs ??= Date.now();
    if (!payload.restart)
      fatal(new Error(`the Kafka consumer crashed: ${payload.error.message}`, { cause: payload.error }));
  });
  const timer = setInterval(() => {
    const nowMs = Date.now();
    if (downSinceMs !== null && nowMs - downSinceMs > options.unreachableDeadlineMs)
      fatal(new Error(`no Kafka broker for ${Math.round((nowMs - downSinceMs) / 1000)} s`));
    else if (started && downSinceMs === null && nowMs - lastSignAtMs > SILENCE_MS)
      fatal(new Error(`the Kafka consumer gave no sign for ${Math.round((nowMs - lastSignAtMs) / 1000)} s`));
  }, CHECK_MS);
  timer.unref();
  return { touch, stop };
}
