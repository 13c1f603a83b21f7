import { readFile } from 'node:fs/promises';

/** The last lines of a log, for a message about why its process ended. */
export async function readLogTail(path: string, lines = 8): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
