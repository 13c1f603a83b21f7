import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { getCounts } from './get-counts.ts';

const NOW_MS = Date.parse('2026-11-25T03:12:41Z');
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await createTestDatabase();
  ctx = {
    db: database.db,
    actor: { kind: 'person', id: 'v', name: 'V', role: 'viewer' },
    now: fixedClock(NOW_MS).now,
    requestId: 'test',
  };
});
afterAll(async () => {
  await database.drop();
});

it('counts what is open, waiting and watched, and nothing else', async () => {
  const { db } = database;
  expect(await getCounts({ ctx })).toEqual({ openIncidents: 0, waitingApprovals: 0, models: 0, slos: 0, changes: 0 });
  await db.model.create({ data: { id: 'a', name: 'a', predictionTopic: 'a' } });
  await db.model.create({ data: { id: 'b', name: 'b', predictionTopic: 'b', archivedAt: new Date(NOW_MS) } });
  const incident = (id: string, state: string) =>
    db.incident.create({
      data: {
        id,
        modelId: 'a',
        dedupKey: id,
        signal: 'drift',
        title: id,
        severity: 'critical',
        state,
        evidence: {},
        beganAt: new Date(NOW_MS - HOUR_MS),
        openedAt: new Date(NOW_MS - HOUR_MS),
      },
    });
  for (const state of ['triggered', 'acknowledged', 'mitigated', 'resolved']) await incident(state, state);
  const remediation = (id: string, state: string, expiresInMs: number) =>
    db.remediation.create({
      data: {
        id,
        incidentId: 'triggered',
        modelId: 'a',
        action: 'pause',
        parameters: {},
        title: id,
        risk: 'low',
        plan: {},
        contentHash: id,
        state,
        proposer: {},
        proposedAt: new Date(NOW_MS - HOUR_MS),
        expiresAt: new Date(NOW_MS + expiresInMs),
      },
    });
  await remediation('waiting', 'proposed', HOUR_MS);
  await remediation('too-late', 'proposed', 0);
  await remediation('done', 'succeeded', HOUR_MS);
  const change = (id: string, ageMs: number) =>
    db.changeEvent.create({ data: { id, kind: 'deploy', title: id, at: new Date(NOW_MS - ageMs) } });
  await change('new', 23 * HOUR_MS);
  await change('old', 25 * HOUR_MS);
  expect(await getCounts({ ctx })).toEqual({ openIncidents: 2, waitingApprovals: 1, models: 1, slos: 0, changes: 1 });
});
