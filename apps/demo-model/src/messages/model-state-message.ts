import { randomUUID } from 'node:crypto';
import { mainVersion, type ServingState } from '../state/serving-state.ts';
import type { ModelStateMessage } from './messages.ts';

export function modelStateMessage(model: string, serving: ServingState, nowMs: number): ModelStateMessage {
  return {
    id: randomUUID(),
    model,
    time: nowMs,
    version: mainVersion(serving),
    traffic: serving.traffic,
    versions: serving.versions.map(({ version, trainedOn, createdAtMs }) => ({
      version,
      trainedOn,
      createdAt: createdAtMs,
    })),
    pipeline: serving.pipeline,
    pipelines: serving.pipelines,
    threshold: serving.threshold,
    paused: serving.paused,
    fallback: serving.fallback,
  };
}
