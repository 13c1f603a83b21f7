import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startKafka, startPostgres } from '@leeway/devstack';
import { ensureTemplate, testDatabaseServer } from './test-database.ts';

/**
 * Vitest's global set-up of the integration project: a real PostgreSQL and a real Kafka broker on free ports with
 * temporary folders, unless LEEWAY_TEST_DATABASE_URL or LEEWAY_TEST_KAFKA_BROKERS names one that runs already.
 */
export default async function startTestServices(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'leeway-test-'));
  // As root the database server runs as another user, who must get through this folder to its own.
  await chmod(folder, 0o711);
  const stops: (() => Promise<void>)[] = [];
  async function stopAll(): Promise<void> {
    await Promise.allSettled(stops.map((stop) => stop()));
    await rm(folder, { recursive: true, force: true });
  }
  endWithUs(stopAll);
  try {
    const started = await Promise.allSettled([startTestPostgres(folder, stops), startTestKafka(folder, stops)]);
    for (const outcome of started) if (outcome.status === 'rejected') throw outcome.reason;
    await ensureTemplate(testDatabaseServer());
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}

async function startTestPostgres(folder: string, stops: (() => Promise<void>)[]): Promise<void> {
  if (process.env['LEEWAY_TEST_DATABASE_URL']) return;
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await findFreePort(),
    logFile: join(folder, 'postgres.log'),
    database: 'postgres',
    isDurable: false,
  });
  stops.push(server.stop);
  process.env['LEEWAY_TEST_DATABASE_URL'] = server.connectionString;
}

async function startTestKafka(folder: string, stops: (() => Promise<void>)[]): Promise<void> {
  if (process.env['LEEWAY_TEST_KAFKA_BROKERS']) return;
  const broker = await startKafka({
    dataDir: join(folder, 'kafka'),
    port: await findFreePort(),
    logFile: join(folder, 'kafka.log'),
  });
  stops.push(broker.stop);
  process.env['LEEWAY_TEST_KAFKA_BROKERS'] = broker.brokers.join(',');
}

/** A run that is told to end takes its services with it: they are in sessions of their own. */
function endWithUs(stopAll: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      void stopAll().finally(() => process.exit(1));
    });
  }
}
