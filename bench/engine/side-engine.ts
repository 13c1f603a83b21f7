import { openDb } from '@leeway/store';
import { openKafkaStream, type Stream, type StreamLog } from '@leeway/stream';
import pino from 'pino';
import { z } from 'zod';
import { readEnv } from '../../apps/worker/src/env.ts';
import { createMetrics } from '../../apps/worker/src/metrics.ts';
import { ensureOwnTopics } from '../../apps/worker/src/own-topics.ts';
import { startIngest } from '../../apps/worker/src/pipelines/ingest/start-ingest.ts';
import { createMeter } from './measured-side.ts';

/** One side of the benchmark, in a process of its own: the worker's ingest pipeline, from topic to Postgres. */
const Input = z.object({
  brokers: z.array(z.string()),
  databaseUrl: z.string(),
  topic: z.string(),
  messages: z.int(),
  groupId: z.string(),
  /** Partitions that this process is to own before it begins: all, or its share of them. */
  ownPartitions: z.int(),
});
const input = Input.parse(JSON.parse(process.argv[2] ?? '{}'));

const settings = readEnv({
  DATABASE_URL: input.databaseUrl,
  KAFKA_BROKERS: input.brokers.join(','),
  LEEWAY_CONSUMER_GROUP: input.groupId,
});
const log = pino({ level: process.env['BENCH_LOG'] ?? 'silent' });
const db = openDb({ connectionString: input.databaseUrl, poolSize: 12 });
const meter = createMeter();
const go = Promise.withResolvers<void>();
const allRead = Promise.withResolvers<void>();
const readToEnd = new Set<number>();
let isGoing = false;
process.on('message', (message) => {
  if (message === 'go') {
    isGoing = true;
    go.resolve();
  }
});

/** The stream as the worker opens it, but that nothing is handled before `go`, and that the first batch is noted. */
function gated(stream: Stream): Stream {
  return {
    ...stream,
    openConsumer: (options) =>
      stream.openConsumer({
        ...options,
        handlers: {
          ...options.handlers,
          onAssigned: (assignment) => {
            options.handlers.onAssigned?.(assignment);
            process.send?.({ assigned: assignment.length });
          },
          onBatch: async (batch, control) => {
            while (!isGoing && !control.isStale()) {
              await control.heartbeat();
              await Promise.race([go.promise, new Promise((resolve) => setTimeout(resolve, 200))]);
            }
            if (control.isStale()) return;
            meter.begin();
            await options.handlers.onBatch(batch, control);
            if (batch.lastOffset + 1n >= batch.highWatermark) readToEnd.add(batch.partition);
            if (readToEnd.size === input.ownPartitions) allRead.resolve();
          },
        },
      }),
  };
}

const streamLog: StreamLog = log;
const stream = gated(openKafkaStream(settings.kafka, streamLog));
await ensureOwnTopics(stream, 1);
const producer = await stream.openProducer();
const ingest = await startIngest({
  settings,
  db,
  stream,
  producer,
  log,
  metrics: createMetrics(),
  prometheus: new Map(),
  ctx: () => ({
    db,
    actor: { kind: 'system', id: 'bench', name: 'bench' },
    now: () => new Date(),
    requestId: 'bench',
  }),
  onLive: () => () => undefined,
  fatal: (error) => {
    throw error;
  },
});

async function stored(): Promise<number> {
  const [row] = await db.$queryRaw<{ stored: number }[]>`
    SELECT coalesce(sum(next_offset), 0)::float8 AS stored FROM partition_progress WHERE topic = ${input.topic}`;
  return row?.stored ?? 0;
}
await allRead.promise;
// What is counted is flushed now and not when its time comes, which would be a second of waiting.
const stopping = ingest.stop();
while ((await stored()) < input.messages) await new Promise((resolve) => setTimeout(resolve, 10));
const result = meter.end(input.messages);
await stopping;
await producer.close();
await db.$disconnect();
process.send?.(result);
process.exit(0);
