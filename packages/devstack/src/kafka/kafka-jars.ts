import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cacheDir, fetchOnce } from '../cache/fetch-once.ts';
import { runCommand } from '../process/run-command.ts';
import { StartError } from '../start-error.ts';
import { requireMaven } from './command-version.ts';

export const KAFKA_VERSION = '4.1.1';
const CACHED_AS = `kafka-${KAFKA_VERSION}`;

export function hasKafkaJars(): boolean {
  return existsSync(cacheDir(CACHED_AS));
}

/** Fetches the broker's jars by Maven unless they are in the cache. */
export async function ensureKafkaJars(signal?: AbortSignal): Promise<{ jarsDir: string; isFresh: boolean }> {
  const { directory, isFresh } = await fetchOnce(CACHED_AS, async (outputDirectory) => {
    requireMaven();
    await copyDependencies(outputDirectory, signal);
  });
  return { jarsDir: directory, isFresh };
}

async function copyDependencies(outputDirectory: string, signal: AbortSignal | undefined): Promise<void> {
  const pom = fileURLToPath(new URL('../../kafka/pom.xml', import.meta.url));
  const { code, output } = await runCommand({
    command: 'mvn',
    args: ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${outputDirectory}`],
    signal,
  });
  if (code === 0) return;
  throw new StartError(
    `Maven could not fetch Kafka's jars:\n${output.trim().split('\n').slice(0, 6).join('\n')}`,
    'check the network and, behind a proxy or mirror, ~/.m2/settings.xml; then start again',
  );
}
