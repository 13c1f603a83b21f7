import { studentTwoSidedTail } from '../special/student-t.ts';
import type { NumericSide } from './samples/sample-side.ts';

/**
 * Two-sided p of equal means without assuming equal variances: t = Δmean/√(s₁²/n + s₂²/m), degrees of freedom after
 * Welch–Satterthwaite (Welch, Biometrika 34, 1947). Null with fewer than two values on a side, and where neither varies.
 */
export function welchPValue(reference: NumericSide, current: NumericSide): number | null {
  const n = reference.sorted.length;
  const m = current.sorted.length;
  const { mean, variance } = reference;
  if (n < 2 || m < 2 || mean === null || variance === null) return null;
  if (current.mean === null || current.variance === null) return null;
  const a = variance / (n - 1);
  const b = current.variance / (m - 1);
  const t = (mean - current.mean) / Math.sqrt(a + b);
  // As shares of their sum, for the squares of variances leave the range of doubles early.
  const share = a / (a + b);
  const degrees = 1 / (share ** 2 / (n - 1) + (1 - share) ** 2 / (m - 1));
  return Number.isFinite(t) && degrees > 0 ? studentTwoSidedTail(t, degrees) : null;
}
