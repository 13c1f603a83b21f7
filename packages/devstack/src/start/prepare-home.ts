import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

export type Home = {
  dir: string;
  postgresDir: string;
  kafkaDir: string;
  runDir: string;
  lockFile: string;
  logFile: (name: string) => string;
  authSecret: string;
};

/** Makes the folder that holds everything of one installation, and finds out at once whether it can be written. */
export function prepareHome(dir: string, givenSecret: string | undefined): Home {
  try {
    // As root the database server runs as another user, who has to get through to its own folder.
    mkdirSync(dir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    for (const inner of ['logs', 'run']) mkdirSync(join(dir, inner), { recursive: true, mode: 0o700 });
    const probe = join(dir, `.write-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    throw new StartError(
      `the data folder ${dir} can't be written (${cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'})`,
      'make it writable for this user, or name another folder: LEEWAY_HOME=/some/folder npm start',
      { cause },
    );
  }
  return {
    dir,
    postgresDir: join(dir, 'postgres'),
    kafkaDir: join(dir, 'kafka'),
    runDir: join(dir, 'run'),
    lockFile: join(dir, 'lock'),
    logFile: (name) => join(dir, 'logs', `${name}.log`),
    authSecret: givenSecret ?? ownSecret(join(dir, 'secret')),
  };
}

function ownSecret(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const secret = randomBytes(32).toString('base64url');
  writeFileSync(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/** The log of the run before stays as `.log.1`. */
export function beginLog(path: string): void {
  if (existsSync(path)) renameSync(path, `${path}.1`);
  writeFileSync(path, '');
}
