import { createReferenceBuilder, encodeReference } from '@leeway/drift';
import type { Db } from '@leeway/store';
import { seededRandom } from '@leeway/testing';

const NUMERIC = 40;
const CATEGORICAL = 10;
export const FEATURES = NUMERIC + CATEGORICAL;
const REFERENCE_ROWS = 320;
const AT_ONCE = 20;
export const idOf = (model: number) => `watched-${model}`;

/** Values of one row of a model: numbers about a place of its own, so that no two models share an edge. */
export function featuresOf(model: number, random: () => number): Record<string, unknown> {
  const features: Record<string, unknown> = {};
  for (let i = 0; i < NUMERIC; i += 1) features[`feature_${i}`] = model + random() + random() + random();
  for (let i = 0; i < CATEGORICAL; i += 1) features[`kind_${i}`] = `value ${Math.floor(random() ** 2 * 30)}`;
  return features;
}

/** Straight into the tables: what registering costs is not measured here. */
export async function registerWatched(
  db: Db,
  input: { models: number; topicOf: (model: number) => string; paneMs: number },
): Promise<void> {
  for (let start = 0; start < input.models; start += AT_ONCE) {
    const models = Array.from({ length: Math.min(AT_ONCE, input.models - start) }, (_, place) => start + place);
    const frozen = models.map((model) => {
      const random = seededRandom(model + 1);
      const builder = createReferenceBuilder();
      for (let row = 0; row < REFERENCE_ROWS; row += 1)
        builder.add(featuresOf(model, random), { score: random(), positive: random() < 0.5 });
      return { model, reference: builder.freeze({ kind: 'file', detail: 'the benchmark', createdBy: 'bench' }) };
    });
    await db.model.createMany({
      data: frozen.map(({ model, reference }) => ({
        id: idOf(model),
        name: idOf(model),
        predictionTopic: input.topicOf(model),
        paneMs: input.paneMs,
        activeReferenceId: reference.id,
      })),
    });
    await db.reference.createMany({
      data: frozen.map(({ model, reference }) => ({
        id: reference.id,
        modelId: idOf(model),
        gridId: reference.gridId,
        hash: reference.hash,
        features: reference.features.map(({ name }) => name),
        rowCount: BigInt(REFERENCE_ROWS),
        body: Buffer.from(encodeReference(reference)),
        provenance: {},
      })),
    });
  }
}
