import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireJava } from './command-version.ts';
import { ensureKafkaJars } from './kafka-jars.ts';

/** Runs one of Apache Kafka's own command-line tools, with `input` on its standard input; returns what it printed. */
export async function runKafkaTool(input: { mainClass: string; args: string[]; input?: string }): Promise<string> {
  const java = requireJava();
  const { jarsDir } = await ensureKafkaJars();
  const child = spawn(
    java,
    ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', join(jarsDir, '*'), input.mainClass, ...input.args],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.end(input.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`${input.mainClass} ended with ${code}: ${output}`);
  return output;
}
