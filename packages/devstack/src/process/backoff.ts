const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/** How long to wait before the n-th restart in a row (n from 1): 1, 2, 4, 8, 16, then 30 s each. */
export function backoffMs(restart: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, Math.min(restart, 16) - 1));
}
