import type { FeatureAlarmEvaluation, FeatureEvaluation, Verdict } from '@leeway/drift';
import type { IncidentEvidence } from '@leeway/response';
import { createTestDatabase, fixedClock, type TestDatabase } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvaluatorMemory } from '../drift/evaluator-memory.ts';
import { recordEvaluation } from '../drift/record-evaluation.ts';
import { createResponseScene, PANE_MS, type ResponseScene } from '../incidents/response-scene.ts';
import { verificationWindows } from './verification-windows.ts';

const HOUR_MS = 3_600_000;
let database: TestDatabase;
let scene: ResponseScene;
let previousWindowEndMs: number | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
  scene = await createResponseScene({ db: database.db, clock: fixedClock(Date.UTC(2026, 0, 5, 12)) });
});
afterAll(() => database.drop());

function alarm(heldByMs?: number): FeatureAlarmEvaluation {
  const isHeld = heldByMs !== undefined;
  const view = {
    view: 'location',
    windowMs: heldByMs ?? 300_000,
    n: 4_012,
    statistic: 184.2,
    threshold: 30.21,
  } as const;
  return {
    state: 'judged',
    classing: 'hour',
    views: [{ ...view, effect: isHeld ? 0.613 : 0.01, floor: 0.075, isAlert: isHeld, isHolding: isHeld }],
    ...(isHeld ? { heldByMs } : {}),
  };
}

/** The next window, in which AGEP has this verdict by learnt alarms, held by a window of this length. */
async function judge(verdict: Verdict, heldByMs?: number): Promise<void> {
  scene.clock.advance(PANE_MS);
  const judged = scene.windowOf(verdict === 'critical' ? ['AGEP'] : []);
  const features = judged.features.map((feature): FeatureEvaluation =>
    feature.feature === 'AGEP' ? { ...feature, verdict, worstMetric: null, alarm: alarm(heldByMs) } : feature,
  );
  const memory = readEvaluatorMemory({}, 'ref-1');
  const outcome = await recordEvaluation({
    ctx: scene.system,
    input: {
      model: scene.model,
      evaluation: { ...judged, verdict, worstMetric: null, features },
      service: scene.serviceOf([]),
      memoryBefore: memory,
      memory,
      previousWindowEndMs,
    },
  });
  expect(outcome).toBe('recorded');
  previousWindowEndMs = judged.windowEndMs;
}

it('a learnt alarm opens an incident that says which view, and a window from before the cure does not fail it', async () => {
  await judge('critical', HOUR_MS);
  const incident = await database.db.incident.findFirstOrThrow();
  expect(incident.finding).toMatch(
    /^Location of AGEP is 0\.613 sd, critical 0\.075 sd \(over 1 h, 4012 events; T 184, learnt 30\.2, against the same hours of the day/u,
  );
  const curedMs = previousWindowEndMs ?? 0;
  // The first windows that begin after the cure: still held by the hour, then by nothing, then by less than what passed.
  for (let pane = 0; pane < 2; pane += 1) await judge('critical', HOUR_MS);
  await judge('critical', HOUR_MS);
  await judge('warning');
  await judge('ok');
  await judge('critical', 5 * PANE_MS);
  const windows = await database.db.$transaction((tx) =>
    verificationWindows(tx, {
      modelId: scene.model.id,
      sinceMs: curedMs,
      signal: 'drift',
      evidence: incident.evidence as unknown as IncidentEvidence,
      referenceId: null,
    }),
  );
  expect(windows.toReversed().map(({ endMs, status }) => [(endMs - curedMs) / PANE_MS, status])).toEqual([
    [3, 'unmeasured'],
    [4, 'ok'],
    [5, 'ok'],
    [6, 'bad'],
  ]);
});
