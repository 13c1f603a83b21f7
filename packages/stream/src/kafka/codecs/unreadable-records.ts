import { randomBytes } from 'node:crypto';

/** Key of records that stand for what could not be read; new in each process, so that no producer can send it. */
const MARK = randomBytes(16);
/** More are not needed to tell the range, and a forged count must not fill the memory. */
const MAX_RECORDS = 1_000_000;

/**
 * Records in place of those of a batch that cannot be unpacked: as many as kafkajs will read, on the offsets of the
 * batch, the last on its last one. A codec that throws instead would stop every partition of the fetch.
 */
export function unreadableRecords(batch: { recordCount: number; lastOffsetDelta: number }, reason: string): Buffer {
  const count = Math.min(MAX_RECORDS, Math.max(1, batch.recordCount));
  const text = Buffer.from(reason.slice(0, 500));
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => {
      const isLast = index === count - 1;
      const delta = isLast ? batch.lastOffsetDelta : Math.min(index, batch.lastOffsetDelta);
      return record(delta, index === 0 || isLast ? text : Buffer.alloc(0));
    }),
  );
}

/** Why the batch that a record stands for could not be read; undefined for an ordinary record. */
export function unreadableReason(record: { key: Buffer | null; value: Buffer | null }): string | undefined {
  if (record.key === null || record.key.length !== MARK.length || !record.key.equals(MARK)) return undefined;
  return record.value?.toString('utf8') ?? '';
}

/** A record of format 2: length, attributes, timestamp delta, offset delta, key, value, no headers. */
function record(offsetDelta: number, value: Buffer): Buffer {
  const body = Buffer.concat([
    Buffer.of(0, 0),
    zigZag(offsetDelta),
    zigZag(MARK.length),
    MARK,
    zigZag(value.length),
    value,
    Buffer.of(0),
  ]);
  return Buffer.concat([zigZag(body.length), body]);
}

/** Variable-length integer of the protocol. Domain: 0 to 2^30. */
function zigZag(value: number): Buffer {
  const bytes: number[] = [];
  let left = value * 2;
  while (left > 127) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
  return Buffer.from(bytes);
}
