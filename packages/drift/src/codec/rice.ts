/** Ones before a value is written out in full. */
export const ESCAPE_ONES = 20;
/** Bits of a value that is written out in full. */
export const ESCAPE_BITS = 53;
export const MAX_RICE_SHIFT = 40;

/** Signed integers by closeness to zero: 0, −1, 1, −2 … → 0, 1, 2, 3 … */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

export function unzigzag(code: number): number {
  return code % 2 === 0 ? code / 2 : -(code + 1) / 2;
}

/** Bits that a non-negative integer takes with the given shift. Source: Rice & Plaunt, IEEE Trans. Comm. 19 (1971). */
export function riceBits(value: number, shift: number): number {
  const ones = Math.floor(value / 2 ** shift);
  return ones < ESCAPE_ONES ? ones + 1 + shift : ESCAPE_ONES + 1 + ESCAPE_BITS;
}
