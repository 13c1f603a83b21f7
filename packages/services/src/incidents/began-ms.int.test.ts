import type { IncidentEvidence } from '@leeway/response';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createResponseScene, PANE_MS, type ResponseScene } from './response-scene.ts';

const CALM = 120;
const RISING = 60;
let database: TestDatabase;
let scene: ResponseScene;
let riseBeganMs: number;

/** Calm, then a stretch in which one feature drifts away a little more with each pane. */
async function seedHistory(nowMs: number): Promise<void> {
  const { features } = scene.windowOf([]);
  const names = features.map(({ feature }) => feature);
  await database.db.reference.create({
    data: {
      id: 'ref-1',
      modelId: scene.model.id,
      gridId: 'grid',
      hash: 'hash',
      features: names,
      rowCount: 1_000n,
      body: new Uint8Array(1),
      provenance: {},
    },
  });
  const last = Math.floor(nowMs / PANE_MS) * PANE_MS;
  riseBeganMs = last - RISING * PANE_MS;
  const ratioAt = (index: number): number => 0.2 + 0.01 * (index % 3) + 0.012 * Math.max(0, index - CALM + 1);
  await database.db.evaluation.createMany({
    data: Array.from({ length: CALM + RISING }, (_, index) => {
      const endMs = last - (CALM + RISING - 1 - index) * PANE_MS;
      return {
        id: `demo-${endMs}`,
        modelId: scene.model.id,
        referenceId: 'ref-1',
        windowStartAt: new Date(endMs - 3 * PANE_MS),
        windowEndAt: new Date(endMs),
        n: 3_000,
        verdict: 'ok',
        status: 'ok',
        ratio: ratioAt(index),
        ratios: names.map((name) => (name === 'AGEP' ? ratioAt(index) : 0.1)),
        marks: names.map(() => 'o').join(''),
        features: [],
      };
    }),
  });
}

beforeAll(async () => {
  database = await createTestDatabase();
  const clock = fixedClock(Date.parse('2026-11-25T03:12:40Z'));
  scene = await createResponseScene({ db: database.db, clock });
  await seedHistory(clock.nowMs());
});
afterAll(() => database.drop());

it('a slow drift began when the series began to rise, not when it crossed a threshold, and stays dated so', async () => {
  await scene.report();
  const { evaluation } = await scene.judge(['AGEP'], { ratio: 1.05 });
  const [incident] = await scene.incidents();
  if (incident === undefined) throw new Error('no incident was opened');
  const { beganRange } = incident.evidence as unknown as IncidentEvidence;
  if (beganRange === undefined) throw new Error('the beginning was not dated');
  const began = incident.beganAt.getTime();
  expect(evaluation.windowEndMs - began).toBeGreaterThan((RISING / 2) * PANE_MS);
  expect(beganRange.fromMs).toBeLessThanOrEqual(began);
  expect(beganRange.toMs).toBeGreaterThanOrEqual(began);
  expect(Math.abs(began - riseBeganMs)).toBeLessThanOrEqual(5 * PANE_MS);
  expect(await scene.timeline()).toContainEqual(expect.stringMatching(/Begins to be measured: AGEP/u));

  await scene.judge(['AGEP', 'SCHL'], { ratio: 1.1 });
  const [after] = await scene.incidents();
  expect(after?.beganAt).toEqual(incident.beganAt);
  expect(after?.evidence).toMatchObject({ beganRange });
});
