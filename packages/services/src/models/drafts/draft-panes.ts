import { ServiceError } from '../../errors.ts';

const HEADER_BYTES = 8;
const ENTRY_BYTES = 16;
const VERSION = 1;

/** Counts of one stretch of a draft's rows, encoded; `paneMs` 0 is a sample of all rows, whenever they were. */
export type DraftPane = { startMs: number; paneMs: number; bytes: Uint8Array };

/** One column of the database for all of them: version, count, then start, length in time, length in bytes, bytes. */
export function encodeDraftPanes(panes: readonly DraftPane[]): Buffer<ArrayBuffer> {
  const size = panes.reduce((sum, { bytes }) => sum + ENTRY_BYTES + bytes.byteLength, HEADER_BYTES);
  const buffer = Buffer.alloc(size);
  buffer.writeUInt32LE(VERSION, 0);
  buffer.writeUInt32LE(panes.length, 4);
  let at = HEADER_BYTES;
  for (const { startMs, paneMs, bytes } of panes) {
    buffer.writeDoubleLE(startMs, at);
    buffer.writeUInt32LE(paneMs, at + 8);
    buffer.writeUInt32LE(bytes.byteLength, at + 12);
    buffer.set(bytes, at + ENTRY_BYTES);
    at += ENTRY_BYTES + bytes.byteLength;
  }
  return buffer;
}

export function decodeDraftPanes(stored: Uint8Array): DraftPane[] {
  const buffer = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  if (buffer.readUInt32LE(0) !== VERSION)
    throw new ServiceError('conflict', 'The draft was made by another version of Leeway: make it again.');
  const panes: DraftPane[] = [];
  let at = HEADER_BYTES;
  for (let left = buffer.readUInt32LE(4); left > 0; left -= 1) {
    const length = buffer.readUInt32LE(at + 12);
    const bytes = buffer.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + length);
    panes.push({ startMs: buffer.readDoubleLE(at), paneMs: buffer.readUInt32LE(at + 8), bytes });
    at += ENTRY_BYTES + length;
  }
  return panes;
}
