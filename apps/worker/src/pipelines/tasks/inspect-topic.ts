import { createStreamDecoder, inspectMessage, suggestMapping } from '@leeway/contracts';
import { readLastRecords, TopicUnreadable } from '@leeway/stream';
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
  const decoder = createStreamDecoder(input.mapping);
  return {
    partitions,
    records: records.map((record) => inspectMessage(decoder, record)),
    suggestion: suggestMapping(records),
  };
};
