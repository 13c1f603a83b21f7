import { crc32c } from './crc32c.ts';

/** Bytes of a version-2 record batch before its records: kafkajs hands out what follows them. */
const HEADER_BYTES = 61;
/** Of the header's length field: what it does not count. */
const UNCOUNTED_BYTES = 12;
const MAGIC = 2;
/** Offset of the first byte that the checksum covers. */
const CHECKED_FROM = 21;

export type RecordBatchHeader = { recordCount: number; lastOffsetDelta: number; isIntact: () => boolean };

/**
 * The header of the record batch whose packed records a codec was given. kafkajs 2.2.4 passes a view of the whole
 * response and no offsets, so that the header lies right before it. Null when it does not: a copy, or other bytes.
 */
export function recordBatchHeader(records: Buffer): RecordBatchHeader | null {
  if (records.byteOffset < HEADER_BYTES) return null;
  const batch = Buffer.from(records.buffer, records.byteOffset - HEADER_BYTES, HEADER_BYTES + records.length);
  if (batch.readInt8(16) !== MAGIC || batch.readInt32BE(8) !== batch.length - UNCOUNTED_BYTES) return null;
  return {
    lastOffsetDelta: batch.readInt32BE(23),
    recordCount: batch.readInt32BE(57),
    isIntact: () => crc32c(batch.subarray(CHECKED_FROM)) === batch.readUInt32BE(17),
  };
}
