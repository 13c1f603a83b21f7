/** Ones before a value is written out in full. */
export const ESCAPE_ONES = 20;
/** Bits of a value that is written out in full. */
export const ESCAPE_BITS = 30;
export const MAX_RICE_SHIFT = 28;
/** Largest difference of two counts that is coded; 32-bit arithmetic holds its zigzag. */
export const MAX_RICE_DIFFERENCE = 2 ** 28;

/** Signed integers by closeness to zero: 0, −1, 1, −2 … → 0, 1, 2, 3 … Domain: |value| ≤ 2^28. */
export function zigzag(value: number): number {
  return (value << 1) ^ (value >> 31);
}

export function unzigzag(code: number): number {
  return (code >>> 1) ^ -(code & 1);
}

/** Bits that a zigzag takes with the given shift. Source: Rice & Plaunt, IEEE Trans. Comm. 19 (1971). */
export function riceBits(code: number, shift: number): number {
  const ones = code >>> shift;
  return ones < ESCAPE_ONES ? ones + 1 + shift : ESCAPE_ONES + 1 + ESCAPE_BITS;
}
