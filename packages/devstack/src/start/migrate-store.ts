import { join } from 'node:path';
import { migrate, NewerDatabaseError } from '@leeway/store';
import { StartError } from '../start-error.ts';

/** Brings the database up to this version; says what to do when it can't be reached or is of a newer version. */
export async function migrateStore(connectionString: string, rootDir: string): Promise<string[]> {
  try {
    const { applied } = await migrate({ connectionString, prismaDir: join(rootDir, 'prisma') });
    return applied;
  } catch (cause) {
    if (cause instanceof NewerDatabaseError) {
      throw new StartError(
        `the database was written by a newer Leeway; this one does not know ${cause.unknownMigrations.join(', ')}`,
        'start the version that wrote it (git pull), or begin anew in another folder: LEEWAY_HOME=/some/folder npm start',
        { cause },
      );
    }
    throw new StartError(
      `the database ${withoutPassword(connectionString)} can't be used: ${reason(cause)}`,
      'check that it runs, that the user and password are right and that the user may create tables',
      { cause },
    );
  }
}

export function withoutPassword(connectionString: string): string {
  const url = new URL(connectionString);
  if (url.password !== '') url.password = '***';
  return url.toString();
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
