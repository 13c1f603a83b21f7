import { describe, expect, it } from 'vitest';
import type { IncidentDetail } from '@leeway/services';
import { incidentMarkdown } from './incident-markdown.ts';

const incident: IncidentDetail = {
  id: 'i',
  number: 7,
  modelId: 'm',
  modelName: 'M',
  signal: 'drift',
  title: 'm: AGE drifted',
  finding: 'PSI of AGE is 2.1.',
  severity: 'critical',
  state: 'acknowledged',
  beganAtMs: Date.parse('2026-11-25T01:42:00Z'),
  openedAtMs: Date.parse('2026-11-25T01:43:00Z'),
  acknowledgedAtMs: Date.parse('2026-11-25T01:44:00Z'),
  acknowledgedBy: 'Ada',
  mitigatedAtMs: null,
  resolvedAtMs: null,
  pendingRemediationNumber: null,
  evidence: {
    signal: 'drift',
    windowStartMs: 0,
    windowEndMs: 1,
    n: 3_000,
    featuresTotal: 17,
    rows: [
      {
        feature: 'A|B',
        metric: 'psi',
        value: 2.1,
        bound: 0,
        warn: 0.1,
        critical: 0.2,
        verdict: 'critical',
        beganMs: 0,
      },
    ],
    relatedChangeIds: [],
    diagnosis: { cause: 'broken-feed', text: 'A feed broke.', confidence: 'high' },
  },
  runbook: null,
  previousNumber: null,
  timeline: [
    {
      id: '2',
      atMs: 2_000,
      voice: 'response',
      actor: 'Ada',
      text: 'second\nline',
      isComment: true,
      judgement: 'critical',
    },
    { id: '1', atMs: 1_000, voice: 'judged', actor: 'rule', text: 'first', isComment: false, judgement: 'critical' },
  ],
  relatedChanges: [],
  remediations: [],
  series: [],
  asOfMs: 0,
};

describe('incidentMarkdown', () => {
  it('says when, what and who in UTC', () => {
    const text = incidentMarkdown(incident);
    expect(text).toContain('# INC-7 m: AGE drifted');
    expect(text).toContain('Began 2026-11-25T01:42:00.000Z');
    expect(text).toContain('by Ada');
  });

  it('keeps a table a table whatever a feature is called', () => {
    expect(incidentMarkdown(incident)).toContain('| A\\|B | PSI | 2.1 | 0.2 |');
  });

  it('tells the timeline oldest first, one entry a line', () => {
    const lines = incidentMarkdown(incident).split('\n');
    const first = lines.findIndex((line) => line.includes('judged: first'));
    expect(lines[first + 1]).toContain('response: second line');
  });
});
