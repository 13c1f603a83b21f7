/** ROC AUC on labelled predictions, with half its 95 % interval. */
export type QualityEstimate = { rocAuc: number; halfWidth: number; n: number };

export type QualityComparison =
  | { kind: 'unmeasured'; reason: string }
  | {
      kind: 'better' | 'worse' | 'no-measurable-difference';
      difference: number;
      /** Half the 95 % interval of the difference of two independent estimates. */
      halfWidth: number;
    };

/** Fewer labelled rows than this on either side say nothing. */
export const QUALITY_MIN_LABELLED = 1_000;

/**
 * Difference after − before. Both sides are independent samples of predictions, so variances add:
 * h = √(h₁² + h₂²). Only a difference beyond h is called one.
 */
export function compareQuality(before: QualityEstimate | null, after: QualityEstimate | null): QualityComparison {
  if (before === null || before.n < QUALITY_MIN_LABELLED)
    return { kind: 'unmeasured', reason: `only ${before?.n ?? 0} labelled predictions from before the change` };
  if (after === null || after.n < QUALITY_MIN_LABELLED)
    return { kind: 'unmeasured', reason: `only ${after?.n ?? 0} labelled predictions from after the change` };
  const difference = after.rocAuc - before.rocAuc;
  const halfWidth = Math.hypot(before.halfWidth, after.halfWidth);
  const kind = difference > halfWidth ? 'better' : difference < -halfWidth ? 'worse' : 'no-measurable-difference';
  return { kind, difference, halfWidth };
}

function say(estimate: QualityEstimate): string {
  return `${estimate.rocAuc.toFixed(3)} ±${estimate.halfWidth.toFixed(3)} (n ${estimate.n})`;
}

/** The comparison as a sentence with both numbers, whatever they say. */
export function sayQuality(
  comparison: QualityComparison,
  before: QualityEstimate | null,
  after: QualityEstimate | null,
): string {
  if (comparison.kind === 'unmeasured') return `ROC AUC cannot be compared: ${comparison.reason}.`;
  const numbers = `ROC AUC ${before === null ? '' : say(before)} before, ${after === null ? '' : say(after)} after`;
  const difference = `${comparison.difference >= 0 ? '+' : ''}${comparison.difference.toFixed(3)} ±${comparison.halfWidth.toFixed(3)}`;
  switch (comparison.kind) {
    case 'better':
      return `${numbers}: better by ${difference}.`;
    case 'worse':
      return `${numbers}: worse by ${difference}.`;
    case 'no-measurable-difference':
      return `${numbers}: no measurable difference (${difference}).`;
  }
}
