import type { SpecialCell } from './grid.ts';

/** Categories of a boolean feature, in the order of its cells. */
export const BOOLEAN_CATEGORIES = ['false', 'true'] as const;

/** The truth value that a boolean feature reads; declared ones also from 0 and 1 and, in any case, from their words. */
export function booleanValue(raw: unknown, coerce: boolean): boolean | SpecialCell {
  if (typeof raw === 'boolean') return raw;
  if (raw === undefined) return 'absent';
  if (raw === null) return 'null';
  if (typeof raw === 'number' && !Number.isFinite(raw))
    return raw === Infinity ? 'positiveInfinity' : raw === -Infinity ? 'negativeInfinity' : 'notANumber';
  if (!coerce) return 'wrongType';
  if (raw === 1 || raw === '1') return true;
  if (raw === 0 || raw === '0') return false;
  if (typeof raw !== 'string' || raw.length > 5) return 'wrongType';
  const word = raw.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : 'wrongType';
}
