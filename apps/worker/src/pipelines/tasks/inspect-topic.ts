import { createStreamDecoder, inspectMessage, SchemaBook, schemaIdsOf, suggestMapping } from '@leeway/contracts';
import { readLastRecords, TopicUnreadable } from '@leeway/stream';
import { createWorkerSchemas } from '../../worker-schemas.ts';
import { TaskRefused, type TaskRunner } from './task-runner.ts';

/** The last messages of a topic, each as it is and as the mapping reads it. */
export const inspectTopic: TaskRunner<'inspect-topic'> = async (input, { app, progress, signal }) => {
  await progress(0.1, `Reading ${input.topic}`);
  const { partitions, records } = await readLastRecords(app.stream, {
    topic: input.topic,
    count: input.last,
    signal,
  }).catch((error: unknown) => {
    throw error instanceof TopicUnreadable ? new TaskRefused(error.message) : error;
  });
  await progress(0.8, `Decoding ${records.length} messages`);
  // Under whatever mapping: what they were written with is what the suggestion goes by.
  const schemas = new SchemaBook();
  const fetcher = createWorkerSchemas(app, schemas);
  await Promise.allSettled(schemaIdsOf(records).map((schemaId) => fetcher.fetch(schemaId)));
  const decoder = createStreamDecoder(input.mapping, { schemas });
  return {
    partitions,
    records: records.map((record) => inspectMessage(decoder, record)),
    suggestion: suggestMapping(records, schemas),
  };
};
