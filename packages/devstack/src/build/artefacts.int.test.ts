import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createTestDatabase,
  testDatabaseServer,
  testKafkaBrokers,
  uniqueName,
  type TestDatabase,
} from '@leeway/testing';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ensureTopics } from '../kafka/ensure-topics.ts';
import { findFreePort } from '../ports/find-free-port.ts';
import { runCommand } from '../process/run-command.ts';
import { completeStandalone, turboBuild } from './build-web.ts';

// What the images copy has to start by itself: each artefact is put where no node_modules is in reach.
const rootDir = fileURLToPath(new URL('../../../..', import.meta.url));
const BUILD_WITHIN_MS = 400_000;

let dir = '';
let database: TestDatabase;
let child: ChildProcess | null = null;
let output = '';

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'leeway-artefacts-'));
  chmodSync(dir, 0o755);
  database = await createTestDatabase();
  await turboBuild({ rootDir, logFile: join(dir, 'build.log'), filters: [] });
  await completeStandalone(rootDir);
}, BUILD_WITHIN_MS);
afterAll(async () => {
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
});
afterEach(async () => {
  if (child === null || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  child.kill('SIGTERM');
  const forced = setTimeout(() => child?.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(forced);
  child = null;
});

function copyOut(from: string, name: string): string {
  const target = join(dir, name);
  cpSync(join(rootDir, from), target, { recursive: true, verbatimSymlinks: true });
  return target;
}

/** Nothing of this process's environment but the path: an image has no more. */
function startNode(cwd: string, file: string, env: Record<string, string>): void {
  output = '';
  child = spawn(process.execPath, [file], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: dir, NODE_ENV: 'production', ...env },
  });
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
}

async function untilHealthy(url: string): Promise<Response> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => null);
    if (response?.ok === true) return response;
    if (child?.exitCode !== null || Date.now() > deadline) throw new Error(`not healthy at ${url}:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

it('the worker', { timeout: 120_000 }, async () => {
  const port = await findFreePort();
  startNode(copyOut('apps/worker/dist', 'worker'), 'main.js', {
    DATABASE_URL: database.connectionString,
    KAFKA_BROKERS: testKafkaBrokers().join(','),
    LEEWAY_CONSUMER_GROUP: uniqueName('artefact'),
    LEEWAY_WORKER_PORT: String(port),
  });
  await untilHealthy(`http://127.0.0.1:${port}/readyz`);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toContain('# TYPE leeway_ingest_events_total counter');
});

it('the demo model', { timeout: 200_000 }, async () => {
  const port = await findFreePort();
  const names = ['DEMO_PREDICTION_TOPIC', 'DEMO_LABEL_TOPIC', 'DEMO_CHANGES_TOPIC', 'DEMO_REMEDIATIONS_TOPIC'];
  names.push('DEMO_REMEDIATION_RESULTS_TOPIC', 'DEMO_MODEL_STATE_TOPIC');
  const topics = Object.fromEntries(names.map((name) => [name, uniqueName('artefact')]));
  const definitions = Object.values(topics).map((topic) => ({ topic, partitions: 1 }));
  await ensureTopics({ brokers: testKafkaBrokers(), topics: definitions });
  startNode(copyOut('apps/demo-model/dist', 'demo-model'), 'main.js', {
    KAFKA_BROKERS: testKafkaBrokers().join(','),
    DEMO_PORT: String(port),
    DEMO_STATE_DIR: join(dir, 'demo-state'),
    DEMO_MODEL_ID: uniqueName('artefact'),
    ...topics,
  });
  await untilHealthy(`http://127.0.0.1:${port}/healthz`);
  expect((await fetch(`http://127.0.0.1:${port}/state`)).status).toBe(200);
});

it('the web server, with its styles', { timeout: 120_000 }, async () => {
  const port = await findFreePort();
  startNode(copyOut('apps/web/.next/standalone', 'web'), 'apps/web/server.js', {
    DATABASE_URL: database.connectionString,
    LEEWAY_WEB_URL: `http://127.0.0.1:${port}`,
    LEEWAY_AUTH_SECRET: 'only-for-this-test-only-for-this-test',
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
  });
  await untilHealthy(`http://127.0.0.1:${port}/api/readyz`);
  const page = await (await fetch(`http://127.0.0.1:${port}/sign-in`)).text();
  const styles = /\/_next\/static\/[^"]+\.css/u.exec(page)?.[0];
  expect((await fetch(`http://127.0.0.1:${port}${styles ?? '/no-styles'}`)).status).toBe(200);
});

it('the command line, which brings an empty database up to date', { timeout: 60_000 }, async () => {
  const name = uniqueName('leeway_migrate').replaceAll('-', '_');
  const server = new Client({ connectionString: testDatabaseServer() });
  await server.connect();
  try {
    await server.query(`CREATE DATABASE ${name}`);
    const url = new URL(testDatabaseServer());
    url.pathname = `/${name}`;
    const result = await runCommand({
      command: process.execPath,
      args: ['main.js', 'migrate', '--prisma', 'prisma'],
      cwd: copyOut('packages/cli/dist', 'leeway'),
      env: { PATH: process.env['PATH'], HOME: dir, DATABASE_URL: url.toString() },
    });
    expect(result).toMatchObject({ code: 0 });
    const migrated = new Client({ connectionString: url.toString() });
    await migrated.connect();
    const { rows } = await migrated.query<{ applied: number }>(
      'SELECT count(*)::int AS applied FROM _prisma_migrations',
    );
    await migrated.end();
    expect(rows[0]?.applied).toBeGreaterThan(0);
  } finally {
    await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.end();
  }
});
