import { describe, expect, it } from 'vitest';
import { prometheusRules } from '../prometheus/rules-of-slo.ts';
import { openSloToPrometheus } from './to-prometheus.ts';

type Json = Record<string, unknown>;

const prometheus = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query } } });
const good = { counter: true, good: prometheus('good_total'), total: prometheus('all_total') };
const sli = (name: string, spec: Json) => ({ apiVersion: 'openslo/v1', kind: 'SLI', metadata: { name }, spec });
const v1 = (kind: string, name: string, spec: Json) => ({ apiVersion: 'openslo/v1', kind, metadata: { name }, spec });

function slo(spec: Json = {}): Json {
  return v1('SLO', 'answers', {
    service: 'fraud',
    budgetingMethod: 'Occurrences',
    indicatorRef: 'good-answers',
    timeWindow: [{ duration: '28d', isRolling: true }],
    objectives: [{ target: 0.99 }],
    ...spec,
  });
}
const convert = (...documents: unknown[]) => openSloToPrometheus(documents, 'sloth');
const errors = (...documents: unknown[]) =>
  convert(...documents).reports.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity === 'error').map(({ path }) => path),
  );
const expressions = (...documents: unknown[]) =>
  prometheusRules(convert(...documents).slos)
    .groups.flatMap(({ rules }) => rules)
    .map(({ expr }) => expr);

describe('what rules are made of', () => {
  it('indicators are found by name, rows come from the preset', () => {
    const { slos, reports } = convert(slo(), sli('good-answers', { ratioMetric: good }));
    expect(reports.every(({ ok }) => ok)).toBe(true);
    expect(slos).toMatchObject([
      {
        id: 'fraud-answers',
        target: 0.99,
        windowMinutes: 28 * 1_440,
        indicator: { kind: 'ratio', part: 'good', query: 'good_total', total: 'all_total', isCounter: true },
        budgeting: { method: 'occurrences' },
      },
    ]);
    expect(slos[0]?.rows.map(({ burnAbove }) => burnAbove)).toEqual([13.44, 5.6, 2.8, 0.9333]);
  });

  it('an SLO of several objectives is several', () => {
    const objectives = [{ target: 0.99 }, { targetPercent: 99.9 }];
    const { slos } = convert(slo({ objectives }), sli('good-answers', { ratioMetric: good }));
    expect(slos.map(({ id, target }) => [id, target])).toEqual([
      ['fraud-answers-0', 0.99],
      ['fraud-answers-1', 0.999],
    ]);
  });

  it('conditions of its own policies take the place of rows, the same one once', () => {
    const condition = (lookbackWindow: string) => ({
      severity: 'page',
      condition: { kind: 'burnrate', op: 'gte', threshold: 2, lookbackWindow, alertAfter: '5m' },
    });
    const policy = (name: string, condition_: Json) =>
      v1('AlertPolicy', name, { conditions: [condition_], notificationTargets: [{ targetRef: 'on-call' }] });
    const { slos } = convert(
      slo({ alertPolicies: [{ alertPolicyRef: 'a' }, { alertPolicyRef: 'b' }, { alertPolicyRef: 'c' }] }),
      sli('good-answers', { ratioMetric: good }),
      policy('a', { conditionRef: 'fast' }),
      policy('b', { conditionRef: 'fast' }),
      policy('c', { kind: 'AlertCondition', metadata: { name: 'slow' }, spec: condition('1d') }),
      v1('AlertCondition', 'fast', condition('1h')),
      v1('AlertNotificationTarget', 'on-call', { target: 'slack' }),
    );
    expect(slos[0]).toMatchObject({
      rows: [],
      conditions: [
        { name: 'fast', op: 'gte', burn: 2, windowMinutes: 60, forMinutes: 5 },
        { name: 'slow', windowMinutes: 1_440 },
      ],
    });
  });

  it('v1alpha is read as Sloth means it', () => {
    const query = (code: string) => ({
      source: 'prometheus',
      queryType: 'promql',
      query: `sum(rate(x{${code}}[{{.window}}]))`,
    });
    const old = {
      apiVersion: 'openslo/v1alpha',
      kind: 'SLO',
      metadata: { name: 'requests' },
      spec: {
        service: 'api',
        budgetingMethod: 'Occurrences',
        objectives: [{ ratioMetrics: { good: query('code="200"'), total: query('') }, target: 0.999 }],
        timeWindows: [{ count: 30, unit: 'Day' }],
      },
    };
    expect(errors(old)).toEqual([]);
    expect(expressions(old)[0]).toBe(
      'clamp_min(sum(sum(rate(x{}[5m]))) - (sum(sum(rate(x{code="200"}[5m]))) or vector(0)), 0) / (sum(sum(rate(x{}[5m]))) > 0)',
    );
  });
});

