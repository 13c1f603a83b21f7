import type { Grid } from '@leeway/drift';

/** What counting needs to know of a registered model. */
export type IngestModel = {
  id: string;
  predictionTopic: string;
  labelTopic: string | null;
  paneMs: number;
  latenessMs: number;
  /** Null while the model has no reference: its events are counted, but there is no grid to count them on. */
  grid: Grid | null;
};

export type IngestRegistry = {
  models: ReadonlyMap<string, IngestModel>;
  /** What each topic carries. A topic never carries both. */
  roles: ReadonlyMap<string, 'predictions' | 'labels'>;
};

export function createIngestRegistry(models: IngestModel[]): IngestRegistry {
  const roles = new Map<string, 'predictions' | 'labels'>();
  for (const { predictionTopic } of models) roles.set(predictionTopic, 'predictions');
  for (const { labelTopic } of models)
    if (labelTopic !== null && !roles.has(labelTopic)) roles.set(labelTopic, 'labels');
  return { models: new Map(models.map((model) => [model.id, model])), roles };
}
