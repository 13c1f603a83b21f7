import { ByteCursor } from './byte-cursor.ts';
import { FetchedMessage, type BatchContext } from './fetched-message.ts';

const HEADER_BYTES = 61;
/** Of the header's length field: what it does not count. */
const UNCOUNTED_BYTES = 12;
const MAGIC = 2;
const CODEC_MASK = 0x07;
const APPEND_TIME = 0x08;
const TRANSACTIONAL_OR_CONTROL = 0x30;

export type BatchPlace = { from: number; to: number };

/** Bytes of the batch that begins at `from`; null when it is cut, as the last one of a fetch may be. */
export function batchPlace(view: DataView, from: number, end: number): BatchPlace | null {
  if (from + HEADER_BYTES > end) return null;
  const to = from + UNCOUNTED_BYTES + view.getInt32(from + 8);
  if (to < from + HEADER_BYTES) throw new RangeError('a record batch is shorter than its header');
  return to > end ? null : { from, to };
}

/** Not packed, no transaction, format 2: nothing but records. */
export function isPlainBatch(view: DataView, { from }: BatchPlace): boolean {
  const attributes = view.getInt16(from + 21);
  return view.getInt8(from + 16) === MAGIC && (attributes & (CODEC_MASK | TRANSACTIONAL_OR_CONTROL)) === 0;
}

/** As kafkajs describes it to those who ask. */
function contextOf(view: DataView, from: number): BatchContext {
  return {
    firstOffset: String(view.getBigInt64(from)),
    firstTimestamp: String(view.getBigInt64(from + 27)),
    partitionLeaderEpoch: view.getInt32(from + 12),
    inTransaction: false,
    isControlBatch: false,
    lastOffsetDelta: view.getInt32(from + 23),
    producerId: String(view.getBigInt64(from + 43)),
    producerEpoch: view.getInt16(from + 51),
    firstSequence: view.getInt32(from + 53),
    maxTimestamp: String(view.getBigInt64(from + 35)),
    timestampType: (view.getInt16(from + 21) & APPEND_TIME) === 0 ? 0 : 1,
    magicByte: MAGIC,
  };
}

/**
 * Adds the records of a plain batch to `messages`. Throws RangeError when they do not end with the batch: its bytes are
 * not what a broker sends.
 */
export function readPlainBatch(bytes: Uint8Array, view: DataView, place: BatchPlace, messages: unknown[]): void {
  const { from, to } = place;
  const context = contextOf(view, from);
  const firstOffset = Number(view.getBigInt64(from));
  const isAppendTime = (view.getInt16(from + 21) & APPEND_TIME) !== 0;
  const firstMs = Number(view.getBigInt64(from + 27));
  const maxMs = Number(view.getBigInt64(from + 35));
  const cursor = new ByteCursor(bytes, from + HEADER_BYTES);
  for (let left = view.getInt32(from + 57); left > 0; left -= 1) {
    const size = cursor.varint();
    const end = cursor.at + size;
    const attributes = bytes[cursor.at] as number;
    cursor.at += 1;
    const timestampMs = firstMs + cursor.varint();
    const offset = firstOffset + cursor.varint();
    const keySize = cursor.varint();
    const keyFrom = keySize < 0 ? -1 : cursor.at;
    if (keySize > 0) cursor.at += keySize;
    const keyTo = cursor.at;
    const valueSize = cursor.varint();
    const valueFrom = valueSize < 0 ? -1 : cursor.at;
    if (valueSize > 0) cursor.at += valueSize;
    const valueTo = cursor.at;
    if (size < 0 || valueTo >= end || end > to)
      throw new RangeError(`a record of the batch at offset ${firstOffset} does not fit its batch`);
    const time = isAppendTime ? maxMs : timestampMs;
    messages.push(new FetchedMessage(context, bytes, attributes, offset, time, keyFrom, keyTo, valueFrom, valueTo));
    cursor.at = end;
  }
  if (cursor.at !== to) throw new RangeError(`the batch at offset ${firstOffset} does not end with its records`);
}
