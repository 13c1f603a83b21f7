import type { FeatureEvaluation } from '@leeway/drift';
import { DriftRuleSettings } from '@leeway/drift';
import type { ChangeView, DriftHeatmap, FeatureDetail, QualitySeries } from '@leeway/services';
import { describe, expect, it } from 'vitest';
import { changeBefore } from './change-marks.ts';
import { featureFinding } from './feature-finding.ts';
import { heatmapSummary, sortHeatRows } from './heat-rows.ts';
import { metricNumber, metricText, thresholdNumber } from './metric-words.ts';
import { aucPoints, newestAuc } from './quality-series.ts';
import { explainMetrics } from './thresholds-explained.tsx';
import { inOrderOf } from './use-held-order.ts';

const MINUTE = 60_000;
const BEGAN = Date.parse('2026-11-25T01:42:00Z');

function change(minutesBefore: number, title: string): ChangeView {
  return {
    id: title,
    modelId: 'jobs',
    kind: 'deploy',
    title,
    detail: '',
    actor: 'bot',
    fromValue: null,
    toValue: null,
    url: null,
    atMs: BEGAN - minutesBefore * MINUTE,
  };
}

function detail(evaluation: Partial<FeatureEvaluation>, part: Partial<FeatureDetail> = {}): FeatureDetail {
  return {
    feature: 'wage',
    evaluation: {
      feature: 'wage',
      kind: 'numeric',
      n: 900,
      missing: 0,
      verdict: 'critical',
      ratio: 2.06,
      worstMetric: 'psi',
      metrics: {
        psi: { state: 'measured', value: 0.412, bound: 0.004, warn: 0.1, critical: 0.2, verdict: 'critical' },
      },
      ...evaluation,
    },
    windowStartMs: BEGAN,
    windowEndMs: BEGAN + 5 * MINUTE,
    windowN: 900,
    referenceId: 'abc',
    referenceN: 20_000,
    histogram: [],
    missing: { reference: 0, window: 0 },
    newShare: { reference: 0, window: 0 },
    newCategories: null,
    shifts: null,
    mean: { reference: null, window: null, referenceSd: null },
    beganMs: BEGAN,
    began: { state: 'none', reason: 'too few windows' },
    chance: {},
    series: [],
    ...part,
  };
}

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
const finding = (of: FeatureDetail, changes: ChangeView[] = []): string =>
  featureFinding({ detail: of, changes, clock, paneMs: 10_000 });

describe('featureFinding', () => {
  it('says when it began, after what, and how far it is', () => {
    expect(finding(detail({}), [change(4, 'v14'), change(25, 'v13')])).toBe(
      'Began 01:42, 4 min after “v14”. Now PSI 0.412, critical 0.2.',
    );
  });

  it('claims no order within the pane in which it began', () => {
    expect(finding(detail({}), [change(4, 'v14'), change(-0.05, 'v15')])).toBe(
      'Began 01:42, as “v15”. Now PSI 0.412, critical 0.2.',
    );
  });

  it('names no change that came later or long before', () => {
    expect(finding(detail({}), [change(-1, 'later'), change(31, 'long before')])).toBe(
      'Began 01:42. Now PSI 0.412, critical 0.2.',
    );
  });

  it.each([
    ['insufficient', 'Too few events to judge: 900 in the newest window.'],
    ['no-data', 'No event carried this feature in the newest window, so nothing is judged.'],
    ['ok', 'Within its thresholds. Closest: PSI 0.412, critical 0.2.'],
  ] as const)('tells %s from the others', (verdict, words) => {
    expect(finding(detail({ verdict }))).toBe(words);
  });

  it('survives a verdict without a metric', () => {
    expect(finding(detail({ verdict: 'ok', worstMetric: null, metrics: {} }))).toBe('Within its thresholds.');
  });
});

describe('changeBefore', () => {
  it('takes the nearest before', () => {
    expect(changeBefore([change(25, 'a'), change(4, 'b'), change(-2, 'c')], BEGAN)?.title).toBe('b');
    expect(changeBefore([], BEGAN)).toBeNull();
  });
});

