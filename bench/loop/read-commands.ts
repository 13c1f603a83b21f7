import type { z } from 'zod';
import { Kafka, logLevel } from 'kafkajs';

export type CommandReader = { next: () => Promise<{ seenAtMs: number }>; close: () => Promise<void> };

/** Reads a topic from now on and says when each message arrived. */
export async function readCommands(brokers: string[], topic: string, schema: z.ZodType): Promise<CommandReader> {
  const consumer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).consumer({
    groupId: 'bench-loop',
    maxWaitTimeInMs: 50,
  });
  const arrived: { seenAtMs: number }[] = [];
  let wake: () => void = () => undefined;
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve());
  });
  await consumer.run({
    eachMessage: ({ message }) => {
      schema.parse(JSON.parse(message.value?.toString('utf8') ?? 'null'));
      arrived.push({ seenAtMs: Date.now() });
      wake();
      return Promise.resolve();
    },
  });
  await joined;
  return {
    next: async () => {
      while (arrived.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const first = arrived.shift();
      if (first === undefined) throw new Error('no command');
      return first;
    },
    close: () => consumer.disconnect(),
  };
}
