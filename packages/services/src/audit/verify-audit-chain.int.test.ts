import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@leeway/response';
import { appendAudit } from './append-audit.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

const ADA: Actor = { kind: 'person', id: 'ada', name: 'Ada', role: 'admin' };
let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  for (let entry = 1; entry <= 5; entry += 1)
    await database.db.$transaction((tx) =>
      appendAudit(tx, {
        at: new Date(1_795_000_000_000 + entry),
        actor: ADA,
        action: 'test.write',
        target: `thing:${entry}`,
        data: { z: entry, a: { nested: [1, 'ü', null] }, left: undefined },
      }),
    );
});
afterEach(async () => {
  await database.drop();
});

/** What somebody with the owner's rights on the database could do, past the triggers. */
async function tamper(sql: string): Promise<void> {
  await database.db.$executeRawUnsafe('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  await database.db.$executeRawUnsafe(sql);
  await database.db.$executeRawUnsafe('ALTER TABLE audit_entry ENABLE TRIGGER USER');
}
const verify = () => verifyAuditChain({ db: database.db });

describe('the audit chain', () => {
  it('holds when nobody touched it', async () => {
    expect(await verify()).toMatchObject({ ok: true, entries: 5 });
  });

  it('holds when it is empty', async () => {
    await tamper('DELETE FROM audit_entry');
    expect(await verify()).toMatchObject({ ok: true, entries: 0 });
  });

  it.each([
    ['its data', `UPDATE audit_entry SET data = '{"z": 9}' WHERE seq = 3`, 3n, 'its content was altered'],
    ['its actor', `UPDATE audit_entry SET actor = '{"kind":"system"}' WHERE seq = 3`, 3n, 'its content was altered'],
    ['its time', `UPDATE audit_entry SET at = at + interval '1 second' WHERE seq = 3`, 3n, 'its content was altered'],
    ['its hash', `UPDATE audit_entry SET hash = repeat('0', 64) WHERE seq = 3`, 3n, 'its content was altered'],
    ['its link', `UPDATE audit_entry SET prev_hash = repeat('0', 64) WHERE seq = 3`, 3n, 'it does not follow'],
    ['its presence', 'DELETE FROM audit_entry WHERE seq = 3', 4n, 'entry 3 is missing'],
    ['the first entry', 'DELETE FROM audit_entry WHERE seq = 1', 2n, 'entry 1 is missing'],
  ])('shows an entry that lost %s', async (_name, sql, atSeq, reason) => {
    await tamper(sql);
    expect(await verify()).toMatchObject({ ok: false, atSeq, reason: expect.stringContaining(reason) as string });
  });

  it('shows two entries that changed places, and one that was slipped out by renumbering', async () => {
    await tamper('UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)');
    await tamper('UPDATE audit_entry SET seq = -seq WHERE seq < 0');
    expect(await verify()).toMatchObject({ ok: false, atSeq: 2n });
    await tamper('DELETE FROM audit_entry WHERE seq = 4');
    await tamper('UPDATE audit_entry SET seq = 4 WHERE seq = 5');
    expect((await verify()).ok).toBe(false);
  });

  it('tells a cut end by the hash that was noted before', async () => {
    const before = await verify();
    await tamper('DELETE FROM audit_entry WHERE seq = 5');
    const after = await verify();
    expect(after).toMatchObject({ ok: true, entries: 4 });
    expect(before.ok && after.ok && before.lastHash === after.lastHash).toBe(false);
  });

  it('cannot be written over through the triggers', async () => {
    await expect(database.db.auditEntry.update({ where: { seq: 3n }, data: { action: 'x' } })).rejects.toThrow();
    await expect(database.db.auditEntry.delete({ where: { seq: 3n } })).rejects.toThrow();
    await expect(database.db.$executeRawUnsafe('TRUNCATE audit_entry')).rejects.toThrow();
    expect((await verify()).ok).toBe(true);
  });

  it('is one line when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        database.db.$transaction(
          (tx) => appendAudit(tx, { at: new Date(), actor: ADA, action: 'test.race', target: `t:${index}` }),
          { maxWait: 20_000 },
        ),
      ),
    );
    expect(await verify()).toMatchObject({ ok: true, entries: 25 });
  });
});
