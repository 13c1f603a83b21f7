import type { FeatureEvaluation, MetricId, Verdict } from '@leeway/drift';
import { describe, expect, it } from 'vitest';
import { diagnoseDrift, PREDICTION_FEATURE } from './diagnose-drift.ts';
import { diagnoseService } from './diagnose-service.ts';
import { driftEvidenceRows, evidenceWorsened } from '../incident/drift-evidence-rows.ts';
import { findingSentence } from './finding-sentence.ts';
import { sayRelation } from './say-duration.ts';
import type { RelatedChange } from './related-change.ts';

const BEGAN = Date.UTC(2026, 10, 25, 1, 42, 0);
const STATE = {
  versions: [{ version: 'v1' }, { version: 'v2' }],
  pipelines: ['p1', 'p2'],
  pipeline: 'p2',
  traffic: { v2: 1 },
};

function change(patch: Partial<RelatedChange>): RelatedChange {
  return {
    id: 'c1',
    kind: 'deploy',
    title: 'Feature pipeline p2',
    actor: 'release-bot',
    fromValue: 'p1',
    toValue: 'p2',
    atMs: BEGAN - 12_000,
    ...patch,
  };
}

function feature(
  name: string,
  verdict: Verdict,
  metrics: Partial<Record<MetricId, [value: number, critical: number]>> = { psi: [0.3, 0.2] },
  kind: 'numeric' | 'categorical' = 'numeric',
): FeatureEvaluation {
  const readings = Object.entries(metrics).map(([metric, [value, critical]]) => [
    metric,
    {
      state: 'measured' as const,
      value,
      bound: 0.01,
      warn: critical / 2,
      critical,
      verdict: value >= critical ? ('critical' as const) : ('ok' as const),
    },
  ]);
  const [worst] = Object.entries(metrics).toSorted((a, b) => b[1][0] / b[1][1] - a[1][0] / a[1][1]);
  return {
    feature: name,
    kind,
    n: 3_000,
    missing: 0,
    verdict,
    ratio: worst === undefined ? 0 : worst[1][0] / worst[1][1],
    worstMetric: (worst?.[0] ?? null) as MetricId | null,
    metrics: Object.fromEntries(readings),
  };
}
const calm = (count: number) =>
  Array.from({ length: count }, (_, index) => feature(`F${index}`, 'ok', { psi: [0.01, 0.2] }));

