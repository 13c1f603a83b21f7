import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, startKafka, startPostgres } from '@leeway/devstack';
import { migrate } from '@leeway/store';

export type BenchServices = { brokers: string[]; databaseUrl: string; stop: () => Promise<void> };

const PRISMA_DIR = fileURLToPath(new URL('../../prisma', import.meta.url));

/** A broker and a database of the benchmark's own, on free loopback ports, in a folder that goes when it ends. */
export async function startBenchServices(): Promise<BenchServices> {
  const folder = await mkdtemp(join(tmpdir(), 'leeway-bench-'));
  await chmod(folder, 0o711);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.allSettled(stops.splice(0).map((stopOne) => stopOne()));
    await rm(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  try {
    const [postgres, kafka] = await Promise.allSettled([
      startPostgres({
        dataDir: join(folder, 'postgres'),
        port: await findFreePort(),
        logFile: join(folder, 'postgres.log'),
      }),
      startKafka({ dataDir: join(folder, 'kafka'), port: await findFreePort(), logFile: join(folder, 'kafka.log') }),
    ]);
    if (postgres.status === 'fulfilled') stops.push(postgres.value.stop);
    if (kafka.status === 'fulfilled') stops.push(kafka.value.stop);
    if (postgres.status === 'rejected') throw postgres.reason;
    if (kafka.status === 'rejected') throw kafka.reason;
    await migrate({ connectionString: postgres.value.connectionString, prismaDir: PRISMA_DIR });
    return { brokers: kafka.value.brokers, databaseUrl: postgres.value.connectionString, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
