import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findFreePort } from '../ports/find-free-port.ts';
import { readLogTail } from '../process/read-log-tail.ts';
import { spawnService, type ServiceProcess } from '../process/service-process.ts';
import { StartError } from '../start-error.ts';
import { requireJava } from './command-version.ts';
import { answersAsBroker } from './kafka-admin.ts';
import { ensureKafkaJars } from './kafka-jars.ts';
import { LOG4J_PROPERTIES, serverProperties, type BrokerListener, type BrokerSettings } from './server-properties.ts';

export type KafkaBroker = {
  brokers: string[];
  process: ServiceProcess;
  stop: () => Promise<void>;
};

const READY_WITHIN_MS = 90_000;
const JVM_FLAGS = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC'];

/** Starts Apache Kafka's own broker on loopback with its log in `dataDir`, which is formatted on the first start. */
export async function startKafka(input: {
  dataDir: string;
  port: number;
  logFile: string;
  listeners?: readonly BrokerListener[];
  settings?: BrokerSettings;
  /** What `kafka-storage format` is told besides, as --add-scram. */
  formatArgs?: readonly string[];
  onSpawn?: ((pid: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}): Promise<KafkaBroker> {
  const java = requireJava();
  const { jarsDir } = await ensureKafkaJars(input.signal);
  const configDir = `${input.dataDir}.config`;
  await mkdir(configDir, { recursive: true });
  const classpath = ['-cp', join(jarsDir, '*')];
  const log4j = join(configDir, 'log4j2.properties');
  await writeFile(log4j, LOG4J_PROPERTIES);
  const controllerPort = await findFreePort();
  if ((await stat(join(input.dataDir, 'meta.properties')).catch(() => null)) === null) {
    await format({ ...input, java, classpath, configDir, controllerPort });
  }
  const config = join(configDir, 'server.properties');
  await writeFile(config, serverProperties({ ...input, controllerPort }));
  const service = await spawnService({
    command: java,
    args: [...JVM_FLAGS, `-Dlog4j2.configurationFile=${log4j}`, ...classpath, 'kafka.Kafka', config],
    logFile: input.logFile,
    onSpawn: input.onSpawn,
  });
  const stop = (): Promise<void> => service.stop({ graceMs: 20_000 });
  const brokers = [`127.0.0.1:${input.port}`];
  try {
    await waitUntilReady(brokers, service, input);
  } catch (error) {
    await stop();
    throw error;
  }
  return { brokers, process: service, stop };
}

/** Formats beside the place and moves it there, so that a format cut short is never taken for a broker's log. */
async function format(input: {
  java: string;
  classpath: string[];
  configDir: string;
  dataDir: string;
  controllerPort: number;
  port: number;
  listeners?: readonly BrokerListener[];
  settings?: BrokerSettings;
  formatArgs?: readonly string[];
}): Promise<void> {
  const fresh = `${input.dataDir}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(dirname(fresh), { recursive: true });
  const config = join(input.configDir, 'format.properties');
  await writeFile(config, serverProperties({ ...input, dataDir: fresh }));
  const clusterId = `A${randomBytes(16).toString('base64url').slice(1)}`;
  const result = spawnSync(
    input.java,
    [
      '-Xmx128m',
      '-XX:TieredStopAtLevel=1',
      ...input.classpath,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      clusterId,
      '-c',
      config,
      ...(input.formatArgs ?? []),
    ],
    { encoding: 'utf8' },
  );
  if (result.status !== 0) {
    throw new StartError(
      `Kafka could not make its data folder ${input.dataDir}: ${`${result.stdout}${result.stderr}`.trim().slice(0, 800)}`,
      'check that the folder is writable and the disk is not full, then start again',
    );
  }
  await rm(input.dataDir, { recursive: true, force: true });
  await rename(fresh, input.dataDir);
}

async function waitUntilReady(
  brokers: string[],
  service: ServiceProcess,
  { logFile, signal }: { logFile: string; signal?: AbortSignal | undefined },
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answersAsBroker(brokers))) {
    signal?.throwIfAborted();
    if (service.hasExited()) {
      throw new StartError(`Kafka ended while starting:\n${await readLogTail(logFile)}`, `read ${logFile}`);
    }
    if (Date.now() > deadline) throw new StartError('Kafka did not answer within 90 s', `read ${logFile}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
