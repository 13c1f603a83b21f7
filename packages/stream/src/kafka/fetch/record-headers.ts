import type { StreamHeaders } from '../../port.ts';
import { ByteCursor } from './byte-cursor.ts';

/** The headers that begin at `from`; what is repeated becomes a list, as kafkajs has it. */
export function recordHeaders(bytes: Uint8Array, from: number): StreamHeaders {
  const headers: Record<string, Buffer | Buffer[] | null | undefined> = {};
  const cursor = new ByteCursor(bytes, from);
  for (let left = cursor.varint(); left > 0; left -= 1) {
    const name = String(next(cursor));
    const value = next(cursor);
    const known = headers[name];
    if (known === undefined) headers[name] = value;
    else headers[name] = [...(Array.isArray(known) ? known : [known]), value] as Buffer[];
  }
  return headers as StreamHeaders;
}

function next(cursor: ByteCursor): Buffer | null {
  const size = cursor.varint();
  if (size < 0) return null;
  cursor.at += size;
  return Buffer.from(cursor.bytes.buffer, cursor.at - size, size);
}
