import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, openDb, type Db } from '@leeway/store';
import { Client } from 'pg';

export type TestDatabase = {
  db: Db;
  connectionString: string;
  /** Closes the client and removes the database, whoever is still connected. */
  drop: () => Promise<void>;
};

const PRISMA_DIR = fileURLToPath(new URL('../../../prisma', import.meta.url));
/** Any constant will do: it keeps two runs on one server from making the template at once. */
const TEMPLATE_LOCK = 5_215_001;

/** A database of its own for a suite: a copy of one that was migrated once, which takes about 0.1 s. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = testDatabaseServer();
  const template = await ensureTemplate(serverUrl);
  const name = `leeway_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (client) =>
    client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(template)}`),
  );
  const connectionString = databaseUrl(serverUrl, name);
  const db = openDb({ connectionString, poolSize: 5 });
  return {
    db,
    connectionString,
    drop: async () => {
      await db.$disconnect();
      await onServer(serverUrl, (client) =>
        client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
      );
    },
  };
}

/** The server that the integration project started, or that LEEWAY_TEST_DATABASE_URL names (with the right to create). */
export function testDatabaseServer(): string {
  const serverUrl = process.env['LEEWAY_TEST_DATABASE_URL'];
  if (!serverUrl) throw new Error('no PostgreSQL for tests: run with vitest --project integration');
  return serverUrl;
}

/** Makes the migrated template of this tree's migrations when the server lacks it; returns its name. */
export async function ensureTemplate(serverUrl: string): Promise<string> {
  const name = `leeway_template_${await migrationsHash()}`;
  await onServer(serverUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount !== 0) return;
    // Renamed only once it is whole: a run cut short leaves no half-migrated template.
    const unfinished = client.escapeIdentifier(`${name}_unfinished`);
    await client.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
    await migrate({ connectionString: databaseUrl(serverUrl, `${name}_unfinished`), prismaDir: PRISMA_DIR });
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${client.escapeIdentifier(name)}`);
  });
  return name;
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  const base = join(PRISMA_DIR, 'migrations');
  const entries = await readdir(base, { recursive: true });
  entries.sort();
  for (const entry of entries.filter((path) => path.endsWith('.sql'))) {
    hash.update(entry).update(await readFile(join(base, entry)));
  }
  return hash.digest('hex').slice(0, 12);
}

function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

async function onServer(serverUrl: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
