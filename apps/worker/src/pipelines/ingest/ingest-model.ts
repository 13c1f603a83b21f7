import { createStreamDecoder, StreamMapping, type SchemaBook } from '@leeway/contracts';
import { ScanModels, type Grid } from '@leeway/drift';
import type { IngestModelRow } from '@leeway/store';
import { createSlicing, type Slicing } from './slicing.ts';
import { createTopicReaders, type TopicReader } from './topic-readers.ts';

/** What counting needs to know of a registered model. */
export type IngestModel = {
  id: string;
  predictionTopic: string;
  labelTopic: string | null;
  /** How the two topics are read. */
  streamMapping: StreamMapping;
  labelMapping: StreamMapping;
  paneMs: number;
  latenessMs: number;
  /** Null while the model has no reference: its events are counted, but there is no grid to count them on. */
  grid: Grid | null;
  /** For how long an event id is remembered; 0 = repeated ids count. */
  dedupWindowMs: number;
  slicing: Slicing | null;
  /** What the events' features may be called; null without a reference. */
  knownFeatures: ReadonlySet<string> | null;
};

export type IngestRegistry = {
  models: ReadonlyMap<string, IngestModel>;
  /** What each topic carries. A topic never carries both. */
  roles: ReadonlyMap<string, 'predictions' | 'labels'>;
  /** How each topic is read, and what its models are called there. */
  readers: ReadonlyMap<string, TopicReader>;
  /** Models that drop repeated event ids, by topic. */
  deduplicated: ReadonlyMap<string, IngestModel[]>;
  /** Largest allowed lateness of the models of a topic. */
  latenessMs: ReadonlyMap<string, number>;
  /** Models whose predictions a topic carries, by the bytes of their ids. */
  scanModels: (topic: string) => ScanModels;
};

export function createIngestModel(row: Omit<IngestModelRow, 'gridId' | 'referenceId'>, grid: Grid | null): IngestModel {
  const { id, predictionTopic, labelTopic, paneMs, latenessMs, dedupWindowMs } = row;
  const own = grid?.layouts.filter(({ feature }) => feature.source === 'feature');
  return {
    id,
    predictionTopic,
    labelTopic,
    streamMapping: StreamMapping.parse(row.streamMapping ?? {}),
    labelMapping: { ...StreamMapping.parse(row.labelMapping ?? {}), carries: 'labels' },
    paneMs,
    latenessMs,
    grid,
    dedupWindowMs,
    slicing: createSlicing(grid, row.sliceBy),
    knownFeatures: own === undefined ? null : new Set(own.map(({ key }) => key)),
  };
}

/** `schemas`: those that were fetched, for topics that are read by them. */
export function createIngestRegistry(models: IngestModel[], schemas?: SchemaBook): IngestRegistry {
  const roles = new Map<string, 'predictions' | 'labels'>();
  for (const { predictionTopic } of models) roles.set(predictionTopic, 'predictions');
  for (const { labelTopic } of models)
    if (labelTopic !== null && !roles.has(labelTopic)) roles.set(labelTopic, 'labels');
  const latenessMs = new Map<string, number>();
  for (const model of models)
    latenessMs.set(model.predictionTopic, Math.max(latenessMs.get(model.predictionTopic) ?? 0, model.latenessMs));
  const deduplicated = Map.groupBy(
    models.filter(({ dedupWindowMs }) => dedupWindowMs > 0),
    ({ predictionTopic }) => predictionTopic,
  );
  const scanModels = new Map<string, ScanModels>();
  return {
    models: new Map(models.map((model) => [model.id, model])),
    roles,
    readers: createTopicReaders(models, roles, (mapping) => createStreamDecoder(mapping, { schemas })),
    deduplicated,
    latenessMs,
    scanModels: (topic) => {
      const known = scanModels.get(topic);
      if (known !== undefined) return known;
      const made = new ScanModels(models.filter(({ predictionTopic }) => predictionTopic === topic));
      scanModels.set(topic, made);
      return made;
    },
  };
}
