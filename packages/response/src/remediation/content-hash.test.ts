import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { IncidentEvidence } from '../incident/incident-state.ts';
import { contentHash } from './content-hash.ts';
import type { RemediationPlan } from './remediation-state.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const PLAN: RemediationPlan = {
  target: { modelId: 'demo', environment: 'production', tier: 1 },
  rows: [{ label: 'Feature pipeline', before: 'p2', after: 'p1', changes: true }],
  blastRadius: '1 model',
  notUndone: 'none',
  verification: { text: 'windows', signal: 'drift', withinMs: 300_000, windowsNeeded: 3 },
  ifItFails: 'stays open',
  policy: 'one person',
  stateReportedAtMs: 1_000,
};
const EVIDENCE: IncidentEvidence = {
  signal: 'drift',
  windowStartMs: 1,
  windowEndMs: 2,
  n: 3_000,
  featuresTotal: 16,
  rows: [
    { feature: 'AGEP', metric: 'psi', value: 6.1, bound: 0, warn: 0.1, critical: 0.2, verdict: 'critical', beganMs: 1 },
  ],
  relatedChangeIds: ['c1'],
  diagnosis: { cause: 'broken-feed', text: 'broken', confidence: 'high' },
};
const CONTENT = { action: 'set-pipeline', parameters: { pipeline: 'p1' }, plan: PLAN, evidence: EVIDENCE };
const base = contentHash(CONTENT, sha256);

describe('contentHash', () => {
  it('does not depend on the order of keys, nor on when the same state was reported', () => {
    const reordered = Object.fromEntries(Object.entries(PLAN).toReversed()) as RemediationPlan;
    expect(contentHash({ ...CONTENT, plan: reordered }, sha256)).toBe(base);
    expect(contentHash({ ...CONTENT, plan: { ...PLAN, stateReportedAtMs: 2_000 } }, sha256)).toBe(base);
  });

  it.each([
    ['action', { ...CONTENT, action: 'set-version' }],
    ['parameters', { ...CONTENT, parameters: { pipeline: 'p0' } }],
    ['target', { ...CONTENT, plan: { ...PLAN, target: { ...PLAN.target, modelId: 'other' } } }],
    ['before', { ...CONTENT, plan: { ...PLAN, rows: [{ ...PLAN.rows[0], before: 'p3' } as never] } }],
    ['after', { ...CONTENT, plan: { ...PLAN, rows: [{ ...PLAN.rows[0], after: 'p0' } as never] } }],
    ['verification', { ...CONTENT, plan: { ...PLAN, verification: { ...PLAN.verification, windowsNeeded: 1 } } }],
    ['evidence', { ...CONTENT, evidence: { ...EVIDENCE, rows: [] } }],
    ['diagnosis', { ...CONTENT, evidence: { ...EVIDENCE, diagnosis: { ...EVIDENCE.diagnosis, text: 'x' } } }],
  ])('changes with the %s', (_part, content) => {
    expect(contentHash(content, sha256)).not.toBe(base);
  });
});