describe('expressions', () => {
  const first = (spec: Json, objective: Json = {}, more: Json = {}) =>
    expressions(
      slo({
        indicatorRef: undefined,
        indicator: { metadata: { name: 'x' }, spec },
        objectives: [{ target: 0.9, ...objective }],
        ...more,
      }),
    )[0];
  it.each<[string, Json, Json, Json, string]>([
    [
      'bad ones',
      { ratioMetric: { counter: true, bad: prometheus('bad_total'), total: prometheus('all_total') } },
      {},
      {},
      '(sum(increase(bad_total[5m])) or vector(0)) / (sum(increase(all_total[5m])) > 0)',
    ],
    [
      'counts that are no counters',
      { ratioMetric: { counter: false, bad: prometheus('bad'), total: prometheus('all') } },
      {},
      {},
      '(sum(sum_over_time((bad)[5m:1m])) or vector(0)) / (sum(sum_over_time((all)[5m:1m])) > 0)',
    ],
    [
      'a share of good ones',
      { ratioMetric: { raw: prometheus('share'), rawType: 'success' } },
      {},
      {},
      '1 - avg(avg_over_time((share)[5m:1m]))',
    ],
    [
      'a share of bad ones',
      { ratioMetric: { raw: prometheus('share[{{ .window }}]'), rawType: 'failure' } },
      {},
      {},
      'avg(share[5m])',
    ],
    [
      'a threshold a minute',
      { thresholdMetric: prometheus('lag') },
      { op: 'lte', value: 100 },
      {},
      'max((lag) > bool 100)',
    ],
    [
      'a threshold over longer slices',
      { thresholdMetric: prometheus('lag') },
      { op: 'gt', value: 1, timeSliceTarget: 0.9, timeSliceWindow: '5m' },
      { budgetingMethod: 'Timeslices' },
      '(avg_over_time((max((lag) <= bool 1))[5m:1m])) > bool 0.1',
    ],
  ])('of %s', (_name, spec, objective, more, expected) => {
    expect(first(spec, objective, more)).toBe(expected);
  });
});

describe('what can’t be put into rules', () => {
  const datadog = { metricSource: { type: 'Datadog', spec: { query: 'x' } } };
  it.each<[string, unknown[], string]>([
    ['an indicator that is nowhere', [slo()], 'spec.indicatorRef'],
    [
      'another source',
      [slo(), sli('good-answers', { ratioMetric: { counter: true, good: datadog, total: prometheus('x') } })],
      'spec.indicatorRef.ratioMetric.good.metricSource.type',
    ],
    [
      'no query',
      [
        slo(),
        sli('good-answers', {
          ratioMetric: { counter: true, good: prometheus('x'), total: { metricSource: { spec: {} } } },
        }),
      ],
      'spec.indicatorRef.ratioMetric.total.metricSource.spec.query',
    ],
    [
      'a threshold without a value',
      [slo(), sli('good-answers', { thresholdMetric: prometheus('x') })],
      'spec.objectives[0].op',
    ],
    [
      'a policy that is nowhere',
      [slo({ alertPolicies: [{ alertPolicyRef: 'gone' }] }), sli('good-answers', { ratioMetric: good })],
      'spec.alertPolicies[0].alertPolicyRef',
    ],
  ])('%s', (_name, documents, path) => {
    expect(errors(...documents)).toEqual([path]);
    expect(convert(...documents).slos).toEqual([]);
  });

  it('is said where something else is taken', () => {
    const warnings = (spec: Json, metric: Json = { ratioMetric: good }) =>
      convert(slo(spec), sli('good-answers', metric)).reports.flatMap(({ problems }) =>
        problems.map(({ path }) => path),
      );
    const calendar = { startTime: '2026-01-01 00:00:00', timeZone: 'Europe/Rome' };
    expect(warnings({ timeWindow: [{ duration: '1M', isRolling: false, calendar }] })).toEqual(['spec.timeWindow[0]']);
    expect(warnings({ objectives: [{ target: 0.9 }] })).toEqual(['spec.objectives[0].target']);
    expect(
      warnings({}, { ratioMetric: { counter: true, good: prometheus('sum(x)'), total: prometheus('sum(y)') } }),
    ).toEqual(['spec.indicatorRef.ratioMetric']);
    expect(
      warnings({ budgetingMethod: 'RatioTimeslices', objectives: [{ target: 0.99, timeSliceWindow: '1m' }] }),
    ).toEqual(['spec.objectives[0].timeSliceWindow']);
  });
});
