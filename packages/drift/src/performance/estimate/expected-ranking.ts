import { measured, undefinedBecause, type PerformanceReading } from '../performance-metric.ts';
import type { AnsweredScores } from './answered-scores.ts';
import type { Calibration } from './expected-confusion.ts';

const UNIT = 1e5;

/** To five decimals, halves to even, as NumPy rounds; NannyML keeps its cumulated counts so. */
function rounded(value: number): number {
  const scaled = value * UNIT;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  if (rest !== 0.5) return Math.round(scaled) / UNIT;
  return (floor % 2 === 0 ? floor : floor + 1) / UNIT;
}

/** Calls `visit` with cumulated expected positives and negatives, highest score first, row by row. */
function descend(
  answers: AnsweredScores,
  calibration: Calibration,
  visit: (tp: number, fp: number, rows: number) => void,
): void {
  let [tp, rows] = [0, 0];
  for (let cell = answers.scores.length - 1; cell >= 0; cell -= 1) {
    const p = calibration(answers.scores[cell] ?? 0);
    const count = (answers.answeredPositive[cell] ?? 0) + (answers.answeredNegative[cell] ?? 0);
    for (let row = 0; row < count; row += 1) {
      tp += p;
      rows += 1;
      visit(rounded(tp), rounded(rows - tp), rows);
    }
  }
}

/**
 * Expected ROC AUC: the trapezoid under cumulated Σp against Σ(1 − p), highest score first. Source: Białek et al.,
 * CBPE, arXiv 2407.08649; cumulated counts rounded to 5 decimals as NannyML 0.13 does. Undefined where one class is not
 * expected at all.
 */
export function expectedRocAuc(answers: AnsweredScores, calibration: Calibration): PerformanceReading {
  let [area, lastTp, lastFp] = [0, 0, 0];
  descend(answers, calibration, (tp, fp) => {
    area += ((fp - lastFp) * (tp + lastTp)) / 2;
    [lastTp, lastFp] = [tp, fp];
  });
  if (lastTp === 0 || lastFp === 0) return undefinedBecause('one of the classes is not expected to occur');
  return measured(area / (lastTp * lastFp));
}

/** Expected average precision: Σ Δrecall·precision over the rows, highest score first; undefined without positives. */
export function expectedAveragePrecision(answers: AnsweredScores, calibration: Calibration): PerformanceReading {
  let [sum, last] = [0, 0];
  descend(answers, calibration, (tp, _fp, rows) => {
    sum += ((tp - last) * tp) / rows;
    last = tp;
  });
  if (last === 0) return undefinedBecause('no positives are expected to occur');
  return measured(sum / last);
}
