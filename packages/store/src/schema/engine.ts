import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';

const require = createRequire(import.meta.url);

type Filters = { externalTables: string[]; externalEnums: string[] };
const NO_FILTERS: Filters = { externalTables: [], externalEnums: [] };

export type MigrationDirectory = {
  path: string;
  migrationFile: { path: string; content: { tag: 'ok'; value: string } };
};

/** The part of Prisma's schema engine that Leeway uses. */
export type SchemaEngine = {
  diff(input: unknown): Promise<{ exitCode: number; stdout?: string }>;
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
};

/** One instance a process: a second one would read strings from the first one's memory. */
let loaded: ReturnType<typeof instantiateBindings> | null = null;

function loadBindings() {
  loaded ??= instantiateBindings();
  return loaded;
}

async function instantiateBindings() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const wasm = await WebAssembly.compile(await readFile(join(folder, 'schema_engine_bg.wasm')));
  const instance = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings as never });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return bindings;
}

/** Prisma's own schema engine, compiled to WebAssembly: no binary to download, same `_prisma_migrations` table. */
export async function openSchemaEngine(input: {
  connectionString: string;
  schemaPath: string;
  schemaText: string;
}): Promise<{ engine: SchemaEngine; close: () => Promise<void> }> {
  const bindings = await loadBindings();
  const pool = new Pool({ connectionString: input.connectionString, max: 2 });
  const adapter = wholeScripts(new PrismaPg(pool), pool);
  const engine = (await bindings.SchemaEngine.new(
    { datamodels: [[input.schemaPath, input.schemaText]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  )) as SchemaEngine;
  return { engine, close: () => pool.end() };
}

/**
 * The stock adapter cuts scripts at every semicolon and runs the pieces one by one. Sent whole, a function body
 * survives and Postgres runs the migration as one transaction: all of it or nothing.
 */
function wholeScripts(factory: PrismaPg, pool: Pool): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      await pool.query(script);
    };
    return adapter;
  };
  return factory;
}

export function diffRequest(fromSchema: string | null, toSchema: string): unknown {
  const files = (content: string) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] });
  return {
    from: fromSchema === null ? { tag: 'empty' } : files(fromSchema),
    to: files(toSchema),
    script: true,
    shadowDatabaseUrl: null,
    filters: NO_FILTERS,
    exitCode: true,
  };
}

export function applyRequest(baseDir: string, migrationDirectories: MigrationDirectory[]): unknown {
  return {
    migrationsList: {
      baseDir,
      lockfile: { path: 'migration_lock.toml', content: null },
      migrationDirectories,
      shadowDbInitScript: '',
    },
    filters: NO_FILTERS,
  };
}
