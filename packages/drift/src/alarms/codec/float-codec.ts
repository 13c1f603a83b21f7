import type { ByteReader } from '../../codec/byte-reader.ts';
import type { ByteWriter } from '../../codec/byte-writer.ts';
import { CodecError } from '../../codec/codec-error.ts';

const bytes = new Uint8Array(8);
const view = new DataView(bytes.buffer);
const LARGEST_SINGLE = (2 - 2 ** -23) * 2 ** 127;

/** A finite double, 8 bytes, low ones first. */
export function writeDouble(writer: ByteWriter, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`not a number to store: ${value}`);
  view.setFloat64(0, value, true);
  writer.bytes(bytes);
}

/** A finite number in 4 bytes, exact to 24 bits; beyond their range the largest there is. */
export function writeSingle(writer: ByteWriter, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`not a number to store: ${value}`);
  view.setFloat32(0, Math.max(-LARGEST_SINGLE, Math.min(LARGEST_SINGLE, value)), true);
  for (let at = 0; at < 4; at += 1) writer.byte(bytes[at] as number);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new CodecError('a stored number is not finite');
  return value;
}

export function readDouble(reader: ByteReader): number {
  for (let at = 0; at < 8; at += 1) bytes[at] = reader.byte();
  return finite(view.getFloat64(0, true));
}

export function readSingle(reader: ByteReader): number {
  for (let at = 0; at < 4; at += 1) bytes[at] = reader.byte();
  return finite(view.getFloat32(0, true));
}
