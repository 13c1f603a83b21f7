import type { ScoreTable } from '../score-table.ts';

/** Scores without labels: how many were answered positive and how many negative, ascending by score. */
export type AnsweredScores = Omit<ScoreTable, 'positives' | 'negatives'> & {
  readonly answeredPositive: Float64Array;
  readonly answeredNegative: Float64Array;
};

/** A table that was made with answers in the place of labels. */
export function answeredScores({ positives, negatives, ...cells }: ScoreTable): AnsweredScores {
  return { ...cells, answeredPositive: positives, answeredNegative: negatives };
}
