import { z } from 'zod';
import { labelAt, vectorAt, type CensusTable } from '../data/census-table.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { shuffledRows } from '../random/shuffled-rows.ts';
import { rocAuc } from './roc-auc.ts';
import { scoreVector, TrainedModel, trainModel } from './trained-model.ts';

/** Raise when encoding, penalty, folds or samples change, so that cached weights are not used any more. */
export const RECIPE_VERSION = 1;

const FOLDS = 5;
const FOLD_SEED = 2015;

/**
 * What is trained before the first answer. v1 saw the first half of the 2015 records, v2 all of them. The folds
 * score each 2015 record with a model of v2's recipe that has not seen it, so that the reference is honest.
 */
export const InitialTraining = z.object({
  v1: TrainedModel,
  v2: TrainedModel,
  v1Rows: z.int(),
  v2Rows: z.int(),
  folds: z.array(TrainedModel).length(FOLDS),
  /** Share of employed among the training rows: the score of the fallback. */
  baseRate: z.number().min(0).max(1),
});
export type InitialTraining = z.infer<typeof InitialTraining>;

export function trainInitially(reference: CensusTable): InitialTraining {
  const vectors = Array.from({ length: reference.rows }, (_, row) => vectorAt(reference, row));
  const labels = reference.employed;
  const foldOfRow = assignFolds(reference.rows);
  const half = Math.floor(reference.rows / 2);
  return {
    v1: trainModel(vectors.slice(0, half), labels.slice(0, half)),
    v2: trainModel(vectors, labels),
    v1Rows: half,
    v2Rows: reference.rows,
    folds: Array.from({ length: FOLDS }, (_, fold) => {
      const kept = (_: unknown, row: number): boolean => foldOfRow[row] !== fold;
      return trainModel(vectors.filter(kept), labels.filter(kept));
    }),
    baseRate: labels.reduce((sum, label) => sum + label, 0) / reference.rows,
  };
}

function assignFolds(rows: number): Uint8Array {
  const folds = new Uint8Array(rows);
  for (const [position, row] of shuffledRows(rows, seededRandom(FOLD_SEED)).entries()) folds[row] = position % FOLDS;
  return folds;
}

/** Score of each 2015 record by the fold that has not seen it. */
export function outOfFoldScores(training: InitialTraining, reference: CensusTable): Float64Array {
  const foldOfRow = assignFolds(reference.rows);
  return Float64Array.from({ length: reference.rows }, (_, row) => {
    const model = training.folds[foldOfRow[row] ?? 0];
    if (model === undefined) throw new RangeError('a fold is missing');
    return scoreVector(model, vectorAt(reference, row));
  });
}

export function outOfFoldAuc(training: InitialTraining, reference: CensusTable): number {
  const labels = Uint8Array.from({ length: reference.rows }, (_, row) => labelAt(reference, row));
  return rocAuc(outOfFoldScores(training, reference), labels);
}
