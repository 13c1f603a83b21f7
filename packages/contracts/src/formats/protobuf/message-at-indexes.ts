import { Refusal } from '../../mapping/refusal.ts';
import { ByteCursor } from '../registry/byte-cursor.ts';
import type { FileMessage } from './load-proto-root.ts';

const MAX_INDEXES = 32;

/** Confluent's frame names the message in its file: a count and as many positions, or a bare 0 for the first message. */
export function readMessageIndexes(bytes: Uint8Array): { indexes: number[]; body: Uint8Array } {
  const cursor = new ByteCursor(bytes);
  const next = (): number => {
    const value = cursor.varint();
    if (typeof value === 'bigint' || value % 2 !== 0) throw new Refusal('', 'a message index below 0 or beyond 2^48');
    return value / 2;
  };
  const count = next();
  if (count > MAX_INDEXES) throw new Refusal('', `${count} message indexes, at most ${MAX_INDEXES}`);
  const indexes = count === 0 ? [0] : Array.from({ length: count }, next);
  return { indexes, body: bytes.subarray(cursor.at) };
}

/** Full name of the message at these positions. */
export function messageAtIndexes(messages: readonly FileMessage[], indexes: readonly number[]): string {
  let among: readonly (FileMessage | null)[] = messages;
  let found: FileMessage | null = null;
  for (const index of indexes) {
    if (found?.countsDiffer === true)
      throw new Refusal(
        '',
        `message index ${indexes.join('.')} means another message to Java than to Python, for the maps before it`,
      );
    found = among[index] ?? null;
    if (found === null) throw new Refusal('', `the schema has no message ${indexes.join('.')}`);
    among = found.nested;
  }
  return found?.path ?? '';
}
