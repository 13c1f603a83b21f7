import { createHash } from 'node:crypto';
import { TOPICS, type DeadLetter } from '@leeway/contracts';
import type { StreamProducer, StreamRecord, TopicPartition } from '@leeway/stream';

const MAX_BYTES = 65_536;
/** Below the brokers' default limit of 1 MB for one request's record batch. */
const MAX_SEND_BYTES = 700_000;

/** What is kept of a message that could not be read. */
export function toDeadLetter(
  record: StreamRecord,
  origin: TopicPartition & { reason: string; nowMs: number },
): DeadLetter {
  const { key, value } = record;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, MAX_BYTES)).toString('base64');
  return {
    topic: origin.topic,
    partition: origin.partition,
    offset: String(record.offset),
    timestamp: String(record.timestampMs),
    reason: origin.reason.slice(0, 1_000),
    keyBase64: key === null ? null : base64(key),
    valueBase64: value === null ? null : base64(value),
    valueBytes: value?.byteLength ?? 0,
    valueSha256: value === null ? null : createHash('sha256').update(value).digest('hex'),
    seenAt: origin.nowMs,
  };
}

/**
 * Resolves when the brokers have all of them. After a crash some may be sent twice: the key, topic/partition/offset,
 * tells which are the same.
 */
export async function sendDeadLetters(producer: StreamProducer, letters: DeadLetter[]): Promise<void> {
  let group: { key: string; value: string }[] = [];
  let groupBytes = 0;
  for (const letter of letters) {
    const value = JSON.stringify(letter);
    if (groupBytes + value.length > MAX_SEND_BYTES && group.length > 0) {
      await producer.send(TOPICS.deadLetters, group);
      group = [];
      groupBytes = 0;
    }
    group.push({ key: `${letter.topic}/${letter.partition}/${letter.offset}`, value });
    groupBytes += value.length;
  }
  await producer.send(TOPICS.deadLetters, group);
}
