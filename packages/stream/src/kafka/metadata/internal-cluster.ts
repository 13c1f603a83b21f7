import type { Kafka } from 'kafkajs';
import type { metadataRequest, DescribedTopic } from './metadata-request.ts';

type Broker = { connectionPool: { send: (request: ReturnType<typeof metadataRequest>) => Promise<DescribedTopic[]> } };

/** The part of kafkajs' own view of the cluster that is used here (2.2.4, pinned). */
export type InternalCluster = {
  targetTopics: Set<string>;
  brokerPool: { findConnectedBroker: () => Promise<Broker> };
  connect: () => Promise<void>;
  disconnect: () => Promise<void>;
  refreshMetadata: () => Promise<void>;
  fetchTopicsOffset: (
    topics: {
      topic: string;
      partitions: { partition: number }[];
      fromBeginning: boolean;
      /** In ms: the first record that is not older, -1 where there is none. */
      fromTimestamp?: number;
    }[],
  ) => Promise<{ topic: string; partitions: { partition: number; offset: string }[] }[]>;
};

/**
 * kafkajs' cluster object, which signs in as its clients do. Its admin asks topic by topic and cannot ask for topic
 * ids. Guarantee: only fields that exist in the pinned version are used, and the integration tests use each.
 */
export function internalCluster(kafka: Kafka): InternalCluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === 'private:Kafka:createCluster',
  );
  const create = symbol === undefined ? undefined : (kafka as unknown as Record<symbol, unknown>)[symbol];
  if (typeof create !== 'function') throw new TypeError('this is not kafkajs 2.2.4');
  return create({ metadataMaxAge: 30_000, allowAutoTopicCreation: false }) as InternalCluster;
}
