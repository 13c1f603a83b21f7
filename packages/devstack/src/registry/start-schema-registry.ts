import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchOnce } from '../cache/fetch-once.ts';
import { requireJava, requireMaven } from '../kafka/command-version.ts';
import { readLogTail } from '../process/read-log-tail.ts';
import { runCommand } from '../process/run-command.ts';
import { spawnService, type ServiceProcess } from '../process/service-process.ts';
import { StartError } from '../start-error.ts';

const VERSION = '2.6.13.Final';
const READY_WITHIN_MS = 90_000;
const JVM_FLAGS = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

export type SchemaRegistryServer = {
  /** Where the Confluent-compatible API begins. */
  url: string;
  process: ServiceProcess;
  stop: () => Promise<void>;
};

/** Apicurio Registry on loopback, its schemas in `dataDir`, so that they outlive the process. For tests. */
export async function startSchemaRegistry(input: {
  dataDir: string;
  port: number;
  logFile: string;
  onSpawn?: ((pid: number) => void) | undefined;
}): Promise<SchemaRegistryServer> {
  const java = requireJava();
  const { directory } = await fetchOnce(`apicurio-registry-${VERSION}`, unpackRegistry);
  await mkdir(input.dataDir, { recursive: true });
  const service = await spawnService({
    command: java,
    args: [
      ...JVM_FLAGS,
      `-Dquarkus.http.port=${input.port}`,
      '-Dquarkus.http.host=127.0.0.1',
      '-jar',
      join(directory, `apicurio-registry-app-${VERSION}-runner.jar`),
    ],
    logFile: input.logFile,
    // Written at once: a registry that is killed has what it acknowledged.
    env: { ...process.env, REGISTRY_DATASOURCE_URL: `jdbc:h2:file:${join(input.dataDir, 'registry')};WRITE_DELAY=0` },
    onSpawn: input.onSpawn,
  });
  const url = `http://127.0.0.1:${input.port}/apis/ccompat/v7`;
  try {
    await waitUntilReady(url, service, input.logFile);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return { url, process: service, stop: () => service.stop() };
}

async function unpackRegistry(outputDirectory: string): Promise<void> {
  requireMaven();
  const { code, output } = await runCommand({
    command: 'mvn',
    args: [
      '-B',
      '-q',
      'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack',
      `-Dartifact=io.apicurio:apicurio-registry-app:${VERSION}:tar.gz:all`,
      `-DoutputDirectory=${outputDirectory}`,
    ],
  });
  if (code === 0) return;
  throw new StartError(
    `Maven could not fetch the schema registry:\n${output.trim().split('\n').slice(0, 6).join('\n')}`,
    'check the network and, behind a proxy or mirror, ~/.m2/settings.xml; then start again',
  );
}

async function waitUntilReady(url: string, service: ServiceProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(`${url}/subjects`))) {
    if (service.hasExited())
      throw new StartError(
        `the schema registry ended while starting:\n${await readLogTail(logFile)}`,
        `read ${logFile}`,
      );
    if (Date.now() > deadline)
      throw new StartError('the schema registry did not answer within 90 s', `read ${logFile}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
