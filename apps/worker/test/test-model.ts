import type { PredictionEvent } from '@leeway/contracts';
import { registerModel } from '@leeway/services';
import type { Db } from '@leeway/store';
import { seededRandom } from '@leeway/testing';

const CITIES = ['berlin', 'lyon', 'oslo', 'porto'];

/** A made-up event that is the same for the same `index`. */
export function testEvent(modelId: string, index: number, timeMs: number): PredictionEvent {
  const random = seededRandom(index + 1);
  const age = Math.floor(18 + random() * 60);
  const score = Math.round(random() * 1_000) / 1_000;
  return {
    id: `event-${index}`,
    model: modelId,
    time: timeMs,
    version: random() < 0.5 ? 'v1' : 'v2',
    features: {
      age,
      city: CITIES[Math.floor(random() * CITIES.length)] ?? 'oslo',
      income: random() < 0.1 ? null : age * 500,
    },
    score,
    prediction: score > 0.5 ? 1 : 0,
    latencyMs: 5 + Math.floor(random() * 30),
    status: 'ok',
  };
}

/** A registered model with a reference of 1,000 of these events. */
export async function registerTestModel(
  db: Db,
  input: {
    modelId: string;
    predictionTopic: string;
    labelTopic?: string | null;
    paneMs?: number;
    windowPanes?: number;
    latenessMs?: number;
  },
): Promise<{ referenceId: string }> {
  return registerModel({
    ctx: { db, actor: { kind: 'system', id: 'test', name: 'Test' }, now: () => new Date(), requestId: 'test' },
    input: {
      manifest: {
        id: input.modelId,
        name: input.modelId,
        predictionTopic: input.predictionTopic,
        labelTopic: input.labelTopic ?? null,
        paneMs: input.paneMs ?? 10_000,
        latenessMs: input.latenessMs ?? 2_000,
        windowPanes: input.windowPanes ?? 3,
      },
      rows: Array.from({ length: 1_000 }, (_, index) => testEvent(input.modelId, 1_000_000 + index, 0)),
      source: 'a test',
    },
  });
}
