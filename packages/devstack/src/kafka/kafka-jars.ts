import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../process/run-command.ts';
import { StartError } from '../start-error.ts';
import { requireMaven } from './command-version.ts';

export const KAFKA_VERSION = '4.1.1';

/** Outside the tree, so that clones share it and `git clean` leaves it. */
export function kafkaJarsDir(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['XDG_CACHE_HOME'];
  const base = cache !== undefined && cache !== '' ? cache : join(homedir(), '.cache');
  return join(base, 'leeway', `kafka-${KAFKA_VERSION}`);
}

export function hasKafkaJars(): boolean {
  return existsSync(kafkaJarsDir());
}

/** Fetches the broker's jars by Maven unless they are in the cache; a download cut short leaves nothing behind. */
export async function ensureKafkaJars(signal?: AbortSignal): Promise<{ jarsDir: string; isFresh: boolean }> {
  const jarsDir = kafkaJarsDir();
  if (existsSync(jarsDir)) return { jarsDir, isFresh: false };
  requireMaven();
  const unfinished = `${jarsDir}.${process.pid}`;
  try {
    await mkdir(dirname(jarsDir), { recursive: true }).catch((cause: unknown) => {
      throw new StartError(
        `the cache folder ${dirname(jarsDir)} can't be made`,
        'make it writable, or name another folder: XDG_CACHE_HOME=/some/folder npm start',
        { cause },
      );
    });
    await copyDependencies(unfinished, signal);
    await rename(unfinished, jarsDir).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(jarsDir)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return { jarsDir, isFresh: true };
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
