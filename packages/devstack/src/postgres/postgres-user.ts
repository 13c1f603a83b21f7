import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, lstat, mkdir, realpath, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../start-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

export type PostgresUser = { uid: number; gid: number };

/** Where root keeps what the user `postgres` can't reach inside a closed folder such as /root. */
const SHARED_DIR = '/var/lib/leeway';

/** PostgreSQL refuses to run as root; then it runs as the system user `postgres`, made when there is none. */
export function postgresUser(): PostgresUser | null {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp();
  if (existing !== null) return existing;
  spawnSync('groupadd', ['--system', 'postgres']);
  const made = spawnSync('useradd', ['--system', '--gid', 'postgres', '--shell', '/usr/sbin/nologin', 'postgres'], {
    encoding: 'utf8',
  });
  const created = lookUp();
  if (created !== null) return created;
  throw new StartError(
    `PostgreSQL can't run as root, and the user "postgres" could not be made: ${made.stderr?.trim() ?? made.error?.message ?? ''}`,
    'make the user by hand (useradd --system postgres), or run as an ordinary user',
  );
}

function lookUp(): PostgresUser | null {
  const uid = Number.parseInt(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout ?? '', 10);
  const gid = Number.parseInt(spawnSync('id', ['-g', 'postgres'], { encoding: 'utf8' }).stdout ?? '', 10);
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

/** The same binaries where `user` can run them: in place, or copied when a folder above is closed to others. */
export async function reachableBinaries(binaries: PostgresBinaries, user: PostgresUser): Promise<PostgresBinaries> {
  if (spawnSync(binaries.postgres, ['--version'], user).status === 0) return binaries;
  const copy = join(SHARED_DIR, `postgresql-${binaries.version}`);
  if ((await lstat(copy).catch(() => null)) === null) {
    const fresh = `${copy}.${process.pid}`;
    await mkdir(SHARED_DIR, { recursive: true, mode: 0o755 });
    await cp(dirname(dirname(binaries.postgres)), fresh, { recursive: true, verbatimSymlinks: true });
    await rename(fresh, copy).catch(() => undefined);
  }
  return { ...binaries, initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
}

/** Where the data can lie: `dataDir`, or /var/lib/leeway when a folder above `dataDir` is closed to `user`. */
export async function reachableDataDir(dataDir: string, user: PostgresUser): Promise<string> {
  const parent = await realpath(dirname(dataDir));
  if (spawnSync('test', ['-x', parent], user).status === 0) return dataDir;
  await mkdir(SHARED_DIR, { recursive: true, mode: 0o755 });
  const name = createHash('sha256')
    .update(join(parent, basename(dataDir)))
    .digest('hex')
    .slice(0, 12);
  return join(SHARED_DIR, `data-${name}`);
}
