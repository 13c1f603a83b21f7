import type { CellErrors } from './cell-errors.ts';

/**
 * Standard error of (estimate − realised) when `labelled` of the `n` scores of the estimate have a label: √(labels·n/k +
 * mix·|n/k − 1| + calibration) with k labelled rows, taken as drawn at random. With labels for all, or none yet
 * (`labelled` 0: what is expected once all came), the mix is known and only truth and calibration vary. For ratios, not
 * for counts; 0 for n = 0.
 */
export function estimateStandardError({ labels, mix, calibration }: CellErrors, n: number, labelled: number): number {
  if (n === 0) return 0;
  const share = labelled === 0 ? 1 : n / labelled;
  return Math.sqrt(labels * share + mix * Math.abs(share - 1) + calibration);
}
