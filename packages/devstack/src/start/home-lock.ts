import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { processIdentity } from '../process/process-identity.ts';
import { StartError } from '../start-error.ts';

const Holder = z.object({ pid: z.int().positive(), identity: z.string() });

/** Keeps two starts out of one folder. A lock whose process is gone, as after kill -9, is taken over. */
export function takeHomeLock(path: string, homeDir: string): { release: () => void } {
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? '' });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (!isExisting(error)) throw error;
    }
    const holder = readHolder(path);
    if (holder !== null && processIdentity(holder.pid) === holder.identity) {
      throw new StartError(
        `Leeway is already running from ${homeDir} (process ${holder.pid})`,
        `stop it with Ctrl-C in its terminal (or kill -INT ${holder.pid}), or start a second one elsewhere: LEEWAY_HOME=/some/folder, with other ports`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new StartError(`the lock ${path} could not be taken`, 'another start is under way; wait for it');
}

function readHolder(path: string): z.infer<typeof Holder> | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
