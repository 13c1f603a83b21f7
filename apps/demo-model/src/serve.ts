import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { CommandRunner } from './commands/command-runner.ts';
import { retrainVersion } from './commands/retrain-version.ts';
import type { Settings } from './env.ts';
import { createDemoView, type DemoView } from './http/demo-view.ts';
import { referenceLines } from './http/reference-lines.ts';
import { consumeCommands } from './kafka/command-consumer.ts';
import { openPublisher, type Publisher } from './kafka/publisher.ts';
import { modelStateMessage } from './messages/model-state-message.ts';
import type { PreparedModel } from './prepare-model.ts';
import { Director } from './scenarios/director.ts';
import { Engine } from './serving/engine.ts';
import { keepTail } from './serving/tail.ts';
import { Outbox } from './state/outbox.ts';
import type { StateStore } from './state/state-store.ts';

const STATE_EVERY_MS = 10_000;
/** What is not with the brokers by then is given up, so that the process ends when it is told to. */
const LAST_BATCH_WITHIN_MS = 5_000;
const DISCONNECT_WITHIN_MS = 3_000;

export type ServeInput = {
  settings: Settings;
  prepared: PreparedModel;
  kafka: Kafka;
  logger: Logger;
  signal: AbortSignal;
  onReady: (view: DemoView) => void;
};

/** Answers, labels, obeys and reports until the signal; rejects when it can't go on. */
export async function serve({ settings, prepared, kafka, logger, signal, onReady }: ServeInput): Promise<void> {
  const { model, topics } = settings;
  const { census, training, store, labels, served } = prepared;
  const publisher = await openPublisher(kafka, topics, logger);
  const outbox = new Outbox(store, publisher);
  const director = new Director({ model, ...settings.scenarios }, store, logger, Date.now());
  const engine = new Engine(
    { model, ...settings.serving, ...prepared, baseRate: training.baseRate, outbox, director, publisher },
    Date.now(),
  );
  const { seed } = settings.serving;
  const runner = new CommandRunner({
    model,
    store,
    outbox,
    publisher,
    retrain: (serving, recentRows, nowMs) => retrainVersion({ ...prepared, seed }, serving, recentRows, nowMs),
    now: Date.now,
    logger,
  });
  await outbox.flush();
  await publishState(model, store, publisher);
  const failure = Promise.withResolvers<never>();
  const consumer = await consumeCommands({
    kafka,
    topic: topics.remediations,
    groupId: settings.kafka.commandGroup,
    handle: (value) => runner.handle(value),
    onFatal: failure.reject,
    logger,
  });
  const { ratePerSecond } = settings.serving;
  const reference = (rows: number) =>
    referenceLines({ census, training, model, rows, endMs: createdAtMs(store, 'v2') });
  onReady(createDemoView({ model, ratePerSecond, store, director, engine, labels, reference }));
  startScenario(director, settings, logger);
  logger.info({ ...topics, ratePerSecond }, 'serving');
  const working = Promise.all([engine.run(signal), publishStateRegularly(model, store, publisher, signal)]);
  try {
    await Promise.race([working, failure.promise, afterAbort(signal, LAST_BATCH_WITHIN_MS)]);
  } finally {
    keepTail(settings.stateDir, census.sha256, labels, served);
  }
  await Promise.race([
    Promise.allSettled([consumer.disconnect(), publisher.disconnect()]),
    sleep(DISCONNECT_WITHIN_MS, undefined, { ref: false }),
  ]);
  logger.info(engine.counts(), 'stopped');
}

function startScenario(director: Director, settings: Settings, logger: Logger): void {
  const { atStart } = settings.scenarios;
  if (atStart === null) return;
  const result = director.start(atStart, { startedBy: 'command line' }, Date.now());
  if (!result.ok) logger.warn({ scenario: atStart, reason: result.reason }, 'scenario not started');
}

function createdAtMs(store: StateStore, version: string): number {
  return store.current().serving.versions.find((entry) => entry.version === version)?.createdAtMs ?? 0;
}

async function publishState(model: string, store: StateStore, publisher: Publisher): Promise<void> {
  const message = modelStateMessage(model, store.current().serving, Date.now());
  await publisher.send({ modelState: [{ key: model, value: JSON.stringify(message) }] });
}

async function publishStateRegularly(
  model: string,
  store: StateStore,
  publisher: Publisher,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(STATE_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await publishState(model, store, publisher);
  }
}

/** Resolves some time after the signal. */
async function afterAbort(signal: AbortSignal, ms: number): Promise<void> {
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  await sleep(ms, undefined, { ref: false });
}
