import { createHash } from 'node:crypto';
import { contentHash, planRemediation, type IncidentEvidence } from '@leeway/response';
import { defaultSpec } from '@leeway/slo';
import type { Db, Prisma } from '@leeway/store';
import { SAMPLE_MODELS } from './sample-models.ts';
import { stateOf } from './sample-state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const RUNBOOK = `A release of the **feature pipeline** changed what the model sees. The model itself is fine.

## Check

1. Compare the window with the reference: does one feature sit in another unit, or go missing?
2. Look for a pipeline release within 30 minutes of the beginning.

| sign | means |
|---|---|
| values larger by a constant factor | wrong unit |
| missing rate jumps | a join lost its key |

## Act

- Roll the pipeline back. It takes effect with the next event.
- Do **not** retrain: the data is wrong, not old.

\`\`\`sh
leeway changes list --model payment-risk --since 2h
\`\`\`

## Afterwards

- [ ] Tell whoever released it
- [ ] Add a check of the unit to the pipeline
`;

/** Incident, proposal, budgets, changes and runbooks that go with the sample fleet. */
export async function seedSampleResponse(db: Db, nowMs: number): Promise<void> {
  await seedRunbooks(db, nowMs);
  await seedChanges(db, nowMs);
  await seedSlos(db, nowMs);
  await seedIncident(db, nowMs);
}

async function seedRunbooks(db: Db, nowMs: number): Promise<void> {
  const texts = [
    [
      'broken-feed',
      'Broken feature feed',
      RUNBOOK,
      { signals: ['drift'], causes: ['broken-feed'], proposes: 'set-pipeline' },
    ],
    [
      'slow-release',
      'Slow or failing release',
      'A version answers late or fails. Roll it back, then look at its traces.',
      { signals: ['latency', 'errors'], causes: ['slow-release'], proposes: 'set-version' },
    ],
    [
      'population-shift',
      'The population moved',
      'The world changed, not the feed. Retrain on recent labelled rows and re-baseline.',
      { signals: ['drift'], causes: ['population-shift'], proposes: 'retrain' },
    ],
  ] as const;
  for (const [id, title, markdown, match] of texts) {
    const full = { modelIds: [], ...match, signals: [...match.signals], causes: [...match.causes] };
    await db.runbook.create({
      data: {
        id,
        title,
        markdown,
        match: full,
        version: 1,
        updatedBy: 'Leeway',
        updatedAt: new Date(nowMs - 9 * 24 * HOUR_MS),
        versions: {
          create: {
            version: 1,
            title,
            markdown,
            match: full,
            savedBy: 'Leeway',
            savedAt: new Date(nowMs - 9 * 24 * HOUR_MS),
          },
        },
      },
    });
  }
}

async function seedChanges(db: Db, nowMs: number): Promise<void> {
  const rows = [
    [33, 'payment-risk', 'config', 'traffic step to 100 % held by the freeze', null, null, 'release bot'],
    [62, 'payment-risk', 'deploy', 'feature pipeline p6 → p7', 'p6', 'p7', 'Noor'],
    [65, 'payment-risk', 'deploy', 'v14 deployed, canary 10 %', 'v13', 'v14', 'release bot'],
    [193, 'refund-abuse', 'schema', 'merchant_kind gains one value', null, null, 'catalogue'],
    [248, 'shelf-ranking', 'deploy', 'v87 → v88', 'v87', 'v88', 'release bot'],
    [340, 'query-intent', 'config', 'KS warning 0.07 → 0.08', '0.07', '0.08', 'Ada'],
    [420, 'credit-line', 'data', 're-baselined on November', null, null, 'Ada'],
    [900, 'courier-eta', 'deploy', 'v51 → v52', 'v51', 'v52', 'release bot'],
  ] as const;
  await db.changeEvent.createMany({
    data: rows.map(([minutes, modelId, kind, title, fromValue, toValue, actor], index) => ({
      id: `sample-${index}`,
      modelId,
      kind,
      title,
      actor,
      fromValue,
      toValue,
      at: new Date(nowMs - minutes * MINUTE_MS),
    })),
  });
}