describe('diagnoseDrift', () => {
  const broken = [
    feature('AGEP', 'critical', { psi: [6.1, 0.2], meanShift: [11, 1] }),
    feature('SCHL', 'critical', { missingRate: [0.4, 0.05] }),
    ...calm(14),
  ];

  it('names a broken feed with high confidence shortly after a pipeline release', () => {
    const result = diagnoseDrift({
      features: broken,
      beganMs: BEGAN,
      precisionMs: 10_000,
      changes: [change({})],
      state: STATE,
    });
    expect(result).toMatchObject({ cause: 'broken-feed', confidence: 'high' });
    expect(result.text).toBe(
      'A feature feed is broken: AGEP moved as if its unit had changed, and SCHL lost values, 12 s after ' +
        '"Feature pipeline p2"; 14 of 16 features are not critical.',
    );
  });

  it('does not pretend to know the order within one pane', () => {
    const result = diagnoseDrift({
      features: broken,
      beganMs: BEGAN,
      precisionMs: 10_000,
      changes: [change({ atMs: BEGAN + 7_000 })],
      state: STATE,
    });
    expect(result.text).toContain('lost values, within 10 s of "Feature pipeline p2"');
  });

  it('suspects no release that was rolled back already', () => {
    const moved = ['A', 'B', 'C', 'D', 'E'].map((name) => feature(name, 'critical'));
    const deployed = change({ title: 'Model version v3 deployed', fromValue: 'v2', toValue: 'v3' });
    const at = (traffic: Record<string, number>) =>
      diagnoseDrift({
        features: [...moved, ...calm(4)],
        beganMs: BEGAN,
        precisionMs: 10_000,
        changes: [deployed],
        state: { ...STATE, versions: [...STATE.versions, { version: 'v3' }], traffic },
      }).cause;
    expect(at({ v3: 1 })).toBe('unclear');
    expect(at({ v2: 1, v3: 0 })).toBe('population-shift');
  });

  it('still suspects the feed without a release, with low confidence and saying so', () => {
    const result = diagnoseDrift({ features: broken, beganMs: BEGAN, precisionMs: 10_000, changes: [], state: STATE });
    expect(result).toMatchObject({ cause: 'broken-feed', confidence: 'low' });
    expect(result.text).toContain('No pipeline release of the half hour before is in service');
  });

  it.each([
    ['40 minutes before', change({ atMs: BEGAN - 40 * 60_000 })],
    ['half a minute after', change({ atMs: BEGAN + 30_000 })],
    ['of a setting', change({ kind: 'config' })],
  ])('does not blame a change %s', (_name, unrelated) => {
    const result = diagnoseDrift({
      features: broken,
      beganMs: BEGAN,
      precisionMs: 10_000,
      changes: [unrelated],
      state: STATE,
    });
    expect(result.confidence).toBe('low');
  });

  it('sees other people when many features move and nothing was released', () => {
    const features = [
      ...['MAR', 'RELP', 'ESP', 'DIS', 'AGEP', 'SEX'].map((name) =>
        feature(name, 'critical', undefined, 'categorical'),
      ),
      ...calm(9),
      feature(PREDICTION_FEATURE, 'critical'),
    ];
    const result = diagnoseDrift({ features, beganMs: BEGAN, precisionMs: 10_000, changes: [], state: STATE });
    expect(result).toMatchObject({ cause: 'population-shift', confidence: 'high' });
    expect(result.text).toContain('the predictions moved too');
  });

  it('is unclear when one categorical feature moves and nothing explains it', () => {
    const features = [feature('MAR', 'critical', { psi: [0.3, 0.2] }, 'categorical'), ...calm(15)];
    expect(diagnoseDrift({ features, beganMs: BEGAN, precisionMs: 10_000, changes: [], state: STATE }).cause).toBe(
      'unclear',
    );
  });

  it('is unclear when only the predictions move after a model release', () => {
    const release = change({ title: 'Model v2', fromValue: 'v1', toValue: 'v2' });
    const features = [...calm(15), feature(PREDICTION_FEATURE, 'critical')];
    const result = diagnoseDrift({ features, beganMs: BEGAN, precisionMs: 10_000, changes: [release], state: STATE });
    expect(result.cause).toBe('unclear');
    expect(result.text).toContain('The predictions drifted 12 s after "Model v2"');
  });

  it('tells by the reported names what was released, and by the title when nothing is reported', () => {
    const titleLies = change({ title: 'Model encoder', toValue: 'p2' });
    expect(
      diagnoseDrift({ features: broken, beganMs: BEGAN, precisionMs: 10_000, changes: [titleLies], state: STATE })
        .confidence,
    ).toBe('high');
    expect(
      diagnoseDrift({ features: broken, beganMs: BEGAN, precisionMs: 10_000, changes: [change({})], state: null })
        .confidence,
    ).toBe('high');
  });
});

describe('diagnoseService', () => {
  const rows = [
    {
      feature: 'latency',
      metric: 'slowShare',
      value: 0.93,
      bound: 0,
      warn: null,
      critical: 0.05,
      verdict: 'critical' as const,
      beganMs: BEGAN,
      detail: 'slower than 90 ms; p95 500 ms, usually 75 ms',
    },
  ];
  const release = change({ title: 'Model v2', fromValue: 'v1', toValue: 'v2' });

  it('blames the model release before it', () => {
    const result = diagnoseService({ rows, beganMs: BEGAN, precisionMs: 10_000, changes: [release], state: STATE });
    expect(result).toMatchObject({ cause: 'slow-release', confidence: 'high' });
    expect(result.text).toBe('The release is slow or failing: slow answers 93 %, 12 s after "Model v2".');
  });

  it('does not blame a pipeline release', () => {
    expect(
      diagnoseService({ rows, beganMs: BEGAN, precisionMs: 10_000, changes: [change({})], state: STATE }).cause,
    ).toBe('unclear');
  });

  it('gives a finding with number, threshold and cause', () => {
    expect(findingSentence({ rows, beganMs: BEGAN, precisionMs: 10_000, cause: release })).toBe(
      'The share of slow answers is 93 %, critical 5 % (slower than 90 ms; p95 500 ms, usually 75 ms). ' +
        'It began 12 s after "Model v2".',
    );
  });
});

describe('sayRelation', () => {
  it.each([
    ['after', BEGAN - 12_000, '12 s after'],
    ['long after', BEGAN - 25 * 60_000, '25 min after'],
    ['in the pane in which it began', BEGAN, 'within 10 s of'],
    ['at the end of that pane', BEGAN + 9_999, 'within 10 s of'],
    ['before', BEGAN + 10_000, '10 s before'],
  ])('%s', (_name, changeMs, words) => {
    expect(sayRelation(BEGAN, changeMs, 10_000)).toBe(words);
  });
});

