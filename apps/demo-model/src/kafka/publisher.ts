import { setTimeout as sleep } from 'node:timers/promises';
import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { Logger } from 'pino';
import type { TopicNames } from './topic-names.ts';

export type Outgoing = { key: string; value: string };
export type Batch = Partial<Record<keyof TopicNames, Outgoing[]>>;

export type Publisher = {
  /** Resolves when the brokers have it. Sends are carried out one after the other, in the order they were asked for. */
  send(batch: Batch): Promise<void>;
  disconnect(): Promise<void>;
};

/** A new producer is tried this often in a row before the process gives up. */
const MOST_REBUILDS = 5;

/**
 * One idempotent producer with one request in flight (kafkajs loses its sequence otherwise). It retries through
 * broker restarts without end; should it fail for good, a new one takes over and the batch is sent again.
 */
export async function openPublisher(kafka: Kafka, topics: TopicNames, logger: Logger): Promise<Publisher> {
  let producer = await connectProducer(kafka);
  let last: Promise<unknown> = Promise.resolve();

  async function sendNow(batch: Batch): Promise<void> {
    const topicMessages = Object.entries(batch)
      .filter(([, messages]) => messages.length > 0)
      .map(([name, messages]) => ({ topic: topics[name as keyof TopicNames], messages }));
    if (topicMessages.length === 0) return;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await producer.sendBatch({ topicMessages, acks: -1 });
        return;
      } catch (error) {
        if (attempt > MOST_REBUILDS || error instanceof TypeError || error instanceof RangeError) throw error;
        logger.warn({ err: error, attempt }, 'the producer failed, a new one takes over');
        await sleep(500 * attempt);
        await producer.disconnect().catch(() => undefined);
        producer = await connectProducer(kafka);
      }
    }
  }

  return {
    send(batch) {
      const turn = last.then(() => sendNow(batch));
      // A failed send is its caller's to handle; those behind it go on.
      last = turn.catch(() => undefined);
      return turn;
    },
    async disconnect() {
      await last;
      await producer.disconnect();
    },
  };
}

async function connectProducer(kafka: Kafka): Promise<Producer> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    metadataMaxAge: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 3_000, retries: Number.MAX_SAFE_INTEGER },
  });
  await producer.connect();
  return producer;
}
