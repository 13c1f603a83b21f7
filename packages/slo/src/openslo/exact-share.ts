/** Without binary dust: 1 − 0.07 is 0.93. Exact to 12 decimals. */
export function exactShare(share: number): number {
  return Number(share.toFixed(12));
}
