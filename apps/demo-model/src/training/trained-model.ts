import { z } from 'zod';
import { FEATURES, type FeatureVector } from '../data/census-table.ts';
import { AGE_WEIGHT, encodeRows, Encoding, hotColumn, INTERCEPT, learnEncoding, standardisedAge } from './encoding.ts';
import { fitLogistic, logistic } from './fit-logistic.ts';
import { rocAuc } from './roc-auc.ts';

/** All that is needed to answer: how a person is encoded, and a weight a column. */
export const TrainedModel = z.object({ encoding: Encoding, weights: z.array(z.number()).max(5_000) });
export type TrainedModel = z.infer<typeof TrainedModel>;

export function trainModel(vectors: readonly FeatureVector[], labels: Uint8Array): TrainedModel {
  const encoding = learnEncoding(vectors);
  const fit = fitLogistic(encodeRows(encoding, vectors), labels);
  return { encoding, weights: [...fit.weights] };
}

/** Probability that the person is employed, as the model sees it. */
export function scoreVector(model: TrainedModel, vector: FeatureVector): number {
  const weight = (column: number): number => model.weights[column] ?? 0;
  let z = weight(INTERCEPT) + weight(AGE_WEIGHT) * standardisedAge(model.encoding, vector);
  for (let feature = 1; feature < FEATURES.length; feature += 1) {
    const column = hotColumn(model.encoding, vector, feature);
    if (column >= 0) z += weight(column);
  }
  return logistic(z);
}

export function aucOf(model: TrainedModel, vectors: readonly FeatureVector[], labels: Uint8Array): number {
  return rocAuc(
    Float64Array.from(vectors, (vector) => scoreVector(model, vector)),
    labels,
  );
}
