import type { Kafka } from 'kafkajs';
import type { PartitionOffsets } from '../../port.ts';
import { internalCluster } from './internal-cluster.ts';
import { metadataRequest, type DescribedTopic } from './metadata-request.ts';

/** Topics asked for at a time: keeps one answer small. */
const TOPICS_AT_ONCE = 200;

export type ClusterView = ReturnType<typeof openClusterView>;

/** What the brokers say of topics now, for many topics in few requests. */
export function openClusterView(kafka: Kafka) {
  const cluster = internalCluster(kafka);
  let known = '';

  async function describe(topics: string[]): Promise<DescribedTopic[]> {
    await cluster.connect();
    const described: DescribedTopic[] = [];
    for (let start = 0; start < topics.length; start += TOPICS_AT_ONCE) {
      const broker = await cluster.brokerPool.findConnectedBroker();
      described.push(
        ...(await broker.connectionPool.send(metadataRequest(topics.slice(start, start + TOPICS_AT_ONCE)))),
      );
    }
    return described;
  }

  /** Describes topics and makes sure that their leaders are known. */
  async function locate(topics: string[]): Promise<DescribedTopic[]> {
    const described = await describe(topics);
    // kafkajs refuses to refresh while one of its topics is gone: it only ever knows those that exist.
    cluster.targetTopics = new Set(described.map(({ topic }) => topic));
    const layout = JSON.stringify(described);
    if (layout !== known) await cluster.refreshMetadata();
    known = layout;
    return described;
  }

  async function offsets(topics: string[]): Promise<Map<string, PartitionOffsets[]>> {
    const described = await locate(topics);
    try {
      const [low, high] = [await edge(described, true), await edge(described, false)];
      return new Map(described.map(({ topic, partitions }) => [topic, join(topic, partitions, low, high)]));
    } catch (error) {
      known = '';
      throw error;
    }
  }

  async function edge(described: DescribedTopic[], fromBeginning: boolean): Promise<Map<string, bigint>> {
    const answers = await cluster.fetchTopicsOffset(
      described.map(({ topic, partitions }) => ({ topic, partitions: partitions.map(onlyPartition), fromBeginning })),
    );
    return new Map(
      answers.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset }): [string, bigint] => [`${topic}/${partition}`, BigInt(offset)]),
      ),
    );
  }

  async function offsetsAt(topic: string, atMs: number): Promise<Map<number, bigint>> {
    const described = await locate([topic]);
    const asked = described.map(({ partitions }) => ({
      topic,
      partitions: partitions.map(onlyPartition),
      fromBeginning: false,
      fromTimestamp: atMs,
    }));
    const answers = await cluster.fetchTopicsOffset(asked).catch((error: unknown) => {
      known = '';
      throw error;
    });
    const found = answers.flatMap(({ partitions }) => partitions).filter(({ offset }) => BigInt(offset) >= 0n);
    return new Map(found.map(({ partition, offset }) => [partition, BigInt(offset)]));
  }

  return { describe, offsets, offsetsAt, close: () => cluster.disconnect() };
}

const onlyPartition = ({ partition }: { partition: number }) => ({ partition });

function join(
  topic: string,
  partitions: { partition: number }[],
  low: Map<string, bigint>,
  high: Map<string, bigint>,
): PartitionOffsets[] {
  return partitions.flatMap(({ partition }) => {
    const key = `${topic}/${partition}`;
    const [first, next] = [low.get(key), high.get(key)];
    return first === undefined || next === undefined ? [] : [{ partition, low: first, high: next }];
  });
}
