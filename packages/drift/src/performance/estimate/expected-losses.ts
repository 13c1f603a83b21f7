import { CALIBRATION_BINS } from '../calibration/reliability-curve.ts';
import { clippedLog } from '../binary/probability-metrics.ts';
import { measured, undefinedBecause, type PerformanceReading } from '../performance-metric.ts';
import type { AnsweredScores } from './answered-scores.ts';
import type { Calibration } from './expected-confusion.ts';

function meanOf(
  answers: AnsweredScores,
  calibration: Calibration,
  loss: (probabilityOfTruth: number) => number,
): PerformanceReading {
  let [sum, rows] = [0, 0];
  for (let cell = 0; cell < answers.scores.length; cell += 1) {
    const score = answers.scores[cell] ?? 0;
    const count = (answers.answeredPositive[cell] ?? 0) + (answers.answeredNegative[cell] ?? 0);
    if (count === 0) continue;
    if (score < 0 || score > 1) return undefinedBecause('scores lie outside 0..1, they are no probabilities');
    const p = calibration(score);
    sum += count * (p * loss(score) + (1 - p) * loss(1 - score));
    rows += count;
  }
  return rows === 0 ? undefinedBecause('no scores') : measured(sum / rows);
}

/** Expected Brier score: mean of p·(1 − s)² + (1 − p)·s². */
export function expectedBrier(answers: AnsweredScores, calibration: Calibration): PerformanceReading {
  return meanOf(answers, calibration, (truth) => (1 - truth) * (1 - truth));
}

/** Expected log loss: mean of −p·ln s − (1 − p)·ln(1 − s), clipped as the realised one. */
export function expectedLogLoss(answers: AnsweredScores, calibration: Calibration): PerformanceReading {
  return meanOf(answers, calibration, clippedLog);
}

/** Expected calibration error of the raw scores: Σ n_b/n·|mean p − mean s| over ten bins of equal width. */
export function expectedCalibrationError(answers: AnsweredScores, calibration: Calibration): PerformanceReading {
  const gaps = new Float64Array(CALIBRATION_BINS);
  let rows = 0;
  for (let cell = 0; cell < answers.scores.length; cell += 1) {
    const score = answers.scores[cell] ?? 0;
    const count = (answers.answeredPositive[cell] ?? 0) + (answers.answeredNegative[cell] ?? 0);
    if (count === 0) continue;
    if (score < 0 || score > 1) return undefinedBecause('scores lie outside 0..1, they are no probabilities');
    const bin = Math.min(Math.floor(score * CALIBRATION_BINS), CALIBRATION_BINS - 1);
    gaps[bin] = (gaps[bin] ?? 0) + count * (calibration(score) - score);
    rows += count;
  }
  if (rows === 0) return undefinedBecause('no scores');
  return measured(gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / rows);
}
