import { ByteCursor } from './byte-cursor.ts';
import type { FetchedRun } from './fetched-run.ts';

const HEADER_BYTES = 61;
/** Of the header's length field: what it does not count. */
const UNCOUNTED_BYTES = 12;
/** Size, attributes, deltas of time and offset, sizes of key, value and headers. */
const MIN_RECORD_BYTES = 7;
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

/**
 * Adds the records of a plain batch to a run. Throws RangeError when they do not end with the batch: its bytes are not
 * what a broker sends.
 */
export function readPlainBatch(view: DataView, place: BatchPlace, run: FetchedRun): void {
  const { from, to } = place;
  const { bytes } = run;
  const firstOffset = Number(view.getBigInt64(from));
  const isAppendTime = (view.getInt16(from + 21) & APPEND_TIME) !== 0;
  const firstMs = Number(view.getBigInt64(from + 27));
  const maxMs = Number(view.getBigInt64(from + 35));
  const cursor = new ByteCursor(bytes, from + HEADER_BYTES);
  const count = view.getInt32(from + 57);
  // A count may be anything; the batch's bytes are there.
  run.reserve(Math.max(0, Math.min(count, Math.floor((to - from) / MIN_RECORD_BYTES))));
  for (let left = count; left > 0; left -= 1) {
    const size = cursor.varint();
    const end = cursor.at + size;
    // Behind the record's attributes, which mean nothing yet.
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
    run.add(offset, time, keyFrom, keyTo, valueFrom, valueTo);
    cursor.at = end;
  }
  if (cursor.at !== to) throw new RangeError(`the batch at offset ${firstOffset} does not end with its records`);
}
