import { TRPCError } from '@trpc/server';
import type { Role } from '@leeway/response';
import { createReferenceDraft } from '@leeway/services';
import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../root.ts';
import { createCaller } from '../trpc.ts';

const ID = '00000000-0000-4000-8000-000000000000';
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

function contextOf(role: Role) {
  return {
    db: database.db,
    actor: { kind: 'person' as const, id: role, name: role, role },
    now: () => new Date(),
    requestId: 'request-1',
  };
}
const callerOf = (role: Role) =>
  createCaller(appRouter)({
    ...contextOf(role),
    live: { subscribe: () => () => undefined },
    demoModelUrl: null,
    prometheus: new Map(),
    logError: () => undefined,
  });

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof TRPCError ? error.code : 'not a TRPCError';
  }
}

const manifest = { id: 'credit', name: 'Credit', predictionTopic: 'credit.predictions' };
const windows = { paneMs: 60_000, windowPanes: 3 };
const reason = 'because';

describe('the procedures of a new model', () => {
  const calls = (caller: ReturnType<typeof callerOf>): [string, () => Promise<unknown>][] => [
    ['streams.request', () => caller.streams.request({ kind: 'inspect-topic', input: { topic: 'a' } })],
    ['streams.get', () => caller.streams.get({ id: ID })],
    ['models.referenceDraft', () => caller.models.referenceDraft({ draftId: ID })],
    ['models.previewThresholds', () => caller.models.previewThresholds({ draftId: ID, settings: {}, ...windows })],
    ['models.create', () => caller.models.create({ manifest, draftId: ID, from: 'now' })],
    ['models.saveMapping', () => caller.models.saveMapping({ modelId: 'x', of: 'predictions', mapping: {}, reason })],
    ['models.addReference', () => caller.models.addReference({ modelId: 'x', draftId: ID, activate: true, reason })],
  ];

  it.each(['viewer', 'responder', 'approver'] as const)('are not for the role %s', async (role) => {
    for (const [path, call] of calls(callerOf(role))) expect([path, await codeOf(call())]).toEqual([path, 'FORBIDDEN']);
  });

  it('tell an administrator what is not there', async () => {
    const answers = await Promise.all(
      calls(callerOf('admin')).map(async ([path, call]) => [path, await codeOf(call())] as const),
    );
    expect(answers.filter(([, code]) => code !== 'NOT_FOUND')).toEqual([['streams.request', 'done']]);
  });

  it.each([
    ['a pane that no hour is a multiple of', { ...manifest, paneMs: 70_000 }],
    ['a topic of Leeway’s own', { ...manifest, predictionTopic: 'leeway.dlq.v1' }],
    ['labels in the topic of predictions', { ...manifest, labelTopic: manifest.predictionTopic }],
    ['an id that is none', { ...manifest, id: 'Credit Model' }],
    ['a setting that nobody knows', { ...manifest, panes: 3 }],
  ])('refuse %s', async (_case, given) => {
    expect(await codeOf(callerOf('admin').models.create({ manifest: given, draftId: ID, from: 'now' }))).toBe(
      'BAD_REQUEST',
    );
  });

  it('lead from a draft to a model', async () => {
    const rows = Array.from({ length: 600 }, (_, index) => ({
      id: `e${index}`,
      model: 'draft',
      time: Date.now() - (600 - index) * 1_000,
      features: { x: index % 7 },
      score: 0.5,
    }));
    const { draftId } = await createReferenceDraft({
      ctx: contextOf('admin'),
      input: {
        modelId: null,
        kinds: {},
        positiveClass: '1',
        rows: () => rows,
        source: 'a test',
        provenance: () => ({ kind: 'file' }),
      },
    });
    const { models } = callerOf('admin');
    expect((await models.referenceDraft({ draftId })).features.map(({ name }) => name)).toEqual(['x', 'prediction']);
    const preview = await models.previewThresholds({ draftId, settings: { minSamples: 50 }, ...windows });
    expect(preview.windows).toBeGreaterThan(3);
    expect(await models.create({ manifest, draftId, from: 'now' })).toMatchObject({ modelId: 'credit', rowCount: 600 });
    expect((await models.get({ modelId: 'credit' })).reference?.rowCount).toBe(600);
  });
});
