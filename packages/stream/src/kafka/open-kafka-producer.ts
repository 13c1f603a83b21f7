import { Partitioners, type Kafka } from 'kafkajs';
import type { StreamProducer } from '../port.ts';

export async function openKafkaProducer(kafka: Kafka): Promise<StreamProducer> {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    metadataMaxAge: 30_000,
    // One request in flight keeps the order of retried sends.
    maxInFlightRequests: 1,
  });
  await producer.connect();
  return {
    send: async (topic, records) => {
      if (records.length === 0) return;
      await producer.send({
        topic,
        acks: -1,
        messages: records.map(({ key, value, headers, timestampMs, partition }) => ({
          key,
          value: value === null || typeof value === 'string' ? value : Buffer.from(value),
          ...(headers ? { headers } : {}),
          ...(partition === undefined ? {} : { partition }),
          ...(timestampMs === undefined ? {} : { timestamp: String(timestampMs) }),
        })),
      });
    },
    close: () => producer.disconnect(),
  };
}