describe('drift evidence', () => {
  const features = [
    feature('B', 'warning', { psi: [0.15, 0.2] }),
    feature('A', 'critical', { psi: [6.1, 0.2] }),
    feature('C', 'critical', { missingRate: [0.4, 0.05] }),
    ...calm(3),
  ];
  const rows = driftEvidenceRows(features, () => BEGAN);

  it('keeps critical and warning features, worst first, with number, bound and thresholds', () => {
    expect(rows.map((row) => [row.feature, row.metric, row.verdict])).toEqual([
      ['A', 'psi', 'critical'],
      ['C', 'missingRate', 'critical'],
      ['B', 'psi', 'warning'],
    ]);
    expect(rows[0]).toMatchObject({ value: 6.1, bound: 0.01, warn: 0.1, critical: 0.2, beganMs: BEGAN });
  });

  it('says of a vector how far its distribution moved', () => {
    const moved: FeatureEvaluation = {
      ...feature('embedding', 'critical'),
      kind: 'vector',
      worstMetric: null,
      multivariate: {
        id: 'maximumMeanDiscrepancy',
        feature: 'embedding',
        state: 'measured',
        value: 0.31,
        bound: 0.02,
        n: 400,
        referenceN: 2_000,
        warn: 0.1,
        critical: 0.2,
        verdict: 'critical',
      },
    };
    const [row, ...others] = driftEvidenceRows([moved], () => BEGAN);
    expect(row).toMatchObject({ feature: 'embedding', metric: 'maximumMeanDiscrepancy', value: 0.31, critical: 0.2 });
    expect(
      findingSentence({
        rows: [...(row === undefined ? [] : [row]), ...others],
        beganMs: BEGAN,
        precisionMs: 10_000,
        cause: null,
      }),
    ).toMatch(/^MMD of embedding is 0\.31, critical 0\.2\./u);
  });

  it('says which view of the learnt rule, in which window, against what', () => {
    const view = { view: 'location', windowMs: 3_600_000, n: 4_012, statistic: 184.2, threshold: 30.21 } as const;
    const alarm = {
      state: 'judged',
      classing: 'hour',
      views: [{ ...view, effect: 0.613, floor: 0.1, isAlert: true, isHolding: true }],
      heldByMs: 3_600_000,
    } as const;
    const learnt = (change: object): FeatureEvaluation => ({
      ...feature('age', 'critical'),
      worstMetric: null,
      alarm: { ...alarm, views: [...alarm.views], ...change },
    });
    const sentence = (one: FeatureEvaluation) =>
      findingSentence({
        rows: driftEvidenceRows([one], () => BEGAN),
        beganMs: BEGAN,
        precisionMs: 10_000,
        cause: null,
      });
    expect(sentence(learnt({}))).toMatch(
      /^Location of age is 0\.613 sd, critical 0\.1 sd \(over 1 h, 4012 events; T 184, learnt 30\.2, against the same hours of the day of the reference\)\./u,
    );
    expect(sentence(learnt({ state: 'unstable' }))).toContain('reference unstable');
    const cell = { ...alarm.views[0], view: 'cell', windowMs: 900_000, value: 'oslo' };
    expect(sentence(learnt({ views: [cell] }))).toContain('(“oslo”, over 15 min,');
    expect(driftEvidenceRows([learnt({ views: [] })], () => BEGAN)).toEqual([]);
  });

  it('names the score after the inputs that move it', () => {
    const withScore = driftEvidenceRows(
      [feature(PREDICTION_FEATURE, 'critical', { psi: [9, 0.2] }), ...features],
      () => BEGAN,
    );
    expect(withScore.map((row) => row.feature)).toEqual(['A', 'C', PREDICTION_FEATURE, 'B']);
  });

  it('becomes a sentence that names measure, feature, number and threshold', () => {
    expect(findingSentence({ rows, beganMs: BEGAN, precisionMs: 10_000, cause: change({}) })).toBe(
      'PSI of A is 6.1, critical 0.2. C is critical too. It began 12 s after "Feature pipeline p2".',
    );
    expect(findingSentence({ rows, beganMs: BEGAN, precisionMs: 10_000, cause: null })).toContain(
      'It began at 01:42:00 UTC',
    );
  });

  it('got worse only when another feature became critical', () => {
    const joined = driftEvidenceRows([...features, feature('D', 'critical')], () => BEGAN);
    expect(evidenceWorsened(rows, rows)).toBe(false);
    expect(evidenceWorsened(rows, joined)).toBe(true);
    expect(evidenceWorsened(joined, rows)).toBe(false);
  });
});
