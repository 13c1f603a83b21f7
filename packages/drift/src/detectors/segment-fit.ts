/** Least-squares fit of one change at `at`, the first index of the new regime. */
export type SegmentFit = {
  at: number;
  residual: number;
  /** Levels before and after for a step; level before and slope after for a ramp. */
  before: number;
  change: number;
};

type Fits = { steps: SegmentFit[]; ramps: SegmentFit[] };

function stepFit(at: number, n: number, headSum: number, totalSum: number, squares: number): SegmentFit {
  const before = headSum / at;
  const change = (totalSum - headSum) / (n - at) - before;
  const explained = (change * change * at * (n - at)) / n;
  return { at, residual: Math.max(0, squares - (totalSum * totalSum) / n - explained), before, change };
}

function rampFit(at: number, n: number, tailMoment: number, totalSum: number, squares: number): SegmentFit {
  const length = n - at;
  const sum = (length * (length + 1)) / 2;
  const spread = (length * (length + 1) * (2 * length + 1)) / 6 - (sum * sum) / n;
  const together = tailMoment - (sum * totalSum) / n;
  const change = together / spread;
  const before = (totalSum - change * sum) / n;
  const residual = squares - (totalSum * totalSum) / n - change * together;
  return { at, residual: Math.max(0, residual), before, change };
}

/**
 * Every split of a series into a level and a second level (step: x = a, then a + d) or a level and a slope (ramp:
 * x = a, then a + b·(t − at + 1)), with `least` values on each side. Closed sums, O(n). Values should be centred.
 */
export function fitSegments(values: readonly number[], least: number): Fits {
  const n = values.length;
  let total = 0;
  let squares = 0;
  for (const value of values) {
    total += value;
    squares += value * value;
  }
  const fits: Fits = { steps: [], ramps: [] };
  let tail = 0;
  let moment = 0;
  for (let at = n - 1; at >= least; at -= 1) {
    tail += values[at] ?? 0;
    // Σ (t − at + 1)·x over the tail: every earlier start adds the whole tail once more.
    moment += tail;
    if (n - at < least) continue;
    fits.steps.push(stepFit(at, n, total - tail, total, squares));
    fits.ramps.push(rampFit(at, n, moment, total, squares));
  }
  return fits;
}
