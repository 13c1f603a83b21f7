import { vectorAt, labelAt } from '../data/census-table.ts';
import type { Census } from '../data/load-census.ts';
import type { PredictionMessage } from '../messages/messages.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { shuffledRows } from '../random/shuffled-rows.ts';
import { roundedScore } from '../serving/answer.ts';
import { featureValues } from '../serving/feature-pipeline.ts';
import { serviceTimeMs } from '../serving/service-time.ts';
import { outOfFoldScores, type InitialTraining } from '../training/initial-training.ts';

/** Reference rows are drawn and ordered by this, so that the same rows come each time. */
const SAMPLE_SEED = 68_785;
const APART_MS = 10;
const LINES_A_CHUNK = 500;
const THRESHOLD = 0.5;

/**
 * Records of 2015 as v2 would have answered them, with their truth. v2 has learnt from all of them, so each score
 * comes from a model of the same recipe trained without that record's fold (5-fold cross-fitting).
 */
export function* referenceLines(input: {
  census: Census;
  training: InitialTraining;
  model: string;
  rows: number;
  endMs: number;
}): Generator<string> {
  const { census, training, model, endMs } = input;
  const { reference } = census;
  const scores = outOfFoldScores(training, reference);
  const rows = Math.min(input.rows, reference.rows);
  const draw = seededRandom(SAMPLE_SEED);
  let chunk: string[] = [];
  for (const [position, row] of shuffledRows(reference.rows, draw).subarray(0, rows).entries()) {
    const score = roundedScore(scores[row] ?? 0);
    const message: PredictionMessage & { label: '0' | '1' } = {
      id: `reference-${row}`,
      model,
      time: endMs - (rows - position) * APART_MS,
      version: 'v2',
      features: featureValues(vectorAt(reference, row)),
      score,
      prediction: score >= THRESHOLD ? '1' : '0',
      latencyMs: serviceTimeMs('v2', false, draw),
      status: 'ok',
      label: labelAt(reference, row) === 1 ? '1' : '0',
    };
    chunk.push(JSON.stringify(message));
    if (chunk.length < LINES_A_CHUNK) continue;
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
}
