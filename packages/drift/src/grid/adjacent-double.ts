const buffer = new DataView(new ArrayBuffer(8));

/** The largest double below `value`. Domain: finite; below the smallest double lies −Infinity. −0 counts as 0. */
export function doubleBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  buffer.setFloat64(0, value);
  const bits = buffer.getBigInt64(0);
  buffer.setBigInt64(0, value > 0 ? bits - 1n : bits + 1n);
  return buffer.getFloat64(0);
}

/** The smallest double above `value`. */
export function doubleAbove(value: number): number {
  return -doubleBelow(-value) + 0;
}
