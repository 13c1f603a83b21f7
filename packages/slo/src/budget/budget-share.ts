/** 1 − target without the binary dust: 1 − 0.9 is 0.1, not 0.09999999999999998. Exact to 12 decimals. */
export function budgetShare(target: number): number {
  return Math.round((1 - target) * 1e12) / 1e12;
}
