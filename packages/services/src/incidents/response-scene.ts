import type { ModelStateEvent } from '@leeway/contracts';
import type { FeatureEvaluation, Verdict, WindowEvaluation } from '@leeway/drift';
import type { Actor, Role } from '@leeway/response';
import type { Db, IncidentModel, ModelModel, RemediationModel } from '@leeway/store';
import type { Ctx } from '../context.ts';
import { readEvaluatorMemory } from '../drift/evaluator-memory.ts';
import { recordEvaluation } from '../drift/record-evaluation.ts';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';
import { recordChange } from '../changes/record-change.ts';
import { recordModelState } from '../remediation/record-model-state.ts';
import { loadDefaultRunbooks } from '../runbooks/default-runbooks.ts';
import { seedRunbooks } from '../runbooks/seed-runbooks.ts';

export const PANE_MS = 10_000;
const FEATURES = ['AGEP', 'SCHL', 'MAR', 'RELP', 'SEX', 'DIS', 'ESP', 'CIT', 'MIG', 'MIL', 'prediction'];

export function personOf(role: Role, name: string = role): Actor {
  return { kind: 'person', id: `person-${name}`, name, role };
}

function featureOf(name: string, verdict: Verdict, beganMs: number | null, ratio = 8): FeatureEvaluation {
  const bad = verdict === 'critical';
  const missing = name === 'SCHL' && bad;
  const reading = (value: number, critical: number) => ({
    state: 'measured' as const,
    value,
    bound: 0.002,
    warn: critical / 2,
    critical,
    verdict: value >= critical ? ('critical' as const) : ('ok' as const),
  });
  return {
    feature: name,
    kind: 'numeric',
    n: 3_000,
    missing: missing ? 1_200 : 0,
    verdict,
    beganMs,
    ratio: bad ? ratio : 0.1,
    worstMetric: missing ? 'missingRate' : 'psi',
    metrics: missing ? { missingRate: reading(0.4, 0.05) } : { psi: reading(bad ? 6.1 : 0.01, 0.2) },
  };
}

function serviceOf(bad: readonly ('latency' | 'errors')[]): ServiceEvaluation {
  const reading = (name: 'latency' | 'errors', share: number, critical: number) => ({
    verdict: bad.includes(name) ? ('critical' as const) : ('ok' as const),
    bad: bad.includes(name) ? Math.round(3_000 * share) : 0,
    n: 3_000,
    share: bad.includes(name) ? share : 0,
    expected: 0.01,
    critical,
    pValue: null,
  });
  return {
    errors: reading('errors', 0.05, 0.02),
    latency: { ...reading('latency', 0.93, 0.05), slowerThanMs: 90, p95Ms: 500, baselineP95Ms: 75 },
  };
}

/** A model whose windows, states and changes a test plays one after another, through the real use cases. */
export type ResponseScene = Awaited<ReturnType<typeof createResponseScene>>;

export async function createResponseScene(input: {
  db: Db;
  clock: { now: () => Date; nowMs: () => number; advance: (ms: number) => void };
  modelId?: string;
}) {
  const { db, clock, modelId = 'demo' } = input;
  const ctxOf = (actor: Actor): Ctx => ({ db, actor, now: clock.now, requestId: 'test' });
  const system = ctxOf({ kind: 'system', id: 'worker', name: 'Leeway' });
  await seedRunbooks({ ctx: system, runbooks: await loadDefaultRunbooks() });
  const model: ModelModel = await db.model.create({
    data: {
      id: modelId,
      name: 'Employment',
      predictionTopic: `${modelId}.predictions`,
      paneMs: PANE_MS,
      windowPanes: 3,
      latenessMs: 2_000,
      activeReferenceId: 'ref-1',
    },
  });
  let previousWindowEndMs: number | null = null;
  let stateNumber = 0;

  function windowOf(
    bad: readonly string[],
    options: { endMs?: number; beganMs?: number; verdict?: Verdict; ratio?: number } = {},
  ) {
    const endMs = options.endMs ?? Math.floor(clock.nowMs() / PANE_MS) * PANE_MS;
    const beganMs = options.beganMs ?? endMs - PANE_MS;
    const features = FEATURES.map((name) =>
      featureOf(name, bad.includes(name) ? 'critical' : 'ok', bad.includes(name) ? beganMs : null, options.ratio),
    );
    const evaluation: WindowEvaluation = {
      referenceId: 'ref-1',
      windowStartMs: endMs - 3 * PANE_MS,
      windowEndMs: endMs,
      n: 3_000,
      verdict: options.verdict ?? (bad.length > 0 ? 'critical' : 'ok'),
      ratio: bad.length > 0 ? 8 : 0.1,
      worstFeature: bad[0] ?? 'AGEP',
      worstMetric: 'psi',
      features,
    };
    return evaluation;
  }

  return {
    db,
    clock,
    model,
    system,
    ctxOf,
    windowOf,
    serviceOf,
    /** One pane later: the window that ends now is judged and recorded. */
    async judge(
      bad: readonly string[],
      options: Parameters<typeof windowOf>[1] & { service?: ('latency' | 'errors')[]; referenceId?: string } = {},
    ) {
      clock.advance(PANE_MS);
      const evaluation = { ...windowOf(bad, options), referenceId: options.referenceId ?? 'ref-1' };
      const memory = readEvaluatorMemory({}, evaluation.referenceId);
      const outcome = await recordEvaluation({
        ctx: system,
        input: {
          model,
          evaluation,
          service: serviceOf(options.service ?? []),
          memoryBefore: memory,
          memory,
          previousWindowEndMs,
        },
      });
      previousWindowEndMs = evaluation.windowEndMs;
      return { outcome, evaluation };
    },
    async report(patch: Partial<ModelStateEvent> = {}): Promise<ModelStateEvent> {
      stateNumber += 1;
      const state: ModelStateEvent = {
        id: `state-${stateNumber}`,
        model: modelId,
        time: clock.nowMs() + stateNumber,
        version: 'v2',
        traffic: { v2: 1 },
        versions: [
          { version: 'v1', trainedOn: '2015', createdAt: 1 },
          { version: 'v2', trainedOn: '2016', createdAt: 2 },
        ],
        pipeline: 'p2',
        pipelines: ['p1', 'p2'],
        threshold: 0.5,
        paused: false,
        fallback: false,
        ...patch,
      };
      await recordModelState({ ctx: system, input: state });
      return state;
    },
    async release(title: string, from: string, to: string, agoMs = 2_000): Promise<void> {
      const id = `change-${title}-${clock.nowMs()}`;
      const input = { id, model: modelId, time: clock.nowMs() - agoMs, kind: 'deploy' as const, title, detail: '' };
      await recordChange({ ctx: system, input: { ...input, by: 'release-bot', from, to } });
    },
    incidents: (): Promise<IncidentModel[]> => db.incident.findMany({ where: { modelId }, orderBy: { number: 'asc' } }),
    remediations: (): Promise<RemediationModel[]> =>
      db.remediation.findMany({ where: { modelId }, orderBy: { number: 'asc' } }),
    timeline: async (): Promise<string[]> => {
      const rows = await db.timelineEntry.findMany({ where: { incident: { modelId } }, orderBy: { id: 'asc' } });
      return rows.map(({ text }) => text);
    },
  };
}
