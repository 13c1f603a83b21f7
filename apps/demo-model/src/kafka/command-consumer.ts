import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';

export type CommandConsumer = { disconnect(): Promise<void> };

/**
 * Hands the commands over one by one. Offsets are committed after the handler, so that a command comes again after
 * a crash; the handler knows those that it has seen. `onFatal` is told when no more will come.
 */
export async function consumeCommands(input: {
  kafka: Kafka;
  topic: string;
  groupId: string;
  handle: (value: Buffer | null) => Promise<void>;
  onFatal: (error: Error) => void;
  logger: Logger;
}): Promise<CommandConsumer> {
  const { kafka, topic, groupId, handle, onFatal, logger } = input;
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: 10_000,
    heartbeatInterval: 2_000,
    maxWaitTimeInMs: 500,
    metadataMaxAge: 30_000,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8, restartOnFailure: () => Promise.resolve(true) },
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (payload.restart) logger.warn({ err: payload.error }, 'the command consumer starts again');
    else onFatal(payload.error);
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message }) => {
      try {
        await handle(message.value);
      } catch (error) {
        // Retrying in place can't help (the disk is full, say); a restart may.
        onFatal(error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
    },
  });
  return { disconnect: () => consumer.disconnect() };
}
