import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { readLogTail } from '../process/read-log-tail.ts';
import { spawnService, type ServiceProcess } from '../process/service-process.ts';
import { StartError } from '../start-error.ts';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { postgresUser, reachableBinaries, reachableDataDir, type PostgresUser } from './postgres-user.ts';

export type PostgresServer = {
  /** Of the database that was asked for, with the owner's rights. */
  connectionString: string;
  port: number;
  process: ServiceProcess;
  stop: () => Promise<void>;
};

const OWNER = 'leeway';
const READY_WITHIN_MS = 60_000;

/**
 * Starts a real PostgreSQL on loopback with its data in `dataDir`, which is made on the first start. The password
 * is random, made once and kept beside the data in a file that only its owner reads.
 */
export async function startPostgres(input: {
  dataDir: string;
  port: number;
  logFile: string;
  database?: string;
  /** false gives up safety against power loss for speed: for tests only. */
  isDurable?: boolean;
  onSpawn?: ((pid: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}): Promise<PostgresServer> {
  const user = postgresUser();
  let binaries = await postgresBinaries();
  if (user !== null) binaries = await reachableBinaries(binaries, user);
  const password = await makeCluster(input.dataDir, binaries, user);
  await forgetStaleLock(input.dataDir);
  const service = await spawnService({
    command: binaries.postgres,
    args: ['-D', await realpath(input.dataDir), '-p', String(input.port), ...serverSettings(input.isDurable ?? true)],
    logFile: input.logFile,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...user,
    onSpawn: input.onSpawn,
  });
  const stop = (): Promise<void> => service.stop({ signal: 'SIGINT', graceMs: 20_000 });
  try {
    const server = `postgres://${OWNER}:${password}@127.0.0.1:${input.port}`;
    await waitUntilReady(`${server}/postgres`, service, input);
    const database = input.database ?? 'leeway';
    await ensureDatabase(`${server}/postgres`, database);
    return { connectionString: `${server}/${database}`, port: input.port, process: service, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function serverSettings(isDurable: boolean): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC'];
  if (!isDurable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=4GB');
  return settings.flatMap((setting) => ['-c', setting]);
}

async function makeCluster(dataDir: string, binaries: PostgresBinaries, user: PostgresUser | null): Promise<string> {
  const passwordFile = `${dataDir}.password`;
  if ((await stat(dataDir).catch(() => null)) !== null) {
    await requireSameMajor(dataDir, binaries);
    return (await readFile(passwordFile, 'utf8')).trim();
  }
  await mkdir(dirname(dataDir), { recursive: true, mode: 0o711 });
  const home = user === null ? dataDir : await reachableDataDir(dataDir, user);
  // Made beside its place and moved there, so that an initdb cut short is never taken for a database.
  const fresh = `${home}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  if (user !== null) await chown(fresh, user.uid, user.gid);
  const password = randomBytes(24).toString('base64url');
  await initialise(fresh, password, binaries, user);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  // Left by an installation whose folder was removed, and its password with it.
  if (home !== dataDir) await rm(home, { recursive: true, force: true });
  await rename(fresh, home);
  if (home !== dataDir) {
    await rm(dataDir, { force: true });
    await symlink(home, dataDir);
  }
  return password;
}

async function initialise(
  dataDir: string,
  password: string,
  binaries: PostgresBinaries,
  user: PostgresUser | null,
): Promise<void> {
  // initdb reads the password from a file only; outside the data folder, which has to be empty.
  const passwordFile = join(tmpdir(), `leeway-initdb-${randomBytes(8).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (user !== null) await chown(passwordFile, user.uid, user.gid);
    const result = spawnSync(binaries.initdb, initdbArguments(dataDir, passwordFile), {
      cwd: '/',
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...user,
    });
    if (result.status === 0) return;
    throw new StartError(
      `PostgreSQL could not make its data folder ${dataDir}: ${result.error?.message ?? result.stderr.trim()}`,
      'check that the folder is writable and the disk is not full, then start again',
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initdbArguments(dataDir: string, passwordFile: string): string[] {
  return [
    `--pgdata=${dataDir}`,
    `--username=${OWNER}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--pwfile=${passwordFile}`,
  ];
}

async function requireSameMajor(dataDir: string, binaries: PostgresBinaries): Promise<void> {
  const wrote = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const ours = binaries.version.split('.')[0] ?? '';
  if (wrote === ours) return;
  throw new StartError(
    `the data in ${dataDir} is of PostgreSQL ${wrote === '' ? '(none: the folder is damaged)' : wrote}, this Leeway brings PostgreSQL ${ours}`,
    `to keep the data, use the Leeway that wrote it; to begin anew: rm -rf ${dataDir}`,
  );
}

/** After a kill -9 the lock names a process that is gone, or that is by now quite another program. */
async function forgetStaleLock(dataDir: string): Promise<void> {
  const lock = join(dataDir, 'postmaster.pid');
  const text = await readFile(lock, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number.parseInt(text.split('\n')[0] ?? '', 10);
  const command = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  if (command.includes('postgres') && command.includes(await realpath(dataDir))) {
    throw new StartError(
      `a PostgreSQL (process ${pid}) is still running on ${dataDir}`,
      `stop it: kill -INT ${pid}, then start again`,
    );
  }
  await rm(lock, { force: true });
}

async function waitUntilReady(
  connectionString: string,
  service: ServiceProcess,
  { logFile, signal }: { logFile: string; signal?: AbortSignal | undefined },
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    signal?.throwIfAborted();
    if (service.hasExited()) {
      throw new StartError(`PostgreSQL ended while starting:\n${await readLogTail(logFile)}`, `read ${logFile}`);
    }
    const client = new Client({ connectionString, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      await client.end().catch(() => undefined);
      if (Date.now() > deadline) {
        throw new StartError('PostgreSQL did not answer within a minute', `read ${logFile}`, { cause });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
}

async function ensureDatabase(connectionString: string, database: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
