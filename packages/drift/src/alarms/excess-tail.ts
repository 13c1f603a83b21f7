/** Exponential law of what lies beyond a high quantile of the reference's own windows. */
export type ExcessTail = { q90: number; beta: number; p0: number };

/**
 * Peaks over threshold (Pickands 1975, with an exponential law): q90, β = mean excess × (1 + 1/√#excesses), p0 = share
 * of windows above q90. Values are sizes divided by max(1, √(n/n̄)). Domain: at least one value; all equal gives β = 0.
 */
export function fitExcessTail(values: readonly number[]): ExcessTail {
  const sorted = values.toSorted((a, b) => a - b);
  const q90 = sorted[Math.min(sorted.length - 1, Math.floor(0.9 * sorted.length))] ?? 0;
  const beyond = sorted.filter((value) => value > q90);
  if (beyond.length === 0) return { q90, beta: 0, p0: 1 / Math.max(1, sorted.length) };
  const mean = beyond.reduce((sum, value) => sum + value - q90, 0) / beyond.length;
  return { q90, beta: mean * (1 + 1 / Math.sqrt(beyond.length)), p0: beyond.length / sorted.length };
}

/** X(α) = q90 + β·ln(p0/α): what chance exceeds once in 1/α windows. */
export function excessAt({ q90, beta, p0 }: ExcessTail, alpha: number): number {
  return q90 + beta * Math.max(0, Math.log(p0 / alpha));
}
