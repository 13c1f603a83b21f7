import type { Stream, StreamConsumer, StreamLog, StreamRecord, TopicPartition } from './port.ts';

/** Below a third of the session timeout, so that waiting never loses the membership. */
const MAX_BACKOFF_MS = 2_000;

/**
 * At-least-once reading for control topics, whose handlers are idempotent: record by record, in order, the offset
 * committed to Kafka after each batch. A handler that throws is tried again with growing pauses until it succeeds
 * or the partition is lost; it decides by itself what can never succeed (and returns).
 */
export async function openRecordConsumer(input: {
  stream: Stream;
  groupId: string;
  topics: string[];
  handle: (record: StreamRecord, origin: TopicPartition) => Promise<void>;
  onFatal: (error: Error) => void;
  log: StreamLog;
}): Promise<StreamConsumer> {
  const { stream, log } = input;
  const consumer = await stream.openConsumer({
    groupId: input.groupId,
    topics: input.topics,
    handlers: {
      onFatal: input.onFatal,
      onBatch: async (batch, control) => {
        const { topic, partition } = batch;
        for (const range of batch.unreadable)
          log.error(
            { topic, partition, offset: String(range.fromOffset), to: String(range.toOffset), reason: range.reason },
            'control messages that cannot be unpacked are passed over',
          );
        for (const record of batch.records) {
          let attempt = 0;
          while (!control.isStale()) {
            try {
              await input.handle(record, { topic, partition });
              break;
            } catch (error) {
              attempt += 1;
              log.warn(
                { topic, partition, offset: String(record.offset), attempt, error: String(error) },
                'a control message could not be handled; trying again',
              );
              await new Promise((resolve) => setTimeout(resolve, Math.min(MAX_BACKOFF_MS, 100 * 2 ** attempt)));
              await control.heartbeat();
            }
          }
          if (control.isStale()) return;
          control.resolve(record.offset);
          await control.heartbeat();
        }
        control.resolve(batch.lastOffset);
        await consumer.commit([{ topic, partition, nextOffset: batch.lastOffset + 1n }]);
      },
    },
  });
  return consumer;
}
