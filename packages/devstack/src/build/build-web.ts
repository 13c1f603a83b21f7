import { existsSync } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../process/run-command.ts';
import { StartError } from '../start-error.ts';
import { sourceHash } from './source-hash.ts';

/** What the web build reads: the app, the workspace packages that it names, and what decides how they compile. */
async function webSources(rootDir: string): Promise<string[]> {
  const { dependencies } = Manifest.parse(JSON.parse(await readFile(join(rootDir, 'apps/web/package.json'), 'utf8')));
  const packages = Object.keys(dependencies)
    .filter((name) => name.startsWith('@leeway/'))
    .map((name) => name.replace('@leeway/', 'packages/'));
  return ['apps/web', ...packages, 'prisma/schema.prisma', 'package-lock.json', 'tsconfig.base.json'];
}

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

export function webServerFile(rootDir: string): string {
  return join(rootDir, 'apps/web/.next/standalone/apps/web/server.js');
}

/** Builds the web app's standalone server unless its sources are the ones that were built last. */
export async function buildWeb(input: {
  rootDir: string;
  logFile: string;
  signal?: AbortSignal | undefined;
}): Promise<{ isFresh: boolean }> {
  const standalone = join(input.rootDir, 'apps/web/.next/standalone');
  const stamp = join(standalone, 'leeway-sources');
  const hash = await sourceHash(input.rootDir, await webSources(input.rootDir));
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built === hash && existsSync(webServerFile(input.rootDir))) return { isFresh: false };
  await rm(stamp, { force: true });
  await turboBuild({ ...input, filters: ['@leeway/web'] });
  await completeStandalone(input.rootDir);
  await writeFile(stamp, hash);
  return { isFresh: true };
}

/** Builds apps through Turborepo; all of them when no filter is given. */
export async function turboBuild(input: {
  rootDir: string;
  logFile: string;
  filters: string[];
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const { code, output } = await runCommand({
    command: join(input.rootDir, 'node_modules/.bin/turbo'),
    args: ['run', 'build', '--output-logs=new-only', ...input.filters.map((name) => `--filter=${name}`)],
    cwd: input.rootDir,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1' },
    logFile: input.logFile,
    signal: input.signal,
  });
  if (code === 0) return;
  throw new StartError(`the build failed:\n${tellingLines(output)}`, `read ${input.logFile}`);
}

/** The compiler's own words about errors, without what npm and Turborepo add about them. */
export function tellingLines(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^@leeway\/[\w-]+:build: /u, '').trimEnd())
    .filter(
      (line) => line !== '' && !/^\s*(?:npm error|> |@leeway|• |(?:Tasks|Cached|Time|Failed):| ?ERROR )/u.test(line),
    )
    .map((line) => (line.length > 240 ? `${line.slice(0, 239)}…` : line));
  const errors = lines.filter((line) => /\berror\b|failed|not found|can't|cannot/iu.test(line));
  return (errors.length > 0 ? errors.slice(0, 12) : lines.slice(-15)).join('\n');
}

/** Next leaves out what a CDN would serve; one server that serves all needs both folders beside it. */
export async function completeStandalone(rootDir: string): Promise<void> {
  const web = join(rootDir, 'apps/web');
  const target = join(web, '.next/standalone/apps/web');
  await cp(join(web, '.next/static'), join(target, '.next/static'), { recursive: true });
  if (existsSync(join(web, 'public'))) await cp(join(web, 'public'), join(target, 'public'), { recursive: true });
}
