import { TRPCError } from '@trpc/server';
import type { Role } from '@leeway/response';
import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../root.ts';
import { createCaller, type ApiContext } from '../trpc.ts';

const ID = '00000000-0000-4000-8000-000000000000';
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

function callerOf(role: Role | null, patch: Partial<ApiContext> = {}) {
  return createCaller(appRouter)({
    db: database.db,
    actor: role === null ? null : { kind: 'person', id: role, name: role, role },
    now: () => new Date(),
    requestId: 'request-1',
    live: { subscribe: () => () => undefined },
    demoModelUrl: null,
    prometheus: new Map(),
    logError: () => undefined,
    ...patch,
  });
}
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof TRPCError ? error.code : 'not a TRPCError';
  }
}
const decision = { id: ID, contentHash: 'a'.repeat(64) };

describe('the procedures of the response', () => {
  const calls = (caller: ReturnType<typeof callerOf>): [string, () => Promise<unknown>][] => [
    ['incidents.list', () => caller.incidents.list({})],
    ['incidents.get', () => caller.incidents.get({ number: 1 })],
    ['incidents.acknowledge', () => caller.incidents.acknowledge({ id: ID })],
    ['incidents.resolve', () => caller.incidents.resolve({ id: ID })],
    ['incidents.comment', () => caller.incidents.comment({ id: ID, text: 'x' })],
    ['remediations.list', () => caller.remediations.list({})],
    ['remediations.get', () => caller.remediations.get({ number: 1 })],
    ['remediations.approve', () => caller.remediations.approve(decision)],
    ['remediations.reject', () => caller.remediations.reject({ ...decision, reason: 'not this' })],
    ['runbooks.list', () => caller.runbooks.list()],
    ['runbooks.get', () => caller.runbooks.get({ id: 'x' })],
    ['changes.list', () => caller.changes.list({})],
    ['overview.get', () => caller.overview.get()],
    ['demo.state', () => caller.demo.state()],
    ['demo.startScenario', () => caller.demo.startScenario({ name: 'broken-feed' })],
    ['demo.stopScenario', () => caller.demo.stopScenario()],
    ['me.get', () => caller.me.get()],
  ];

  it('let nobody past who is not signed in', async () => {
    for (const [name, call] of calls(callerOf(null)))
      expect(await codeOf(Promise.resolve().then(call)), name).toBe('UNAUTHORIZED');
  });

  it('let viewers read and do nothing', async () => {
    const viewer = callerOf('viewer');
    expect(await viewer.incidents.list({})).toEqual({ items: [], total: 0, open: 0 });
    expect(await viewer.overview.get()).toMatchObject({ counts: { openIncidents: 0, waitingApprovals: 0 }, needs: [] });
    expect(await viewer.demo.state()).toBeNull();
    expect(await codeOf(viewer.remediations.approve(decision))).toBe('FORBIDDEN');
    expect(await codeOf(viewer.incidents.acknowledge({ id: ID }))).toBe('FORBIDDEN');
    expect(await codeOf(viewer.demo.startScenario({ name: 'broken-feed' }))).toBe('FORBIDDEN');
  });

  it('say what is not there, and what is asked for wrongly', async () => {
    const admin = callerOf('admin');
    expect(await codeOf(admin.incidents.get({ number: 404 }))).toBe('NOT_FOUND');
    expect(await codeOf(admin.remediations.approve(decision))).toBe('NOT_FOUND');
    expect(await codeOf(admin.remediations.approve({ ...decision, id: "' OR 1=1" }))).toBe('BAD_REQUEST');
    expect(await codeOf(admin.remediations.reject({ ...decision, reason: ' ' }))).toBe('BAD_REQUEST');
    expect(await codeOf(admin.incidents.list({ limit: 1_000_000 }))).toBe('BAD_REQUEST');
    expect(await codeOf(admin.demo.startScenario({ name: 'broken-feed' }))).toBe('SERVICE_UNAVAILABLE');
  });

  it('tell people what they may do', async () => {
    expect(await callerOf('responder').me.get()).toMatchObject({ name: 'responder', role: 'responder' });
    const permissions = async (role: Role) => (await callerOf(role).me.get()).permissions;
    expect(await permissions('viewer')).toEqual(['read']);
    expect(await permissions('responder')).not.toContain('decideRemediation');
    expect(await permissions('approver')).toContain('decideRemediation');
  });

  it('hide what failed inside, and log it', async () => {
    const logged: unknown[] = [];
    const broken = callerOf('admin', {
      now: () => {
        throw new Error('secret detail');
      },
      logError: (error) => logged.push(error),
    });
    await expect(broken.overview.get()).rejects.toThrow('Something failed on our side. Request request-1');
    expect(String(logged[0])).toContain('secret detail');
  });
});
