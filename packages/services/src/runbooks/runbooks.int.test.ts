import { RunbookMatch } from '@leeway/response';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { personOf } from '../incidents/response-scene.ts';
import { loadDefaultRunbooks } from './default-runbooks.ts';
import { getRunbook, GetRunbookInput } from './get-runbook.ts';
import { listRunbooks } from './list-runbooks.ts';
import { saveRunbook, SaveRunbookInput } from './save-runbook.ts';
import { seedRunbooks } from './seed-runbooks.ts';

let database: TestDatabase;
let ctxOf: (role: 'viewer' | 'responder', name?: string) => Ctx;

beforeEach(async () => {
  database = await createTestDatabase();
  const clock = fixedClock(Date.parse('2026-11-25T03:12:40Z'));
  ctxOf = (role, name) => ({ db: database.db, actor: personOf(role, name), now: clock.now, requestId: 'test' });
});
afterEach(async () => {
  await database.drop();
});

const DRAFT = {
  id: 'mine',
  title: 'Mine',
  markdown: 'First text.',
  match: RunbookMatch.parse({}),
  expectedVersion: null,
};

describe('saving a runbook', () => {
  it('keeps every version, with who saved it and an audit row', async () => {
    const ctx = ctxOf('responder', 'Ada');
    await saveRunbook({ ctx, input: DRAFT });
    await saveRunbook({ ctx, input: { ...DRAFT, markdown: 'Second <script>alert(1)</script>', expectedVersion: 1 } });
    const now = await getRunbook({ ctx, input: { id: 'mine' } });
    expect(now).toMatchObject({ version: 2, markdown: 'Second <script>alert(1)</script>', updatedBy: 'Ada' });
    expect(now.versions.map(({ version, savedBy }) => [version, savedBy])).toEqual([
      [2, 'Ada'],
      [1, 'Ada'],
    ]);
    expect(await getRunbook({ ctx, input: { id: 'mine', version: 1 } })).toMatchObject({ markdown: 'First text.' });
    expect(await database.db.auditEntry.count({ where: { action: 'runbook.save' } })).toBe(2);
  });

  it('tells whoever edited an older version, and loses nothing', async () => {
    await saveRunbook({ ctx: ctxOf('responder', 'Ada'), input: DRAFT });
    const edits = ['Ben', 'Cleo', 'Dan'].map((name) =>
      saveRunbook({
        ctx: ctxOf('responder', name),
        input: { ...DRAFT, markdown: `By ${name}`, expectedVersion: 1 },
      }),
    );
    const results = await Promise.allSettled(edits);
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
    expect(lost).toHaveLength(2);
    for (const reason of lost) expect(reason).toMatch(/saved version 2 meanwhile; you edited version 1/u);
    expect(await database.db.runbookVersion.count()).toBe(2);
    const again = saveRunbook({ ctx: ctxOf('responder'), input: DRAFT });
    await expect(again).rejects.toMatchObject({ code: 'conflict', message: 'A runbook called mine exists already.' });
  });

  it('is refused to viewers, to agents, and for what is not there', async () => {
    const agent = { ...ctxOf('viewer'), actor: { kind: 'agent', id: 'a', name: 'bot' } as const };
    for (const ctx of [ctxOf('viewer'), agent])
      await expect(saveRunbook({ ctx, input: DRAFT })).rejects.toMatchObject({ code: 'forbidden' });
    const ghost = saveRunbook({ ctx: ctxOf('responder'), input: { ...DRAFT, expectedVersion: 3 } });
    await expect(ghost).rejects.toMatchObject({ code: 'not-found' });
    expect(await database.db.runbook.count()).toBe(0);
  });

  it.each([
    ['an id with a path', { id: '../etc' }],
    ['an empty text', { markdown: '   ' }],
    ['a huge text', { markdown: 'x'.repeat(40_001) }],
    ['no title', { title: ' ' }],
    ['an unknown action', { match: { ...DRAFT.match, proposes: 'delete-everything' } }],
  ])('takes no %s', (_name, patch) => {
    expect(SaveRunbookInput.safeParse({ ...DRAFT, ...patch }).success).toBe(false);
  });
});

describe('seeding', () => {
  it('adds what is missing, once, and never touches what somebody edited', async () => {
    const runbooks = await loadDefaultRunbooks();
    const ctx: Ctx = { ...ctxOf('viewer'), actor: { kind: 'system', id: 'worker', name: 'Leeway' } };
    expect((await seedRunbooks({ ctx, runbooks })).added).toHaveLength(6);
    const [first] = await listRunbooks({ ctx });
    const input = GetRunbookInput.parse({ id: first?.id });
    const { title, match } = await getRunbook({ ctx, input });
    await saveRunbook({
      ctx: ctxOf('responder'),
      input: { id: input.id, title, match, markdown: 'Ours.', expectedVersion: 1 },
    });
    expect((await seedRunbooks({ ctx, runbooks })).added).toEqual([]);
    expect(await getRunbook({ ctx, input })).toMatchObject({ version: 2, markdown: 'Ours.' });
    expect(await database.db.auditEntry.count({ where: { action: 'runbook.seed' } })).toBe(1);
  });

  it('gives one of each when two processes begin at once', async () => {
    const runbooks = await loadDefaultRunbooks();
    const ctx: Ctx = { ...ctxOf('viewer'), actor: { kind: 'system', id: 'worker', name: 'Leeway' } };
    const added = await Promise.all([seedRunbooks({ ctx, runbooks }), seedRunbooks({ ctx, runbooks })]);
    expect(added.flatMap((result) => result.added)).toHaveLength(6);
    expect(await database.db.runbookVersion.count()).toBe(6);
  });
});
