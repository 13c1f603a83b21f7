import { exactNumber } from '../registry/exact-number.ts';
import { instantText } from '../registry/instant-text.ts';

/** What a number or bytes mean. Times of day stay numbers; other logical types are read as what they are made of. */
export type AvroLogicalType =
  | { kind: 'decimal'; scale: number }
  | { kind: 'date' }
  | { kind: 'instant'; perSecond: 1e3 | 1e6 | 1e9; isLocal: boolean }
  | { kind: 'uuid' };

const INSTANTS = { millis: 1e3, micros: 1e6, nanos: 1e9 } as const;
const MAX_SCALE = 100;

/** Null where it is unknown, or stands where it may not: then the specification says to read the plain type. */
export function avroLogicalType(
  schema: Record<string, unknown>,
  base: 'int' | 'long' | 'bytes' | 'fixed',
  size: number,
): AvroLogicalType | null {
  const { logicalType, scale = 0 } = schema;
  if (typeof logicalType !== 'string') return null;
  if (logicalType === 'decimal' && (base === 'bytes' || base === 'fixed'))
    return typeof scale === 'number' && Number.isSafeInteger(scale) && scale >= 0 && scale <= MAX_SCALE
      ? { kind: 'decimal', scale }
      : null;
  if (logicalType === 'date' && base === 'int') return { kind: 'date' };
  if (logicalType === 'uuid' && base === 'fixed' && size === 16) return { kind: 'uuid' };
  const instant = /^(local-)?timestamp-(millis|micros|nanos)$/u.exec(logicalType);
  if (instant === null || base !== 'long') return null;
  const perSecond = INSTANTS[instant[2] as keyof typeof INSTANTS];
  return { kind: 'instant', perSecond, isLocal: instant[1] !== undefined };
}

/** Whole units of a number and what is left, which is never negative. Exact for safe integers. */
function divided(value: number, unit: number): [number, number] {
  const whole = Math.floor(value / unit);
  return [whole, value - whole * unit];
}

function dividedWide(value: bigint, unit: bigint): [number, number] {
  const whole = value / unit - (value % unit < 0n ? 1n : 0n);
  return [Number(whole), Number(value - whole * unit)];
}

/** ISO 8601, with Z unless the time is local; the number where no date can hold it. */
export function instantOf(value: number | bigint, { perSecond, isLocal }: { perSecond: number; isLocal: boolean }) {
  const [seconds, rest] = typeof value === 'number' ? divided(value, perSecond) : dividedWide(value, BigInt(perSecond));
  const text = instantText(seconds, rest * (1e9 / perSecond));
  if (text === null) return exactNumber(BigInt(value));
  return isLocal ? text : `${text}Z`;
}

export function dateOf(days: number): string | number {
  return instantText(days * 86_400, 0)?.slice(0, -13) ?? days;
}

/**
 * Unscaled two's-complement number, highest byte first, times 10^−scale: the nearest double. Whole ones beyond 2^53 are
 * their digits.
 */
export function decimalOf(bytes: Uint8Array, scale: number): number | string {
  let unscaled = 0n;
  for (const byte of bytes) unscaled = (unscaled << 8n) | BigInt(byte);
  unscaled = BigInt.asIntN(bytes.byteLength * 8, unscaled);
  return scale === 0 ? exactNumber(unscaled) : Number(`${unscaled}e-${scale}`);
}

export function uuidOf(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
