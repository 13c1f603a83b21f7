import type { SpecialCell } from './grid.ts';

export const TEXT_MEASURES = ['length', 'tokens'] as const;
export type TextMeasure = (typeof TEXT_MEASURES)[number];

/** White space as `\s` has it, by UTF-16 unit. */
function isSpace(unit: number): boolean {
  if (unit <= 32) return unit === 32 || (unit >= 9 && unit <= 13);
  if (unit < 0xa0) return false;
  if (unit >= 0x2000 && unit <= 0x200a) return true;
  return (
    unit === 0xa0 ||
    unit === 0x1680 ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** Unicode code points; a surrogate without its partner is one. */
export function textLength(text: string): number {
  let length = text.length;
  for (let i = 1; i < text.length; i += 1) {
    if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00 || (text.charCodeAt(i - 1) & 0xfc00) !== 0xd800) continue;
    length -= 1;
  }
  return length;
}

/** Longest runs without white space: words and what is attached to them. Text without spaces is one token. */
export function textTokens(text: string): number {
  let tokens = 0;
  let inToken = false;
  for (let i = 0; i < text.length; i += 1) {
    const space = isSpace(text.charCodeAt(i));
    if (!space && !inToken) tokens += 1;
    inToken = !space;
  }
  return tokens;
}

/** The text that a text feature reads; numbers and booleans only where it was declared. */
export function textOf(raw: unknown, coerce: boolean): { text: string } | SpecialCell {
  if (typeof raw === 'string') return { text: raw };
  if (raw === undefined) return 'absent';
  if (raw === null) return 'null';
  return coerce && (typeof raw === 'number' || typeof raw === 'boolean') ? { text: String(raw) } : 'wrongType';
}

/** The number that is measured on a raw value, or the special cell the value belongs to. */
export function measuredText(raw: unknown, measure: TextMeasure, coerce: boolean): number | SpecialCell {
  // Without allocating, for nearly all values.
  if (typeof raw === 'string') return measure === 'length' ? textLength(raw) : textTokens(raw);
  const read = textOf(raw, coerce);
  if (typeof read === 'string') return read;
  return measure === 'length' ? textLength(read.text) : textTokens(read.text);
}
