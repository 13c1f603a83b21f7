import { createStreamDecoder, mappingKey, nameInStream, StreamMapping, type StreamDecoder } from '@leeway/contracts';
import type { IngestModel } from './ingest-model.ts';

/** How one topic is read: all its models share a mapping, and each has a name in the stream. */
export type TopicReader = { decoder: StreamDecoder; modelIds: ReadonlyMap<string, string> };
export type DecoderOf = (mapping: StreamMapping) => StreamDecoder;

/** For a topic whose models went away while it was read. */
export const NO_MODELS: TopicReader = {
  decoder: createStreamDecoder(StreamMapping.parse({})),
  modelIds: new Map(),
};

/**
 * By topic. Registering refuses a model that would have a topic read otherwise than its neighbours; should one have got
 * through, the first model's way counts and events of the other are of no known model.
 */
export function createTopicReaders(
  models: readonly IngestModel[],
  roles: ReadonlyMap<string, 'predictions' | 'labels'>,
  decoderOf: DecoderOf,
): Map<string, TopicReader> {
  const readers = new Map<string, { key: string; decoder: StreamDecoder; modelIds: Map<string, string> }>();
  function add(topic: string, modelId: string, mapping: StreamMapping): void {
    const key = mappingKey(mapping);
    const reader = readers.get(topic) ?? { key, decoder: decoderOf(mapping), modelIds: new Map<string, string>() };
    readers.set(topic, reader);
    const name = nameInStream(mapping, modelId);
    if (reader.key === key && !reader.modelIds.has(name)) reader.modelIds.set(name, modelId);
  }
  for (const { id, predictionTopic, streamMapping } of models) add(predictionTopic, id, streamMapping);
  for (const { id, labelTopic, labelMapping } of models)
    if (labelTopic !== null && roles.get(labelTopic) === 'labels') add(labelTopic, id, labelMapping);
  return readers;
}
