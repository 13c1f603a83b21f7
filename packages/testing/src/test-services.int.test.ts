import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withKafkaAdmin } from '@leeway/devstack';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { testKafkaBrokers } from './test-kafka-brokers.ts';
import { uniqueName } from './unique-name.ts';

describe('the services of the integration tests', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([first.drop(), second.drop()]);
  });

  it('gives every suite a migrated database of its own', async () => {
    await first.db.$executeRaw`CREATE TABLE only_here (id int)`;
    const [here] = await first.db.$queryRaw<{ found: boolean }[]>`SELECT to_regclass('only_here') IS NOT NULL AS found`;
    const [there] = await second.db.$queryRaw<
      { found: boolean }[]
    >`SELECT to_regclass('only_here') IS NOT NULL AS found`;
    const [migrated] = await second.db.$queryRaw<{ count: bigint }[]>`SELECT count(*) AS count FROM _prisma_migrations`;
    expect(here?.found).toBe(true);
    expect(there?.found).toBe(false);
    expect(Number(migrated?.count)).toBeGreaterThan(0);
  });

  it('reaches a broker that makes topics only when asked', async () => {
    const topic = uniqueName('testing.topic');
    await withKafkaAdmin({ brokers: testKafkaBrokers() }, async (admin) => {
      await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      expect(topics[0]?.partitions).toHaveLength(2);
      await admin.deleteTopics({ topics: [topic] });
    });
  });
});
