import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@leeway/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureTopics } from './kafka/ensure-topics.ts';
import { answersAsBroker, withKafkaAdmin } from './kafka/kafka-admin.ts';
import { startKafka } from './kafka/start-kafka.ts';
import { LEEWAY_TOPICS } from './kafka/topics.ts';
import { findFreePort } from './ports/find-free-port.ts';
import { processIdentity } from './process/process-identity.ts';
import { startPostgres } from './postgres/start-postgres.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-devstack ü-'));
  // As root the server runs as another user, who has to get through.
  chmodSync(dir, 0o711);
});
/** Whatever a failed test left running: the servers are in sessions of their own. */
const pids: number[] = [];
const onSpawn = (pid: number): number => pids.push(pid);
afterAll(() => {
  for (const pid of pids.filter((pid) => processIdentity(pid) !== null)) process.kill(pid, 'SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return result.rows;
  } finally {
    await client.end();
  }
}

async function produceOne(brokers: string[], topic: string): Promise<void> {
  const producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ value: 'kept' }] });
  await producer.disconnect();
}

describe('PostgreSQL', () => {
  it(
    'keeps its data over a stop and over a kill -9, and takes only its own password',
    { timeout: 120_000 },
    async () => {
      const input = { dataDir: join(dir, 'pg'), port: await findFreePort(), logFile: join(dir, 'pg.log'), onSpawn };
      const first = await startPostgres(input);
      await query(first.connectionString, 'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)');
      const [settings] = await query(first.connectionString, "SELECT current_setting('listen_addresses') AS listen");
      expect(settings?.['listen']).toBe('127.0.0.1');
      expect(statSync(`${input.dataDir}.password`).mode & 0o777).toBe(0o600);
      const wrong = new URL(first.connectionString);
      wrong.password = 'leeway';
      await expect(query(wrong.toString(), 'SELECT 1')).rejects.toThrow(/password authentication failed/u);
      await first.stop();
      expect(processIdentity(first.process.pid)).toBeNull();

      const second = await startPostgres(input);
      await query(second.connectionString, 'INSERT INTO kept VALUES (2)');
      process.kill(second.process.pid, 'SIGKILL');
      await second.process.exited;
      expect(readFileSync(join(input.dataDir, 'postmaster.pid'), 'utf8')).toContain(String(second.process.pid));

      const third = await startPostgres(input);
      expect(await query(third.connectionString, 'SELECT id FROM kept ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
      await third.stop();
    },
  );
});

describe('Kafka', () => {
  it('keeps topics and records over a stop and over a kill -9', { timeout: 200_000 }, async () => {
    const input = { dataDir: join(dir, 'kafka'), port: await findFreePort(), logFile: join(dir, 'kafka.log'), onSpawn };
    const first = await startKafka(input);
    const made = await ensureTopics({ brokers: first.brokers, topics: LEEWAY_TOPICS });
    expect(made.toSorted()).toEqual(LEEWAY_TOPICS.map(({ topic }) => topic).toSorted());
    expect(await ensureTopics({ brokers: first.brokers, topics: LEEWAY_TOPICS })).toEqual([]);
    await first.stop();
    expect(await answersAsBroker(first.brokers)).toBe(false);

    const second = await startKafka(input);
    await produceOne(second.brokers, TOPICS.changes);
    process.kill(second.process.pid, 'SIGKILL');
    await second.process.exited;

    const third = await startKafka(input);
    const topics = await withKafkaAdmin({ brokers: third.brokers }, (admin) => admin.listTopics());
    expect(topics).toEqual(expect.arrayContaining(LEEWAY_TOPICS.map(({ topic }) => topic)));
    const ends = await withKafkaAdmin({ brokers: third.brokers }, (admin) => admin.fetchTopicOffsets(TOPICS.changes));
    expect(ends.map(({ offset }) => offset)).toEqual(['1']);
    await third.stop();
  });
});
