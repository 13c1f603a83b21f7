import type { FeatureVector } from '../data/census-table.ts';
import type { PredictionMessage } from '../messages/messages.ts';
import type { Draw } from '../random/seeded-random.ts';
import { FALLBACK_VERSION } from '../state/serving-state.ts';
import { scoreVector, type TrainedModel } from '../training/trained-model.ts';
import { featureValues } from './feature-pipeline.ts';
import { fails, serviceTimeMs } from './service-time.ts';

export type Request = { id: string; model: string; timeMs: number; vector: FeatureVector };

/** Who answers: a trained version, or the rule that says the base rate to everybody. */
export type Answerer = { kind: 'version'; version: string; model: TrainedModel } | { kind: 'rule'; baseRate: number };

export function answerRequest(request: Request, answerer: Answerer, threshold: number, draw: Draw): PredictionMessage {
  const isFallback = answerer.kind === 'rule';
  const version = answerer.kind === 'rule' ? FALLBACK_VERSION : answerer.version;
  const base = {
    id: request.id,
    model: request.model,
    time: request.timeMs,
    version,
    features: featureValues(request.vector),
    latencyMs: serviceTimeMs(version, isFallback, draw),
  };
  if (fails(version, isFallback, draw))
    return { ...base, status: 'error', error: 'the scoring process did not answer' };
  const probability = answerer.kind === 'rule' ? answerer.baseRate : scoreVector(answerer.model, request.vector);
  const score = roundedScore(probability);
  return { ...base, score, prediction: score >= threshold ? '1' : '0', status: 'ok' };
}

export function roundedScore(probability: number): number {
  return Math.round(probability * 1e6) / 1e6;
}
