import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, testKafkaBrokers, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from './ports/find-free-port.ts';
import { startPostgres } from './postgres/start-postgres.ts';
import { migrateStore } from './start/migrate-store.ts';
import { takeHomeLock } from './start/home-lock.ts';

const rootDir = fileURLToPath(new URL('../../..', import.meta.url));

let base = '';
let home = '';
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'leeway-start-'));
  chmodSync(base, 0o711);
});
/** A start that a failed test did not wait for stops what it started when it is told to. */
const starts: ChildProcess[] = [];
afterAll(async () => {
  const running = starts.filter(({ exitCode }) => exitCode === null);
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(running.map((child) => new Promise((resolve) => child.once('exit', resolve))));
  rmSync(base, { recursive: true, force: true });
});
beforeEach(() => {
  home = mkdtempSync(join(base, 'home-'));
  chmodSync(home, 0o711);
});

type Outcome = { code: number | null; stdout: string; stderr: string };

/** Runs the starter as `npm start` (or `npm run dev`, which builds nothing) does, on ports of its own. */
async function runStart(entry: 'start' | 'dev', env: Record<string, string>, args: string[] = []): Promise<Outcome> {
  const ports = await Promise.all(Array.from({ length: 5 }, findFreePort));
  const names = ['LEEWAY_WEB_PORT', 'WORKER_PORT', 'DEMO_PORT', 'LEEWAY_POSTGRES_PORT', 'LEEWAY_KAFKA_PORT'];
  const child = spawn(process.execPath, [join(rootDir, `packages/devstack/src/${entry}.ts`), ...args], {
    cwd: rootDir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DATABASE_URL: '',
      KAFKA_BROKERS: '',
      LEEWAY_HOME: home,
      ...Object.fromEntries(names.map((name, index) => [name, String(ports[index])])),
      ...env,
    },
  });
  starts.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

/** One message and one remedy, on the error stream, and nothing else there. */
function expectRefusal(outcome: Outcome, message: RegExp, remedy: RegExp): void {
  expect(outcome.stderr).toMatch(message);
  expect(outcome.stderr).toMatch(remedy);
  expect(outcome.stderr.match(/✗/gu)).toHaveLength(1);
  expect(outcome.stderr.match(/→/gu)).toHaveLength(1);
  expect(outcome.code).toBe(1);
}

function expectNothingLeft(): void {
  expect(existsSync(join(home, 'lock'))).toBe(false);
  expect(readdirSync(join(home, 'run'))).toEqual([]);
}

function listenOn(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

describe('before anything is started', () => {
  it.each(['LEEWAY_WEB_PORT', 'LEEWAY_KAFKA_PORT'])('refuses when the port of %s is in use', async (setting) => {
    const port = await findFreePort();
    const server = await listenOn(port);
    const outcome = await runStart('start', { [setting]: String(port) });
    await new Promise((resolve) => server.close(resolve));
    expectRefusal(outcome, new RegExp(`port ${port}, wanted for .*, is in use`, 'u'), new RegExp(`${setting}=`, 'u'));
    expectNothingLeft();
    expect(existsSync(join(home, 'postgres'))).toBe(false);
  });

  it('refuses a folder that it can not write', async () => {
    writeFileSync(join(home, 'file'), '');
    const outcome = await runStart('start', { LEEWAY_HOME: join(home, 'file', 'data') });
    expectRefusal(outcome, /data folder .* can't be written/u, /LEEWAY_HOME=/u);
  });

  it('refuses without Java, and with a Java that is too old', async () => {
    const path = join(home, 'bin');
    mkdirSync(path);
    const without = await runStart('start', { PATH: path, JAVA_HOME: '' });
    expectRefusal(without, /Java was not found/u, /install Java 17 or newer/u);
    writeFileSync(join(path, 'java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\'\n', { mode: 0o755 });
    const old = await runStart('start', { PATH: path, JAVA_HOME: '' });
    expectRefusal(old, /Java 11 is too old/u, /install Java 17 or newer/u);
    expectNothingLeft();
  });

  it('refuses without Maven as long as it has no jars', async () => {
    const path = join(home, 'bin');
    mkdirSync(path);
    writeFileSync(join(path, 'java'), '#!/bin/sh\necho \'openjdk version "21.0.1"\'\n', { mode: 0o755 });
    symlinkSync('/bin/sh', join(path, 'sh'));
    const outcome = await runStart('start', { PATH: path, JAVA_HOME: '', XDG_CACHE_HOME: join(home, 'cache') });
    expectRefusal(outcome, /Maven \(mvn\) was not found/u, /install Maven/u);
    expectNothingLeft();
  });

  it('refuses a second start from the same folder', async () => {
    const lock = takeHomeLock(join(home, 'lock'), home);
    const outcome = await runStart('start', {});
    lock.release();
    expectRefusal(outcome, new RegExp(`already running from ${home}`, 'u'), /Ctrl-C/u);
  });

  it('refuses settings that are wrong, all at once', async () => {
    const outcome = await runStart('start', { LEEWAY_WEB_PORT: 'eighty', LOG_LEVEL: 'loud' });
    expectRefusal(outcome, /LEEWAY_WEB_PORT: [^]*LOG_LEVEL: /u, /\.env\.example/u);
  });
});

describe('a database of a newer version', () => {
  let given: TestDatabase;
  beforeAll(async () => {
    given = await createTestDatabase();
    await given.db.$executeRaw`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
      VALUES ('later', 'x', '20990101000000_later', now(), 1)`;
  });
  afterAll(() => given.drop());

  it('is left alone when it was given, and so are the brokers', async () => {
    const outcome = await runStart('dev', {
      DATABASE_URL: given.connectionString,
      KAFKA_BROKERS: testKafkaBrokers().join(','),
    });
    expectRefusal(outcome, /written by a newer Leeway.*20990101000000_later/u, /git pull/u);
    expect(outcome.stdout).not.toMatch(/PostgreSQL|Kafka/u);
    expectNothingLeft();
    expect(existsSync(join(home, 'postgres'))).toBe(false);
    expect(existsSync(join(home, 'kafka'))).toBe(false);
  });

  it('stops the PostgreSQL and Kafka that had been started for it', { timeout: 180_000 }, async () => {
    const port = await findFreePort();
    const logFile = join(home, 'made.log');
    const server = await startPostgres({ dataDir: join(home, 'postgres'), port, logFile });
    await migrateStore(server.connectionString, rootDir);
    const { Client } = await import('pg');
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    await client.query(`
      INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
      VALUES ('later', 'x', '20990101000000_later', now(), 1)`);
    await client.end();
    await server.stop();
    const outcome = await runStart('dev', {});
    expectRefusal(outcome, /written by a newer Leeway/u, /LEEWAY_HOME=/u);
    expectNothingLeft();
    expect(existsSync(join(home, 'postgres/postmaster.pid'))).toBe(false);
  });

  it('says when the given database can not be reached, without its password', async () => {
    const outcome = await runStart('dev', {
      DATABASE_URL: `postgres://leeway:hidden-word@127.0.0.1:${await findFreePort()}/leeway`,
      KAFKA_BROKERS: testKafkaBrokers().join(','),
    });
    expectRefusal(outcome, /can't be used: .*ECONNREFUSED/u, /check that it runs/u);
    expect(outcome.stderr).not.toContain('hidden-word');
  });
});
