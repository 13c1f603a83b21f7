import { Kafka, logLevel } from 'kafkajs';

/** Below the brokers' limit of 1 MB a batch. */
const BATCH_BYTES = 800_000;

/** Sends `count` texts round robin to all partitions of a new topic. */
export async function fillTopic(input: {
  brokers: string[];
  topic: string;
  partitions: number;
  count: number;
  next: () => string;
}): Promise<{ meanBytes: number }> {
  const kafka = new Kafka({ clientId: 'bench-fill', brokers: input.brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic: input.topic, numPartitions: input.partitions }],
    waitForLeaders: true,
  });
  await admin.disconnect();
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  let bytes = 0;
  for (let sent = 0, partition = 0; sent < input.count; partition = (partition + 1) % input.partitions) {
    const messages: { key: null; value: string; partition: number }[] = [];
    for (let size = 0; size < BATCH_BYTES && sent < input.count; sent += 1) {
      const value = input.next();
      messages.push({ key: null, value, partition });
      size += value.length + 20;
      bytes += value.length;
    }
    await producer.send({ topic: input.topic, acks: 1, messages });
  }
  await producer.disconnect();
  return { meanBytes: Math.round(bytes / input.count) };
}
