import { MAX_VALUE_BYTES } from '../bounds.ts';
import { MAX_DEPTH } from '../mapping/field-path.ts';
import { Refusal } from '../mapping/refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Digits in a row that a double may not hold: 2^53 has 16. */
const MANY_DIGITS = /\d{16}/u;

type ParseContext = { source?: string };

/** Whole numbers beyond 2^53 stay the text that they were: they are ids, and an id with other digits is another. */
function keepDigits(_key: string, value: unknown, context?: ParseContext): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^-?\d+$/u.test(source) ? source : value;
}

/** JSON text → value, no deeper than what is read. `path` is where the text stood. */
export function parseJsonText(text: string, path = ''): unknown {
  let value: unknown;
  try {
    value = MANY_DIGITS.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(path, `nested deeper than ${MAX_DEPTH}`);
    throw new Refusal(path, `not JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}`);
  }
  if (isDeeper(value, MAX_DEPTH)) throw new Refusal(path, `nested deeper than ${MAX_DEPTH}`);
  return value;
}

export function decodeUtf8(bytes: Uint8Array, path = ''): string {
  if (bytes.byteLength > MAX_VALUE_BYTES)
    throw new Refusal(path, `${bytes.byteLength} bytes, at most ${MAX_VALUE_BYTES}`);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal(path, 'not UTF-8');
  }
}

export function parseJsonBytes(bytes: Uint8Array, path = ''): unknown {
  return parseJsonText(decodeUtf8(bytes, path), path);
}

/** True when lists or objects are nested in more than `levels` levels. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((entry) => isDeeper(entry, levels - 1));
  for (const key of Object.keys(value)) if (isDeeper((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}
