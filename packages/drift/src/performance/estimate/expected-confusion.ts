import type { Confusion } from '../binary/confusion.ts';
import type { AnsweredScores } from './answered-scores.ts';

/** P(positive) of a score. */
export type Calibration = (score: number) => number;

/** Expected counts of answers: Σ p over positive answers are true positives, and so on (CBPE). */
export function expectedConfusion(answers: AnsweredScores, calibration: Calibration): Confusion {
  const expected: Confusion = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (let cell = 0; cell < answers.scores.length; cell += 1) {
    const p = calibration(answers.scores[cell] ?? 0);
    const [yes, no] = [answers.answeredPositive[cell] ?? 0, answers.answeredNegative[cell] ?? 0];
    expected.tp += p * yes;
    expected.fp += (1 - p) * yes;
    expected.fn += p * no;
    expected.tn += (1 - p) * no;
  }
  return expected;
}
