import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

const JAVA_MAJOR_MIN = 17;
const MAVEN_MIN = [3, 6, 3] as const;

const OWN_BROKER = 'or use a broker of your own: KAFKA_BROKERS=host:9092 npm start';

/** The major version in what `java -version` prints: 17 of `openjdk version "17.0.15"`, 8 of `"1.8.0_292"`. */
export function parseJavaMajor(output: string): number | null {
  const match = /version "(?<first>\d+)(?:\.(?<second>\d+))?/u.exec(output);
  const first = match?.groups?.['first'];
  if (first === undefined) return null;
  return first === '1' ? Number(match?.groups?.['second'] ?? 1) : Number(first);
}

/** The three numbers in what `mvn --version` prints. */
export function parseMavenVersion(output: string): [number, number, number] | null {
  const match = /Apache Maven (?<a>\d+)\.(?<b>\d+)\.(?<c>\d+)/u.exec(output);
  if (!match?.groups) return null;
  return [Number(match.groups['a']), Number(match.groups['b']), Number(match.groups['c'])];
}

/** The path of a Java that can run the broker. */
export function requireJava(env: NodeJS.ProcessEnv = process.env): string {
  const home = env['JAVA_HOME'];
  const java = home !== undefined && existsSync(join(home, 'bin/java')) ? join(home, 'bin/java') : 'java';
  const result = spawnSync(java, ['-version'], { encoding: 'utf8', env });
  const output = `${result.stdout ?? ''}${result.stderr ?? ''}`;
  const major = result.status === 0 ? parseJavaMajor(output) : null;
  const remedy = `install Java ${JAVA_MAJOR_MIN} or newer (Debian, Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk), ${OWN_BROKER}`;
  if (major === null) throw new StartError('Java was not found; the Kafka broker runs on it', remedy);
  if (major < JAVA_MAJOR_MIN) {
    throw new StartError(`Java ${major} is too old for the Kafka broker, which wants ${JAVA_MAJOR_MIN}`, remedy);
  }
  return java;
}

/** Fails with the remedy unless `mvn` is there and new enough to fetch the broker's jars. */
export function requireMaven(env: NodeJS.ProcessEnv = process.env): void {
  const result = spawnSync('mvn', ['--version'], { encoding: 'utf8', env });
  const version = result.status === 0 ? parseMavenVersion(stripColour(result.stdout)) : null;
  const minimum = MAVEN_MIN.join('.');
  const remedy = `install Maven ${minimum} or newer (Debian, Ubuntu: apt-get install maven; macOS: brew install maven), ${OWN_BROKER}`;
  if (version === null) throw new StartError("Maven (mvn) was not found; it fetches Kafka's jars once", remedy);
  if (compare(version, MAVEN_MIN) < 0) {
    throw new StartError(`Maven ${version.join('.')} is too old; ${minimum} is wanted to fetch Kafka's jars`, remedy);
  }
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function stripColour(text: string): string {
  return text.replaceAll(new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'gu'), '');
}
