import type { Actor } from '@leeway/response';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { claimStreamTask, TASK_LEASE_MS } from './claim-stream-task.ts';
import { expireStreamTasks } from './expire-stream-tasks.ts';
import { getStreamTask } from './get-stream-task.ts';
import { reportStreamTask } from './report-stream-task.ts';
import { requestStreamTask } from './request-stream-task.ts';

const SYSTEM: Actor = { kind: 'system', id: 'worker', name: 'Leeway' };
const person = (role: 'viewer' | 'approver' | 'admin', id = 'ada'): Actor => ({ kind: 'person', id, name: id, role });

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
const as = (actor: Actor): Ctx => ({ db: database.db, actor, now: clock.now, requestId: 'test' });
const ask = (actor: Actor = person('admin'), topic = 'predictions') =>
  requestStreamTask({ ctx: as(actor), input: { kind: 'inspect-topic', input: { topic } } });
const worker = () => as(SYSTEM);

beforeEach(async () => {
  database = await createTestDatabase();
  clock = fixedClock(Date.UTC(2026, 10, 25));
});
afterEach(async () => {
  await database.drop();
});

describe('a task on a topic', () => {
  it('is asked for, carried out and read by who asked', async () => {
    const asked = await ask();
    expect(asked).toMatchObject({
      state: 'queued',
      input: { topic: 'predictions', last: 10, mapping: { format: 'json' } },
    });
    expect(await claimStreamTask({ ctx: worker() })).toMatchObject({ id: asked.id, kind: 'inspect-topic' });
    expect(await claimStreamTask({ ctx: worker() })).toBeNull();
    const { id } = asked;
    const progress = { kind: 'progress', progress: 0.5, text: 'half' } as const;
    expect(await reportStreamTask({ ctx: worker(), id, report: progress })).toBe(true);
    const read = () => getStreamTask({ ctx: as(person('admin')), input: { id } });
    expect(await read()).toMatchObject({ state: 'running', progress: 0.5, progressText: 'half' });
    const output = { text: 'a\u0000b\ud800', 'k\u0000': [1] };
    expect(await reportStreamTask({ ctx: worker(), id, report: { kind: 'done', output } })).toBe(true);
    expect(await read()).toMatchObject({
      state: 'done',
      progress: 1,
      output: { text: 'a\uFFFDb\uFFFD', 'k\uFFFD': [1] },
    });
    expect(await database.db.auditEntry.findMany({ select: { action: true, target: true } })).toEqual([
      { action: 'stream-task.request', target: `stream-task:${id}` },
    ]);
  });

  it('is for administrators, and an answer for who asked', async () => {
    await expect(ask(person('approver'))).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await ask();
    const other = getStreamTask({ ctx: as(person('admin', 'bob')), input: { id } });
    await expect(other).rejects.toMatchObject({ code: 'not-found' });
    await expect(claimStreamTask({ ctx: as(person('admin')) })).rejects.toMatchObject({ code: 'forbidden' });
    const report = { kind: 'failed', error: 'x' } as const;
    await expect(reportStreamTask({ ctx: as(person('admin')), id, report })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it.each([
    ['another kind', { kind: 'drop-topic', input: {} }, 'no task "drop-topic"'],
    ['a topic that is none', { kind: 'inspect-topic', input: { topic: 'a b' } }, 'topic: letters'],
    ['too many messages', { kind: 'inspect-topic', input: { topic: 'a', last: 101 } }, 'last'],
    [
      'a mapping that is none',
      { kind: 'inspect-topic', input: { topic: 'a', mapping: { format: 'xml' } } },
      'mapping.format',
    ],
    [
      'a zero byte',
      { kind: 'inspect-topic', input: { topic: 'a', mapping: { model: { const: 'a\u0000' } } } },
      'cannot be stored',
    ],
  ])('refuses %s', async (_name, input, reason) => {
    await expect(requestStreamTask({ ctx: as(person('admin')), input })).rejects.toThrow(reason);
  });

  it('is refused when too many wait, however many ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 9 }, () => ask()));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    for (const reason of refused) expect(reason).toMatchObject({ code: 'conflict', retryable: true });
    expect(await ask(person('admin', 'bob'))).toMatchObject({ state: 'queued' });
  });

  it('fails when its worker dies, and is forgotten in the end', async () => {
    const { id } = await ask();
    await claimStreamTask({ ctx: worker() });
    clock.advance(TASK_LEASE_MS);
    expect(await expireStreamTasks({ ctx: worker() })).toEqual({ ended: 1, deleted: 0 });
    expect(await getStreamTask({ ctx: as(person('admin')), input: { id } })).toMatchObject({ state: 'failed' });
    expect(await reportStreamTask({ ctx: worker(), id, report: { kind: 'done', output: {} } })).toBe(false);
    clock.advance(900_000);
    expect(await expireStreamTasks({ ctx: worker() })).toEqual({ ended: 0, deleted: 1 });
  });

  it('is taken by one worker only', async () => {
    await Promise.all([ask(), ask(person('admin', 'bob'))]);
    const claimed = await Promise.all(Array.from({ length: 6 }, () => claimStreamTask({ ctx: worker() })));
    const ids = claimed.flatMap((task) => (task === null ? [] : [task.id]));
    expect(new Set(ids).size).toBe(2);
    expect(ids).toHaveLength(2);
  });
});
