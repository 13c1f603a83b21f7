import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@leeway/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, NewerDatabaseError } from './migrate.ts';

const prismaDir = fileURLToPath(new URL('../../../../prisma', import.meta.url));
let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function query(text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('migrate', () => {
  const again = () => migrate({ connectionString: database.connectionString, prismaDir });

  it('leaves a current database as it is, however often', async () => {
    expect(await again()).toEqual({ applied: [] });
    expect(await again()).toEqual({ applied: [] });
  });

  it('brings up an empty one, twice in one process', async () => {
    for (let round = 0; round < 2; round += 1) {
      await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      expect((await again()).applied.length).toBeGreaterThan(0);
      expect(await query(`SELECT to_regclass('partition_progress')::text AS name`)).toEqual([
        { name: 'partition_progress' },
      ]);
    }
  });

  it('refuses a database of a newer version and names what it does not know', async () => {
    await query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, started_at, applied_steps_count)
      VALUES ('x', 'x', '29990101000000_later', now(), now(), 1)`);
    await expect(again()).rejects.toThrow(NewerDatabaseError);
    await expect(again()).rejects.toThrow('29990101000000_later');
  });

  it('keeps the audit log append-only', async () => {
    await query(`INSERT INTO audit_entry (seq, at, actor, action, target, data, prev_hash, hash)
      VALUES (1, now(), '{}', 'a', 't', '{}', '0', '1')`);
    await expect(query(`UPDATE audit_entry SET action = 'b'`)).rejects.toThrow('append-only');
    await expect(query('DELETE FROM audit_entry')).rejects.toThrow('append-only');
    await expect(query('TRUNCATE audit_entry')).rejects.toThrow('append-only');
  });
});
