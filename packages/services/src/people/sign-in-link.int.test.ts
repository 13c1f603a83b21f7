import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { consumeSignInLink } from './consume-sign-in-link.ts';
import { createSignInLink, SIGN_IN_LINK_LIFE_MS } from './create-sign-in-link.ts';
import { limitSignIn } from './limit-sign-in.ts';
import { peekSignInLink } from './peek-sign-in-link.ts';

const ADA = { name: 'Ada', email: 'Ada@Example.org', passwordHash: 'hash-of-a-password' };

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let ctx: Ctx;

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(Date.parse('2026-11-25T03:12:41Z'));
  ctx = {
    db: database.db,
    actor: { kind: 'system', id: 'sign-in-link', name: 'sign-in link' },
    now: clock.now,
    requestId: 'test',
  };
});
afterEach(async () => {
  await database.drop();
});

describe('the one-time link', () => {
  it('stores only a hash', async () => {
    const { token } = await createSignInLink({ ctx });
    const rows = await database.db.signInLink.findMany();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/u);
  });

  it('is not used up by looking at it', async () => {
    const { token } = await createSignInLink({ ctx });
    for (let look = 0; look < 3; look += 1)
      expect(await peekSignInLink({ ctx, input: { token } })).toEqual({ state: 'first-administrator' });
  });

  it('makes the first administrator, with what was done in the audit', async () => {
    const { token } = await createSignInLink({ ctx });
    const { userId, created } = await consumeSignInLink({ ctx, input: { token, newAdministrator: ADA } });
    expect(created).toBe(true);
    const user = await database.db.user.findUniqueOrThrow({ where: { id: userId }, include: { accounts: true } });
    expect(user).toMatchObject({ name: 'Ada', email: 'ada@example.org', role: 'admin' });
    expect(user.accounts).toMatchObject([{ providerId: 'credential', accountId: userId, password: ADA.passwordHash }]);
    const audit = await database.db.auditEntry.findMany({ orderBy: { seq: 'asc' } });
    expect(audit.map((entry) => entry.action)).toEqual(['sign-in-link.create', 'person.create', 'sign-in-link.use']);
    expect(
      JSON.stringify(audit, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain(ADA.passwordHash);
  });

  it('signs in the oldest administrator once people exist', async () => {
    const first = await createSignInLink({ ctx });
    const { userId } = await consumeSignInLink({ ctx, input: { token: first.token, newAdministrator: ADA } });
    clock.advance(1_000);
    await database.db.user.create({
      data: { id: 'later', name: 'Later', email: 'later@example.org', role: 'admin', createdAt: clock.now() },
    });
    const second = await createSignInLink({ ctx });
    expect(await peekSignInLink({ ctx, input: { token: second.token } })).toEqual({
      state: 'administrator',
      name: 'Ada',
    });
    expect(await consumeSignInLink({ ctx, input: { token: second.token, newAdministrator: null } })).toEqual({
      userId,
      created: false,
    });
  });

  it('works once', async () => {
    const { token } = await createSignInLink({ ctx });
    await consumeSignInLink({ ctx, input: { token, newAdministrator: ADA } });
    expect(await peekSignInLink({ ctx, input: { token } })).toEqual({ state: 'refused', reason: 'used' });
    await expect(consumeSignInLink({ ctx, input: { token, newAdministrator: null } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('works once under a race, and makes one person', async () => {
    const { token } = await createSignInLink({ ctx });
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        consumeSignInLink({
          ctx,
          input: { token, newAdministrator: { ...ADA, email: `ada${index}@example.org` } },
        }),
      ),
    );
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
    expect(await database.db.user.count()).toBe(1);
  });

  it('never makes two first administrators, even when a new link is printed meanwhile', async () => {
    const first = await createSignInLink({ ctx });
    const [, second] = await Promise.all([
      consumeSignInLink({ ctx, input: { token: first.token, newAdministrator: ADA } }).catch(() => null),
      createSignInLink({ ctx }),
    ]);
    await consumeSignInLink({
      ctx,
      input: { token: second.token, newAdministrator: { ...ADA, email: 'eve@example.org' } },
    }).catch(() => null);
    expect(await database.db.user.count()).toBe(1);
  });

  it('is replaced by a newer one', async () => {
    const first = await createSignInLink({ ctx });
    await createSignInLink({ ctx });
    expect(await peekSignInLink({ ctx, input: { token: first.token } })).toEqual({
      state: 'refused',
      reason: 'replaced',
    });
  });

  it('expires after a day', async () => {
    const { token } = await createSignInLink({ ctx });
    clock.advance(SIGN_IN_LINK_LIFE_MS);
    expect(await peekSignInLink({ ctx, input: { token } })).toEqual({ state: 'refused', reason: 'expired' });
    await expect(consumeSignInLink({ ctx, input: { token, newAdministrator: ADA } })).rejects.toThrow('expired');
    expect(await database.db.user.count()).toBe(0);
  });

  it.each(['', 'x', 'a'.repeat(43), '\'; DROP TABLE "user"; --'])('does not know %j', async (token) => {
    expect(await peekSignInLink({ ctx, input: { token } })).toEqual({ state: 'refused', reason: 'unknown' });
    await expect(consumeSignInLink({ ctx, input: { token, newAdministrator: ADA } })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('keeps the link when the form was wrong', async () => {
    const { token } = await createSignInLink({ ctx });
    await expect(
      consumeSignInLink({ ctx, input: { token, newAdministrator: { ...ADA, email: 'no address' } } }),
    ).rejects.toThrow('e-mail');
    await expect(consumeSignInLink({ ctx, input: { token, newAdministrator: null } })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await peekSignInLink({ ctx, input: { token } })).toEqual({ state: 'first-administrator' });
  });

  it.each([
    { kind: 'person' as const, id: 'p', name: 'P', role: 'admin' as const },
    { kind: 'agent' as const, id: 'a', name: 'A' },
  ])('is not for a $kind to print, see or use', async (actor) => {
    const { token } = await createSignInLink({ ctx });
    const theirs = { ...ctx, actor };
    await expect(createSignInLink({ ctx: theirs })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(peekSignInLink({ ctx: theirs, input: { token } })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(consumeSignInLink({ ctx: theirs, input: { token, newAdministrator: ADA } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('limitSignIn', () => {
  it('refuses the 31st attempt of a quarter of an hour, for that address only', async () => {
    for (let attempt = 0; attempt < 30; attempt += 1) await limitSignIn({ ctx, input: { email: 'ada@example.org' } });
    await expect(limitSignIn({ ctx, input: { email: ' ADA@example.org' } })).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
    });
    await limitSignIn({ ctx, input: { email: 'bob@example.org' } });
    clock.advance(15 * 60_000);
    await limitSignIn({ ctx, input: { email: 'ada@example.org' } });
  });
});
