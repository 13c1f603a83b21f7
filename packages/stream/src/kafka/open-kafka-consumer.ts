import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type {
  BatchControl,
  ConsumerOptions,
  StreamBatch,
  StreamConsumer,
  StreamLog,
  StreamRecord,
  TopicPartition,
  UnreadableRange,
} from '../port.ts';
import { checkUnpackedBatches } from './codecs/register-codecs.ts';
import { unreadableReason } from './codecs/unreadable-records.ts';
import { FetchedRecords } from './fetch/fetched-records.ts';
import { FetchedRun, FetchedRunEnd } from './fetch/fetched-run.ts';
import { watchConsumer } from './watch-consumer.ts';
import type { KafkaSettings } from './kafka-settings.ts';

const SESSION_TIMEOUT_MS = 10_000;
const MAX_WAIT_MS = 500;
/** Of one fetch: with less, a consumer that is behind waits for the broker more often than it works. */
const MAX_BYTES_PER_PARTITION = 4 * 2 ** 20;
/** Partitions handled at the same time; a slow one does not hold up the others of a fetch. */
const PARTITIONS_AT_ONCE = 4;
const CLOSE_DEADLINE_MS = 10_000;

export async function openKafkaConsumer(
  kafka: Kafka,
  settings: KafkaSettings,
  options: ConsumerOptions,
  log: StreamLog,
): Promise<StreamConsumer> {
  const { handlers } = options;
  const consumer = kafka.consumer({
    groupId: options.groupId,
    sessionTimeout: options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
    heartbeatInterval: Math.floor((options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS) / 4),
    rebalanceTimeout: 30_000,
    maxWaitTimeInMs: MAX_WAIT_MS,
    maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
    metadataMaxAge: 30_000,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8, restartOnFailure: async () => !closed },
  });
  let closed = false;
  let running = false;
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    // Not an answer of a broker: the decoder ran into bytes that make no sense. The next attempt finds out which.
    if (payload.error instanceof RangeError || payload.error.cause instanceof RangeError) checkUnpackedBatches();
  });
  const watch = watchConsumer(consumer, {
    unreachableDeadlineMs: settings.unreachableDeadlineMs ?? 300_000,
    onFatal: (error) => {
      if (!closed) handlers.onFatal(error);
    },
  });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const assignment = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition): TopicPartition => ({ topic, partition })),
    );
    log.info({ groupId: options.groupId, assignment, tookMs: payload.duration }, 'joined the consumer group');
    handlers.onAssigned?.(assignment);
  });
  consumer.on(consumer.events.START_BATCH_PROCESS, ({ payload }) => {
    if (payload.batchSize > 0) return;
    handlers.onSkipped?.({
      topic: payload.topic,
      partition: payload.partition,
      firstOffset: BigInt(payload.firstOffset ?? payload.lastOffset),
      nextOffset: BigInt(payload.lastOffset) + 1n,
    });
  });

  return {
    start: async () => {
      await consumer.connect();
      await consumer.subscribe({ topics: options.topics, fromBeginning: true });
      running = true;
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
        eachBatch: async (payload) => {
          await handlers.onBatch(toBatch(payload), toControl(payload, watch.touch));
          if (options.recyclesBytes === true) release(payload);
          watch.touch();
        },
      });
    },
    seek: ({ topic, partition, offset }) =>
      whileRunning(() => consumer.seek({ topic, partition, offset: String(offset) })),
    pause: ({ topic, partition }) => whileRunning(() => consumer.pause([{ topic, partitions: [partition] }])),
    resume: ({ topic, partition }) => whileRunning(() => consumer.resume([{ topic, partitions: [partition] }])),
    commit: async (positions) => {
      if (!running || closed || positions.length === 0) return;
      try {
        await consumer.commitOffsets(
          positions.map(({ topic, partition, nextOffset }) => ({ topic, partition, offset: String(nextOffset) })),
        );
      } catch (error) {
        log.debug({ error: String(error) }, 'kafka: offsets were not committed; the next commit makes up for it');
      }
    },
    close: async (deadlineMs = CLOSE_DEADLINE_MS) => {
      if (closed) return;
      closed = true;
      watch.stop();
      await disconnectWithin(consumer, deadlineMs, log);
    },
  };
}

/** kafkajs refuses a seek between a crash and its own restart; the next join positions the partition anyway. */
function whileRunning(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('not initialized')) throw error;
  }
}

async function disconnectWithin(consumer: Consumer, deadlineMs: number, log: StreamLog): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), deadlineMs);
  const outcome = await Promise.race([
    consumer.disconnect().then(
      () => 'done' as const,
      (error: unknown) => {
        log.warn({ error: String(error) }, 'kafka: the consumer did not disconnect cleanly');
        return 'done' as const;
      },
    ),
    late,
  ]);
  clearTimeout(timer);
  if (outcome === 'late') log.warn({ deadlineMs }, 'kafka: gave up waiting for the consumer to leave its group');
}

/** Records that stand for a batch that could not be unpacked become ranges. */
function toBatch({ batch }: EachBatchPayload): StreamBatch {
  const pieces: (FetchedRun | StreamRecord[])[] = [];
  const unreadable: UnreadableRange[] = [];
  let previous = -1n;
  for (const message of batch.messages as unknown[]) {
    if (message instanceof FetchedRun) pieces.push(message);
    if (message instanceof FetchedRun || message instanceof FetchedRunEnd) {
      previous = BigInt(message.offset);
      continue;
    }
    const record = toRecord(message as KafkaMessage);
    const reason = unreadableReason(message as KafkaMessage);
    if (reason === undefined) {
      const piece = pieces.at(-1);
      if (Array.isArray(piece)) piece.push(record);
      else pieces.push([record]);
      previous = record.offset;
      continue;
    }
    const { offset } = record;
    const last = unreadable.at(-1);
    if (last !== undefined && last.toOffset > previous) last.toOffset = offset + 1n;
    else unreadable.push({ fromOffset: offset, toOffset: offset + 1n, reason });
  }
  return {
    topic: batch.topic,
    partition: batch.partition,
    firstOffset: BigInt(batch.firstOffset() ?? batch.lastOffset()),
    lastOffset: BigInt(batch.lastOffset()),
    highWatermark: BigInt(batch.highWatermark),
    records: FetchedRecords.of(pieces),
    unreadable,
  };
}

function release({ batch }: EachBatchPayload): void {
  for (const message of batch.messages as unknown[]) if (message instanceof FetchedRun) message.lease?.release();
}

function toRecord(message: KafkaMessage): StreamRecord {
  return {
    offset: BigInt(message.offset),
    timestampMs: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: message.headers ?? {},
  };
}

function toControl(payload: EachBatchPayload, touch: () => void): BatchControl {
  let lost = false;
  return {
    isStale: () => lost || !payload.isRunning() || payload.isStale(),
    heartbeat: async () => {
      try {
        await payload.heartbeat();
        touch();
      } catch {
        // Rebalance, expulsion or a lost coordinator. kafkajs meets the same answer right after the batch and rejoins.
        lost = true;
      }
    },
    resolve: (offset) => payload.resolveOffset(String(offset)),
  };
}
