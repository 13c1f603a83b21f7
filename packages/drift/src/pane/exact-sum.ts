/** Base of the high part: the low part stays exactly representable while it is added to. */
export const EXACT_BASE = 2 ** 51;

/**
 * Adds an integer to a sum kept as two doubles (low, high × 2^51) at `index` of `limbs`, so that sums of any length
 * are exact and therefore independent of order. Domain: |value| ≤ 2^51.
 */
export function addExact(limbs: Float64Array, index: number, value: number): void {
  const low = (limbs[index] ?? 0) + value;
  if (low < EXACT_BASE && low >= 0) {
    limbs[index] = low;
    return;
  }
  const carry = Math.floor(low / EXACT_BASE);
  limbs[index] = low - carry * EXACT_BASE;
  limbs[index + 1] = (limbs[index + 1] ?? 0) + carry;
}

/** The sum as a double: exact up to 2^53, correctly scaled beyond. */
export function exactSum(limbs: Float64Array, index: number): number {
  return (limbs[index] ?? 0) + (limbs[index + 1] ?? 0) * EXACT_BASE;
}

/** Whether `low` is a low part that addExact can have left behind. */
export function isLowPart(low: number): boolean {
  return low >= 0 && low < EXACT_BASE;
}
