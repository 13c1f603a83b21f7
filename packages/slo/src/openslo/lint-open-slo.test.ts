import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { lintOpenSlo } from './lint-open-slo.ts';

type Json = { [key: string]: unknown };

const prometheus = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query } } });
const ratio = {
  metadata: { name: 'answers' },
  spec: { ratioMetric: { counter: true, good: prometheus('good'), total: prometheus('all') } },
};
const threshold = { metadata: { name: 'lag' }, spec: { thresholdMetric: prometheus('lag') } };
const objective = { target: 0.99 };

function slo(spec: Json = {}, metadata: Json = {}): Json {
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: 'answers-in-time', ...metadata },
    spec: {
      service: 'fraud',
      budgetingMethod: 'Occurrences',
      indicator: ratio,
      timeWindow: [{ duration: '28d', isRolling: true }],
      objectives: [objective],
      ...spec,
    },
  };
}

const v1 = (kind: string, name: string, spec: Json): Json => ({
  apiVersion: 'openslo/v1',
  kind,
  metadata: { name },
  spec,
});
const condition = (changes: Json = {}) => ({
  severity: 'page',
  condition: { kind: 'burnrate', op: 'gt', threshold: 2, lookbackWindow: '1h', alertAfter: '0m', ...changes },
});
const policy = (changes: Json = {}) =>
  v1('AlertPolicy', 'fast', {
    alertWhenBreaching: true,
    conditions: [{ kind: 'AlertCondition', metadata: { name: 'fast' }, spec: condition() }],
    notificationTargets: [{ targetRef: 'on-call' }],
    ...changes,
  });
const target = v1('AlertNotificationTarget', 'on-call', { target: 'slack' });

function problems(...documents: unknown[]) {
  return lintOpenSlo(documents).flatMap(({ problems: found }) =>
    found.map(({ path, severity }) => `${severity} ${path}`),
  );
}

describe('documents that fit', () => {
  it.each([
    ['an SLO with a ratio', slo()],
    ['an SLO in per cent', slo({ objectives: [{ targetPercent: 99.5 }] })],
    [
      'an SLO of slices over a calendar month',
      slo({
        budgetingMethod: 'Timeslices',
        timeWindow: [
          { duration: '1M', isRolling: false, calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'Europe/Rome' } },
        ],
        objectives: [{ target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: '1m' }],
      }),
    ],
    ['an SLO with a threshold', slo({ indicator: threshold, objectives: [{ op: 'lte', value: 200, target: 0.9 }] })],
    [
      'a composite',
      slo({
        indicator: undefined,
        objectives: [
          { target: 0.9, indicator: ratio, compositeWeight: 2 },
          { target: 0.9, indicator: { ...ratio, metadata: { name: 'other' } } },
        ],
      }),
    ],
    ['no policies, written as nothing', slo({ alertPolicies: null })],
    ['a service without a spec', { apiVersion: 'openslo/v1', kind: 'Service', metadata: { name: 'fraud' } }],
    ['a raw ratio', v1('SLI', 'raw', { ratioMetric: { raw: prometheus('x'), rawType: 'success' } })],
    [
      'labels with lists and annotations',
      slo({}, { labels: { team: ['a', 'b'], env: 'prod' }, annotations: { 'example.com/folder': 'x' } }),
    ],
  ])('%s', (_name, document) => {
    expect(lintOpenSlo([document])).toMatchObject([{ ok: true, problems: [] }]);
  });

  it('a list counts as its entries, and references among them are found', () => {
    const reports = lintOpenSlo([[policy(), target], slo({ alertPolicies: [{ alertPolicyRef: 'fast' }] })]);
    expect(reports.map(({ kind, name, ok, problems: found }) => [kind, name, ok, found.length])).toEqual([
      ['AlertPolicy', 'fast', true, 0],
      ['AlertNotificationTarget', 'on-call', true, 0],
      ['SLO', 'answers-in-time', true, 0],
    ]);
  });

  it('v1alpha, as Sloth writes it', () => {
    const query = { source: 'prometheus', queryType: 'promql', query: 'sum(rate(x[{{.window}}]))' };
    const old = {
      apiVersion: 'openslo/v1alpha',
      kind: 'SLO',
      metadata: { name: 'requests', displayName: 'Requests' },
      spec: {
        service: 'api',
        budgetingMethod: 'Occurrences',
        objectives: [{ ratioMetrics: { good: query, total: query }, target: 0.999 }],
        timeWindows: [{ count: 30, unit: 'Day' }],
      },
    };
    expect(problems(old)).toEqual([]);
    expect(problems({ ...old, spec: { ...old.spec, objectives: [{ target: 0.999 }] } })).toEqual([
      'error spec.objectives[0].ratioMetrics',
    ]);
  });
});

