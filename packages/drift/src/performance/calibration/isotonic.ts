import type { ScoreTable } from '../score-table.ts';

/** A rising broken line from scores to probabilities; beyond its ends it stays level. */
export type CalibrationCurve = { readonly scores: Float64Array; readonly probabilities: Float64Array };

/** Scores closer than this are one, as scikit-learn has it. */
const RESOLUTION = 1e-15;

type Points = { scores: number[]; shares: number[]; weights: number[] };

function distinctPoints({ scores, positives, negatives }: ScoreTable): Points {
  const points: Points = { scores: [], shares: [], weights: [] };
  let [first, p, n] = [0, 0, 0];
  const close = (): void => {
    if (n === 0) return;
    points.scores.push(first);
    points.shares.push(p / n);
    points.weights.push(n);
    [p, n] = [0, 0];
  };
  for (let cell = 0; cell < scores.length; cell += 1) {
    const count = (positives[cell] ?? 0) + (negatives[cell] ?? 0);
    if (count === 0) continue;
    const score = scores[cell] ?? 0;
    if (n > 0 && score - first >= RESOLUTION) close();
    if (n === 0) first = score;
    p += positives[cell] ?? 0;
    n += count;
  }
  close();
  return points;
}

/**
 * The rising sequence closest to `values` in weighted squares, by pooling adjacent violators: O(n). Source: Busing, J.
 * Stat. Softw. 102, 2022; the order of operations is SciPy's `isotonic_regression`.
 */
export function poolAdjacentViolators(values: readonly number[], weights: readonly number[]): number[] {
  const level: number[] = [];
  const weight: number[] = [];
  const length: number[] = [];
  for (let i = 0; i < values.length; i += 1) {
    let [mean, mass, span] = [values[i] ?? 0, weights[i] ?? 0, 1];
    let sum = mean * mass;
    while (level.length > 0 && (level.at(-1) ?? 0) >= mean) {
      const [pooled, pooledMass] = [level.pop() ?? 0, weight.pop() ?? 0];
      sum += pooled * pooledMass;
      mass += pooledMass;
      span += length.pop() ?? 0;
      mean = sum / mass;
    }
    level.push(mean);
    weight.push(mass);
    length.push(span);
  }
  return level.flatMap((mean, block) => Array.from({ length: length[block] ?? 0 }, () => mean));
}

/**
 * Isotonic calibration of scores against labels, as scikit-learn's `IsotonicRegression(out_of_bounds="clip")`: equal
 * scores are averaged, violators pooled, points inside a level left out, what lies between two points interpolated.
 * Null without rows; a single score gives a constant. From a table of cells it is that of the cells' scores.
 */
export function fitIsotonic(table: ScoreTable): CalibrationCurve | null {
  const { scores, shares, weights } = distinctPoints(table);
  if (scores.length === 0) return null;
  const fitted = poolAdjacentViolators(shares, weights);
  const kept = fitted.flatMap((value, i) => {
    const inside = i > 0 && i < fitted.length - 1 && value === fitted[i - 1] && value === fitted[i + 1];
    return inside ? [] : [i];
  });
  return {
    scores: Float64Array.from(kept, (i) => scores[i] ?? 0),
    probabilities: Float64Array.from(kept, (i) => fitted[i] ?? 0),
  };
}

/** The probability that a score stands for. */
export function calibrate({ scores, probabilities }: CalibrationCurve, score: number): number {
  const last = scores.length - 1;
  if (score <= (scores[0] ?? 0)) return probabilities[0] ?? 0;
  if (score >= (scores[last] ?? 0)) return probabilities[last] ?? 0;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((scores[middle] ?? 0) <= score) low = middle;
    else high = middle;
  }
  const [x, y] = [scores[low] ?? 0, probabilities[low] ?? 0];
  const slope = ((probabilities[high] ?? 0) - y) / ((scores[high] ?? 0) - x);
  return slope * (score - x) + y;
}
