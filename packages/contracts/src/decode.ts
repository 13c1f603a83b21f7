import type { z } from 'zod';
import { MAX_VALUE_BYTES } from './bounds.ts';

export type Decoded<T> = { ok: true; event: T } | { ok: false; reason: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Keys that would reach an object's prototype are dropped while parsing. */
function withoutPrototypeKeys(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/** Bytes → JSON → schema. Never throws; the reason names the first problem and its path. */
export function decodeJson<S extends z.ZodType>(schema: S, value: Uint8Array | null): Decoded<z.output<S>> {
  if (value === null) return { ok: false, reason: 'no value (tombstone)' };
  if (value.byteLength > MAX_VALUE_BYTES)
    return { ok: false, reason: `${value.byteLength} bytes, the limit is ${MAX_VALUE_BYTES}` };
  let json: unknown;
  try {
    const text = utf8.decode(value);
    // A reviver makes parsing four times as slow. An escape may spell the key, too.
    const isSuspicious = text.includes('__proto__') || text.includes('\\');
    json = JSON.parse(text, isSuspicious ? withoutPrototypeKeys : undefined);
  } catch (error) {
    return {
      ok: false,
      reason: error instanceof SyntaxError ? `not JSON: ${error.message.slice(0, 200)}` : 'not UTF-8',
    };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, event: parsed.data };
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    reason: `${issue?.path.join('.') || '(root)'}: ${issue?.message ?? 'does not fit the contract'}`.slice(0, 500),
  };
}