describe('documents that are refused', () => {
  it.each([
    ['no version', { ...slo(), apiVersion: undefined }, 'apiVersion'],
    ['another version', { ...slo(), apiVersion: 'openslo.com/v2alpha' }, 'apiVersion'],
    ['a kind of no version', { ...slo(), kind: '__proto__' }, 'kind'],
    ['a field that does not exist', slo({ objective: [] }), 'spec.objective'],
    ['a name that is none', slo({}, { name: 'Answers in time' }), 'metadata.name'],
    ['no objectives', slo({ objectives: [] }), 'spec.objectives'],
    ['a target of 1', slo({ objectives: [{ target: 1 }] }), 'spec.objectives[0].target'],
    ['both targets', slo({ objectives: [{ target: 0.9, targetPercent: 90 }] }), 'spec.objectives[0].target'],
    ['a target as text', slo({ objectives: [{ target: '0.9' }] }), 'spec.objectives[0].target'],
    ['no indicator', slo({ indicator: undefined }), 'spec.indicator'],
    ['two indicators', slo({ indicatorRef: 'x' }), 'spec.indicator'],
    [
      'good and bad',
      slo({
        indicator: {
          ...ratio,
          spec: { ratioMetric: { good: prometheus('a'), bad: prometheus('b'), total: prometheus('c') } },
        },
      }),
      'spec.indicator.spec.ratioMetric',
    ],
    [
      'a threshold without a value',
      slo({ indicator: threshold, objectives: [{ op: 'lt', target: 0.9 }] }),
      'spec.objectives[0].value',
    ],
    ['slices without a length', slo({ budgetingMethod: 'RatioTimeslices' }), 'spec.objectives[0].timeSliceWindow'],
    [
      'two windows',
      slo({
        timeWindow: [
          { duration: '1d', isRolling: true },
          { duration: '2d', isRolling: true },
        ],
      }),
      'spec.timeWindow',
    ],
    [
      'a calendar of minutes',
      slo({
        timeWindow: [
          { duration: '1m', isRolling: false, calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'UTC' } },
        ],
      }),
      'spec.timeWindow[0].duration',
    ],
    [
      'a calendar that is missing',
      slo({ timeWindow: [{ duration: '1M', isRolling: false }] }),
      'spec.timeWindow[0].calendar',
    ],
    [
      'a zone that is none',
      slo({
        timeWindow: [
          { duration: '1M', isRolling: false, calendar: { startTime: '2026-01-01 00:00:00', timeZone: 'Mars/Base' } },
        ],
      }),
      'spec.timeWindow[0].calendar.timeZone',
    ],
    [
      'a length in words',
      slo({ timeWindow: [{ duration: 'a month', isRolling: true }] }),
      'spec.timeWindow[0].duration',
    ],
    ['two conditions', policy({ conditions: [{ conditionRef: 'a' }, { conditionRef: 'b' }] }), 'spec.conditions'],
    [
      'an inline condition that is wrong',
      policy({
        conditions: [{ kind: 'AlertCondition', metadata: { name: 'x' }, spec: condition({ lookbackWindow: '0m' }) }],
      }),
      'spec.conditions[0].spec.condition.lookbackWindow',
    ],
    ['no object', 'SLO', ''],
  ])('%s', (_name, document, path) => {
    const [report] = lintOpenSlo([document]);
    expect(report?.ok).toBe(false);
    expect(report?.problems.map((problem) => `${problem.severity} ${problem.path}`)).toEqual([`error ${path}`]);
    expect(report?.problems[0]?.message).not.toBe('');
  });

  it('two SLOs of one name, but not two services', () => {
    expect(problems(slo(), slo())).toEqual(['error metadata.name']);
    expect(problems(target, target)).toEqual(['warning metadata.name']);
  });
});

describe('what is said but not refused', () => {
  it.each([
    ['no window', slo({ timeWindow: undefined }), 'spec.timeWindow'],
    ['a rolling month', slo({ timeWindow: [{ duration: '1M', isRolling: true }] }), 'spec.timeWindow[0].duration'],
    ['an operator of a ratio', slo({ objectives: [{ op: 'gt', target: 0.9 }] }), 'spec.objectives[0].op'],
    [
      'a slice of occurrences',
      slo({ objectives: [{ target: 0.9, timeSliceWindow: '1m' }] }),
      'spec.objectives[0].timeSliceWindow',
    ],
    [
      'a source that is not Prometheus',
      v1('SLI', 'x', { thresholdMetric: { metricSource: { type: 'Datadog', spec: {} } } }),
      'spec.thresholdMetric.metricSource.type',
    ],
    ['an indicator elsewhere', slo({ indicator: undefined, indicatorRef: 'elsewhere' }), 'spec.indicatorRef'],
    [
      'credentials',
      v1('DataSource', 'x', { type: 'Prometheus', connectionDetails: { token: 'secret' } }),
      'spec.connectionDetails',
    ],
  ])('%s', (_name, document, path) => {
    expect(lintOpenSlo([document])[0]?.ok).toBe(true);
    expect(problems(document)).toEqual([`warning ${path}`]);
  });

  it('secrets are in no message', () => {
    const source = v1('DataSource', 'x', {
      type: 'Prometheus',
      connectionDetails: { token: 's3cr3t' },
      more: 's3cr3t',
    });
    expect(JSON.stringify(lintOpenSlo([source]))).not.toContain('s3cr3t');
  });
});

it('never throws, whatever it is given', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const report of lintOpenSlo([
        value,
        { apiVersion: 'openslo/v1', kind: 'SLO', metadata: value, spec: value },
      ]))
        expect(report.ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});
