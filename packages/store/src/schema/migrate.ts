import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { applyRequest, openSchemaEngine, type MigrationDirectory } from './engine.ts';

/** The database was migrated by a newer Leeway than this one. */
export class NewerDatabaseError extends Error {
  readonly unknownMigrations: string[];
  constructor(unknownMigrations: string[]) {
    super(`the database has migrations that this version does not know: ${unknownMigrations.join(', ')}`);
    this.name = 'NewerDatabaseError';
    this.unknownMigrations = unknownMigrations;
  }
}

async function readMigrations(baseDir: string): Promise<MigrationDirectory[]> {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  names.sort();
  return Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  );
}

async function appliedMigrations(connectionString: string): Promise<string[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const exists = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
    if (exists.rows[0]?.name === null) return [];
    const rows = await client.query(
      'SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL',
    );
    return rows.rows.map((row: { migration_name: string }) => row.migration_name);
  } finally {
    await client.end();
  }
}

/**
 * Applies the migrations of `prismaDir` that the database does not have; idempotent.
 * Throws NewerDatabaseError before touching a database of a newer version.
 */
export async function migrate(input: { connectionString: string; prismaDir: string }): Promise<{ applied: string[] }> {
  const directories = await readMigrations(join(input.prismaDir, 'migrations'));
  const known = new Set(directories.map((directory) => directory.path));
  const done = await appliedMigrations(input.connectionString);
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new NewerDatabaseError(unknown);
  if (done.length === directories.length) return { applied: [] };
  const schemaPath = join(input.prismaDir, 'schema.prisma');
  const { engine, close } = await openSchemaEngine({
    connectionString: input.connectionString,
    schemaPath,
    schemaText: await readFile(schemaPath, 'utf8'),
  });
  try {
    const result = await engine.applyMigrations(applyRequest(join(input.prismaDir, 'migrations'), directories));
    return { applied: result.appliedMigrationNames };
  } finally {
    await close();
  }
}
