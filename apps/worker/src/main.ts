import { randomUUID } from 'node:crypto';
import { prometheusSources } from '@leeway/integrations';
import { listenLive, openDb } from '@leeway/store';
import { openKafkaStream, type StreamProducer } from '@leeway/stream';
import type { LiveMessage } from '@leeway/contracts';
import pino from 'pino';
import { readEnv, type WorkerRole, type WorkerSettings } from './env.ts';
import { startHealthServer } from './health-server.ts';
import { createMetrics } from './metrics.ts';
import { ensureOwnTopics } from './own-topics.ts';
import { startEvaluate } from './pipelines/evaluate/start-evaluate.ts';
import { startIngest } from './pipelines/ingest/start-ingest.ts';
import { startLabels } from './pipelines/labels/start-labels.ts';
import { startRespond } from './pipelines/respond/start-respond.ts';
import { startPrometheus } from './pipelines/prometheus/start-prometheus.ts';
import { startSlo } from './pipelines/slo/start-slo.ts';
import { startSloCounters } from './pipelines/slo/start-slo-counters.ts';
import { startTasks } from './pipelines/tasks/start-tasks.ts';
import type { Pipeline, StartPipeline, WorkerApp } from './worker-app.ts';

/** Started in this order, stopped in reverse. */
const PIPELINES: [WorkerRole, StartPipeline][] = [
  // First, so that a release is known before what it caused is judged.
  ['respond', startRespond],
  ['evaluate', startEvaluate],
  ['ingest', startLabels],
  ['ingest', startIngest],
  ['slo', startSlo],
  ['slo', startPrometheus],
  ['slo', startSloCounters],
  ['respond', startTasks],
];

/** Supervisors restart on it: something outside failed and a fresh start may help. */
const EXIT_FATAL = 1;
/** The settings are wrong: a restart does not help. */
const EXIT_SETTINGS = 78;
const SHUTDOWN_DEADLINE_MS = 25_000;

function settingsOrExit(): WorkerSettings {
  try {
    return readEnv(process.env);
  } catch (error) {
    process.stderr.write(`The worker cannot start:\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(EXIT_SETTINGS);
  }
}

const settings = settingsOrExit();

const log = pino({ level: settings.logLevel, base: { service: 'leeway-worker' } });
const metrics = createMetrics();
const db = openDb({ connectionString: settings.databaseUrl, poolSize: 12 });
const stream = openKafkaStream(settings.kafka, log);
const listeners = new Set<(message: LiveMessage | null) => void>();
const tell = (message: LiveMessage | null) => {
  for (const listener of listeners) listener(message);
};
const live = listenLive({
  connectionString: settings.databaseUrl,
  onMessage: tell,
  onReconnect: () => tell(null),
  onError: (error) => log.warn({ err: error }, 'the connection for live messages failed'),
});

const started: Pipeline[] = [];
let producer: StreamProducer | null = null;
let health: Awaited<ReturnType<typeof startHealthServer>> | null = null;
let ending = false;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => {
    log.error({ deadlineMs: SHUTDOWN_DEADLINE_MS }, 'did not stop in time');
    process.exit(code === 0 ? EXIT_FATAL : code);
  }, SHUTDOWN_DEADLINE_MS).unref();
  for (const pipeline of started.toReversed()) {
    await pipeline
      .stop()
      .catch((error: unknown) => log.error({ err: error, pipeline: pipeline.name }, 'did not stop cleanly'));
  }
  await Promise.allSettled([producer?.close(), live.close(), health?.close()]);
  await db.$disconnect();
  log.info({ code }, 'stopped');
  process.exit(code);
}

function fatal(error: Error): void {
  log.error({ err: error }, 'cannot go on');
  void end(EXIT_FATAL);
}

process.on('SIGTERM', () => void end(0));
process.on('SIGINT', () => void end(0));
process.on('uncaughtException', fatal);
process.on('unhandledRejection', (reason) => fatal(reason instanceof Error ? reason : new Error(String(reason))));

async function notReady(): Promise<string[]> {
  const reasons = started.map((pipeline) => pipeline.notReady()).filter((reason) => reason !== null);
  if (started.length === 0) reasons.push('starting');
  await db.$queryRaw`SELECT 1`.catch(() => reasons.push('Postgres does not answer'));
  return reasons;
}

async function start(): Promise<void> {
  health = await startHealthServer({ ...settings.http, registry: metrics.registry, notReady });
  log.info({ port: health.port, roles: settings.roles }, 'starting');
  const created = await ensureOwnTopics(stream, settings.replicationFactor);
  if (created.length > 0) log.info({ topics: created }, 'created topics');
  producer = await stream.openProducer();
  const app: WorkerApp = {
    settings,
    db,
    stream,
    producer,
    log,
    metrics,
    ctx: () => ({
      db,
      actor: { kind: 'system', id: 'worker', name: 'Leeway' },
      now: () => new Date(),
      requestId: randomUUID(),
    }),
    prometheus: prometheusSources(settings.prometheus, process.env),
    onLive: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fatal,
  };
  for (const [role, startPipeline] of PIPELINES) {
    if (settings.roles.includes(role) && !ending) started.push(await startPipeline(app));
  }
  log.info({ pipelines: started.map(({ name }) => name) }, 'running');
}

await start().catch(fatal);