describe('metric numbers', () => {
  it('writes each metric in its own unit', () => {
    expect(metricNumber('psi', 0.4123)).toBe('0.412');
    expect(metricNumber('missingRate', 0.0021)).toBe('0.21');
    expect(metricText('missingRate', 0.401)).toBe('40.10\u00a0%');
    expect(metricText('meanShift', 0.374)).toBe('0.37\u00a0σ');
    expect(thresholdNumber('psi', 0.2)).toBe('0.2');
    expect(thresholdNumber('missingRate', 0.05)).toBe('5');
    expect(thresholdNumber('kolmogorovSmirnov', 0.123_456)).toBe('0.123');
  });
});

describe('explainMetrics', () => {
  it('tells a floor from what chance reaches', () => {
    const settings = DriftRuleSettings.parse({});
    const chance = detail({
      metrics: {
        psi: { state: 'measured', value: 0.1, bound: 0, warn: 0.1, critical: 0.2, verdict: 'ok' },
        missingRate: {
          state: 'measured',
          value: 0.1,
          bound: 0,
          warn: 0.12,
          critical: 0.19,
          verdict: 'ok',
          baseline: 0.1,
        },
        meanShift: { state: 'undefined', reason: 'constant' },
      },
    });
    expect(explainMetrics(chance, settings)).toEqual([
      { id: 'psi', critical: 0.2, floor: 0.2, isChance: false },
      { id: 'missingRate', critical: 0.19, floor: expect.closeTo(0.15, 10), isChance: true },
    ]);
  });
});

describe('heat rows', () => {
  const row = (feature: string, now: number | null, ...ratios: (number | null)[]): DriftHeatmap['rows'][number] => ({
    feature,
    isPrediction: false,
    ratios,
    marks: ratios.map(() => 'o').join(''),
    now: now === null ? null : { ratio: now, verdict: now >= 1 ? 'critical' : 'ok' },
  });

  it('puts the worst now first, then the worst ever, then the alphabet, unmeasured last', () => {
    const rows = [row('d', null, 3), row('c', 0.2, 0.2), row('b', 0.2, 0.9), row('a', 0.2, 0.2), row('e', 1.2, 1.2)];
    expect(sortHeatRows(rows).map(({ feature }) => feature)).toEqual(['e', 'b', 'a', 'c', 'd']);
  });

  it('says in one sentence what stands out', () => {
    expect(heatmapSummary([row('a', 0.2), row('b', null)], '8 h')).toBe(
      'Drift of 2 features over 8 h. None is beyond its critical threshold now.',
    );
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => row(name, 2));
    expect(heatmapSummary(many, '8 h')).toBe('Drift of 5 features over 8 h. Beyond critical now: a, b, c and 2 more.');
  });
});

describe('quality series', () => {
  const quality: QualitySeries = {
    points: [
      { startMs: 0, endMs: 10, n: 50, rocAuc: 0.8, halfWidth: 0.05, accuracy: 0.7, positiveRate: 0.5 },
      { startMs: 10, endMs: 20, n: 2, rocAuc: null, halfWidth: null, accuracy: null, positiveRate: 1 },
    ],
    referenceRocAuc: null,
    pendingLabels: 0,
    labelDelayMs: 30_000,
  };

  it('stands in the middle of its stretch with its bounds, and stays a gap where it was not measured', () => {
    expect(aucPoints(quality)).toEqual([
      { ms: 5, value: 0.8, low: 0.75, high: expect.closeTo(0.85, 10) },
      { ms: 15, value: null, low: null, high: null },
    ]);
    expect(newestAuc(quality)?.rocAuc).toBe(0.8);
  });
});

describe('inOrderOf', () => {
  it('keeps the order that a reader has, with news at the end', () => {
    expect(inOrderOf(['new', 'b', 'a'], ['a', 'gone', 'b'], (item) => item)).toEqual(['a', 'b', 'new']);
  });
});
