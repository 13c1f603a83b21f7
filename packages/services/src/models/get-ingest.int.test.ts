import { createTestDatabase, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../context.ts';
import { getIngest } from './get-ingest.ts';

const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);
const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(NOW_MS - ms);
let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ctx = {
    db,
    actor: { kind: 'person', id: 'v', name: 'v', role: 'viewer' },
    now: () => new Date(NOW_MS),
    requestId: 'test',
  };
  for (const id of ['own', 'other'])
    await db.model.create({
      data: {
        id,
        name: id,
        predictionTopic: `${id}.predictions`,
        labelTopic: `${id}.labels`,
        paneMs: 10_000,
        windowPanes: 6,
        dedupWindowMs: id === 'own' ? HOUR_MS : 0,
      },
    });
  const counter = { topic: 'own.predictions', partition: 0, minuteAt: ago(600_000) };
  await db.ingestCounter.createMany({
    data: [
      { ...counter, modelId: 'own', events: 90, late: 4, duplicates: 7, revised: 5, unknownFeatures: 3 },
      { ...counter, modelId: 'own', partition: 1, events: 10, duplicates: 1 },
      { ...counter, modelId: 'own', topic: 'own.labels', partition: -1, labels: 0, expired: 6, repeatedLabels: 2 },
      // A record that cannot be read belongs to its topic only.
      { ...counter, modelId: '', deadLettered: 8, unknownModel: 9 },
      { ...counter, modelId: 'own', minuteAt: ago(2 * HOUR_MS), events: 1_000, duplicates: 1_000, expired: 1_000 },
      { ...counter, modelId: 'other', topic: 'other.predictions', events: 500, duplicates: 500, deadLettered: 500 },
    ],
  });
  await db.dataGap.createMany({
    data: Array.from({ length: 52 }, (_, index) => ({
      topic: 'own.predictions',
      partition: 0,
      fromOffset: BigInt(index * 100),
      toOffset: BigInt(index * 100 + 10),
      reason: 'retention',
      detectedAt: ago((index + 1) * 1_000),
    })),
  });
  const seen = { modelId: 'own', events: 12n };
  await db.featureObservation.createMany({
    data: [
      { ...seen, kind: 'new', feature: 'device', firstAt: ago(3 * HOUR_MS), lastAt: ago(60_000) },
      { ...seen, kind: 'type', feature: 'age', firstAt: ago(HOUR_MS), lastAt: ago(30_000) },
      { ...seen, modelId: 'other', kind: 'new', feature: 'foreign', firstAt: ago(1), lastAt: ago(1) },
    ],
  });
});
afterAll(() => database.drop());

const ask = (modelId: string) => getIngest({ ctx, input: { modelId, fromMs: NOW_MS - HOUR_MS, toMs: NOW_MS } });

it('tells what became of the messages of the stretch, of this model and its topics only', async () => {
  const ingest = await ask('own');
  expect(ingest.totals).toEqual({
    events: 100,
    labels: 0,
    late: 4,
    revised: 5,
    duplicates: 8,
    repeatedLabels: 2,
    expired: 6,
    unknownFeatures: 3,
    deadLettered: 8,
    unknownModel: 9,
    gapped: 520,
    gaps: 52,
  });
  expect(ingest.dedupWindowMs).toBe(HOUR_MS);
  // The newest gaps are listed, all are counted.
  expect(ingest.gaps).toHaveLength(50);
  expect(ingest.gaps[0]).toMatchObject({ fromOffset: '0', toOffset: '10', reason: 'retention' });
});

it('names what events held that the reference does not expect, last seen first', async () => {
  const { observations } = await ask('own');
  expect(observations).toEqual([
    { kind: 'type', feature: 'age', firstAtMs: NOW_MS - HOUR_MS, lastAtMs: NOW_MS - 30_000, events: 12 },
    { kind: 'new', feature: 'device', firstAtMs: NOW_MS - 3 * HOUR_MS, lastAtMs: NOW_MS - 60_000, events: 12 },
  ]);
});

it('knows no model that is not registered', async () => {
  await expect(ask('none')).rejects.toMatchObject({ code: 'not-found' });
});
