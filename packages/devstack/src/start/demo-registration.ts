import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDb } from '@leeway/store';
import { z } from 'zod';
import { runCommand } from '../process/run-command.ts';
import { StartError } from '../start-error.ts';
import { demoUrl, type StackContext } from './services.ts';

const MODEL_FILE = 'apps/demo-model/leeway-model.json';
const ModelFile = z.object({ id: z.string() });

/** Registers the demo model with the reference that it serves, as anybody would register a model of their own. */
export async function registerDemo(context: StackContext, connectionString: string): Promise<'registered' | 'known'> {
  const { id } = ModelFile.parse(JSON.parse(await readFile(join(context.rootDir, MODEL_FILE), 'utf8')));
  if (await isRegistered(connectionString, id)) return 'known';
  const { code, output } = await runCommand({
    command: process.execPath,
    args: [
      'packages/cli/src/main.ts',
      'model',
      'register',
      '--file',
      MODEL_FILE,
      '--reference',
      `${demoUrl(context.settings)}/reference`,
    ],
    cwd: context.rootDir,
    env: { ...process.env, DATABASE_URL: connectionString },
    logFile: context.home.logFile('register'),
    signal: context.signal,
  });
  if (code === 0) return 'registered';
  throw new StartError(
    `the demo model could not be registered:\n${output.trimEnd().split('\n').slice(-8).join('\n')}`,
    `read ${context.home.logFile('register')}, or start without the demo: npm start -- --no-demo`,
  );
}

async function isRegistered(connectionString: string, modelId: string): Promise<boolean> {
  const db = openDb({ connectionString, poolSize: 1 });
  try {
    return (await db.model.findUnique({ where: { id: modelId }, select: { id: true } })) !== null;
  } finally {
    await db.$disconnect();
  }
}
