import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartError } from '../start-error.ts';

/** Outside the tree, so that clones share it and `git clean` leaves it. */
export function cacheDir(name: string, env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['XDG_CACHE_HOME'];
  const base = cache !== undefined && cache !== '' ? cache : join(homedir(), '.cache');
  return join(base, 'leeway', name);
}

/** Fills a folder of the cache unless it is there; a download cut short leaves nothing behind. */
export async function fetchOnce(
  name: string,
  fetch: (directory: string) => Promise<void>,
): Promise<{ directory: string; isFresh: boolean }> {
  const directory = cacheDir(name);
  if (existsSync(directory)) return { directory, isFresh: false };
  const unfinished = `${directory}.${process.pid}`;
  try {
    await mkdir(dirname(directory), { recursive: true }).catch((cause: unknown) => {
      throw new StartError(
        `the cache folder ${dirname(directory)} can't be made`,
        'make it writable, or name another folder: XDG_CACHE_HOME=/some/folder npm start',
        { cause },
      );
    });
    await fetch(unfinished);
    await rename(unfinished, directory).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(directory)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return { directory, isFresh: true };
}
