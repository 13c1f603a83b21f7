import { randomUUID } from 'node:crypto';
import type { Ctx } from '@leeway/services';
import { openDb } from '@leeway/store';
import { z } from 'zod';
import { CliError } from './cli-error.ts';
import type { CliIo } from './command.ts';

const DatabaseUrl = z.url({ protocol: /^postgres(ql)?$/u });

export function databaseUrl(io: CliIo): string {
  const parsed = DatabaseUrl.safeParse(io.env['DATABASE_URL']);
  if (parsed.success) return parsed.data;
  throw new CliError(
    io.env['DATABASE_URL'] === undefined
      ? 'DATABASE_URL is not set: postgresql://user:password@host:port/database'
      : 'DATABASE_URL is not a PostgreSQL address: postgresql://user:password@host:port/database',
    2,
  );
}

/** Runs with the store open; whoever can reach the database acts as Leeway itself. */
export async function withStore<T>(io: CliIo, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const db = openDb({ connectionString: databaseUrl(io), poolSize: 2 });
  try {
    return await work({
      db,
      actor: { kind: 'system', id: 'cli', name: 'leeway command line' },
      now: () => new Date(),
      requestId: randomUUID(),
    });
  } finally {
    await db.$disconnect();
  }
}