async function seedSlos(db: Db, nowMs: number): Promise<void> {
  for (const { id, budget, budgetDayAgo } of SAMPLE_MODELS) {
    const target = id === 'shelf-ranking' ? 0.9 : 0.99;
    const spec = defaultSpec({ kind: 'drift', target, windowDays: 28 });
    const burning = budget < 0.2;
    await db.slo.create({
      data: {
        id: `${id}-drift`,
        modelId: id,
        name: 'Drift within bounds',
        kind: 'drift',
        spec,
        target,
        windowDays: 28,
        createdBy: 'Leeway',
        versions: {
          create: { version: 1, savedBy: 'Leeway', document: { modelId: id, target, windowDays: 28, spec } },
        },
        status: {
          create: {
            asOf: new Date(nowMs),
            good: 39_000n,
            bad: 300n,
            coverage: 0.996,
            budgetRemaining: budget,
            burnRate: burning ? 3.4 : 0.4,
            state: burning ? 'burning' : 'ok',
            alert: [],
            remainingDayAgo: budgetDayAgo,
            exhaustsAt: burning ? new Date(nowMs + 36 * HOUR_MS) : null,
            measuredAt: new Date(nowMs - MINUTE_MS),
          },
        },
      },
    });
  }
}

async function seedIncident(db: Db, nowMs: number): Promise<void> {
  const model = SAMPLE_MODELS[0];
  if (model === undefined) return;
  const beganMs = nowMs - 62 * MINUTE_MS;
  const evidence: IncidentEvidence = {
    signal: 'drift',
    windowStartMs: nowMs - 5 * MINUTE_MS,
    windowEndMs: nowMs,
    n: 11_520,
    featuresTotal: 10,
    rows: [
      {
        feature: 'amount',
        metric: 'psi',
        value: 0.42,
        bound: 0.004,
        warn: 0.1,
        critical: 0.2,
        verdict: 'critical',
        beganMs,
      },
      {
        feature: 'basket_size',
        metric: 'missingRate',
        value: 0.4,
        bound: 0,
        warn: 0.02,
        critical: 0.05,
        verdict: 'critical',
        beganMs,
      },
    ],
    relatedChangeIds: ['sample-1', 'sample-2'],
    diagnosis: {
      cause: 'broken-feed',
      text: 'amount moved by a constant factor and basket_size went missing within one window of pipeline p7.',
      confidence: 'high',
    },
  };
  const incident = await db.incident.create({
    data: {
      id: 'sample-incident',
      modelId: model.id,
      dedupKey: `${model.id}/drift`,
      signal: 'drift',
      title: 'payment-risk: amount drifted after pipeline p7',
      severity: 'critical',
      state: 'acknowledged',
      finding: 'amount: PSI 0.42 where 0.20 is critical; basket_size is missing in 40 % of events.',
      evidence,
      runbookId: 'broken-feed',
      beganAt: new Date(beganMs),
      openedAt: new Date(nowMs - 53 * MINUTE_MS),
      acknowledgedAt: new Date(nowMs - 48 * MINUTE_MS),
      acknowledgedBy: 'Ada Reader',
      timeline: {
        create: [
          { at: new Date(beganMs), voice: 'changed', actor: 'Noor', text: 'feature pipeline p6 → p7' },
          {
            at: new Date(nowMs - 53 * MINUTE_MS),
            voice: 'judged',
            actor: 'Leeway',
            text: 'Opened: 2 of 10 features critical.',
          },
          { at: new Date(nowMs - 48 * MINUTE_MS), voice: 'response', actor: 'Ada Reader', text: 'Acknowledged.' },
        ],
      },
    },
  });
  const planned = planRemediation({
    action: 'set-pipeline',
    parameters: { pipeline: 'p6' },
    state: stateOf(model, nowMs),
    facts: {
      model: { id: model.id, environment: 'production', tier: 1 },
      evidence,
      changes: [],
      eventsSinceBegan: 142_000,
      labelledSinceBegan: 4_000,
      eventsPerSecond: 38.4,
      referenceId: null,
    },
    verifyWithinMs: 20 * MINUTE_MS,
  });
  if (!planned.ok) throw new Error(planned.reason);
  const { action, parameters, title, risk, plan } = planned.planned;
  await db.remediation.create({
    data: {
      id: 'sample-remediation',
      incidentId: incident.id,
      modelId: model.id,
      action,
      parameters: parameters as Prisma.InputJsonObject,
      title,
      risk,
      plan,
      contentHash: contentHash({ action, parameters, plan, evidence }, (text) =>
        createHash('sha256').update(text).digest('hex'),
      ),
      state: 'proposed',
      proposer: { kind: 'agent', id: 'triage', name: 'drift-triage' },
      runbookId: 'broken-feed',
      proposedAt: new Date(nowMs - 18 * MINUTE_MS),
      expiresAt: new Date(nowMs + 12 * MINUTE_MS),
    },
  });
}
