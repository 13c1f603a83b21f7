import type { SpecialCell } from './grid.ts';

/** Most components of a vector. */
export const MAX_DIMENSION = 4_096;
/** Longest text that is read as a vector, in UTF-16 units. */
const MAX_VECTOR_TEXT = 40 * MAX_DIMENSION;

function parsed(text: string): unknown {
  if (text.length > MAX_VECTOR_TEXT || !text.trimStart().startsWith('[')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined when all are finite numbers. Wrong types go first, then what is no number, then what is infinite. */
function flaw(values: readonly unknown[]): SpecialCell | undefined {
  let found: SpecialCell | undefined;
  for (const value of values) {
    if (typeof value !== 'number') return 'wrongType';
    if (Number.isFinite(value)) continue;
    if (Number.isNaN(value)) found = 'notANumber';
    else found ??= value > 0 ? 'positiveInfinity' : 'negativeInfinity';
  }
  return found;
}

/**
 * The vector that a vector feature reads: an array of finite numbers of one dimension (any from 1 to 4,096 while it is
 * not known); declared vectors also from text that holds a JSON array.
 */
export function vectorValue(raw: unknown, dimension: number | undefined, coerce: boolean): number[] | SpecialCell {
  if (raw === undefined) return 'absent';
  if (raw === null) return 'null';
  const value = coerce && typeof raw === 'string' ? parsed(raw) : raw;
  if (!Array.isArray(value)) return 'wrongType';
  const fits =
    dimension === undefined ? value.length >= 1 && value.length <= MAX_DIMENSION : value.length === dimension;
  return fits ? (flaw(value) ?? (value as number[])) : 'wrongType';
}
