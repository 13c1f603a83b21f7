import { describe, expect, it } from 'vitest';
import type { SloDocument } from '../../spec/slo-document.ts';
import { importOpenSlo } from './import-open-slo.ts';

type Json = Record<string, unknown>;

const v1 = (kind: string, name: string, spec: Json, metadata: Json = {}) => ({
  apiVersion: 'openslo/v1',
  kind,
  metadata: { name, ...metadata },
  spec,
});
const metric = (query: string, more: Json = {}) => ({ metricSource: { type: 'Prometheus', spec: { query }, ...more } });
const RATIO = { counter: true, good: metric('good_total'), total: metric('all_total') };
const RAW = { raw: metric('share'), rawType: 'success' };

function slo(spec: Json = {}, metadata: Json = {}): Json {
  return v1(
    'SLO',
    'answers',
    {
      service: 'shop',
      budgetingMethod: 'Occurrences',
      indicator: { metadata: { name: 'x' }, spec: { ratioMetric: RATIO } },
      timeWindow: [{ duration: '28d', isRolling: true }],
      objectives: [{ target: 0.99 }],
      ...spec,
    },
    metadata,
  );
}
const indicator = (spec: Json) => ({ indicator: { metadata: { name: 'x' }, spec } });
const run = (documents: unknown[], sources: string[] = ['main']) =>
  importOpenSlo(documents, { modelIds: new Set(['shop']), modelId: null, prometheusSources: sources });

function one(document: unknown, sources?: string[]): { made: SloDocument[]; errors: string[]; notes: string[] } {
  const [report] = run([document], sources);
  const of = (wanted: string) =>
    (report?.problems ?? [])
      .filter(({ severity }) => severity === wanted)
      .map(({ path, message }) => `${path}: ${message}`);
  return { made: (report?.slos ?? []).map((made) => made.document), errors: of('error'), notes: of('warning') };
}

const condition = (changes: Json = {}, severity = 'page') => ({
  severity,
  condition: { kind: 'burnrate', op: 'gt', threshold: 2, lookbackWindow: '1h', alertAfter: '5m', ...changes },
});
const policy = (name: string, spec: Json, more: Json = {}) => ({
  kind: 'AlertPolicy',
  metadata: { name },
  spec: {
    alertWhenBreaching: true,
    conditions: [{ kind: 'AlertCondition', metadata: { name }, spec }],
    notificationTargets: [{ kind: 'AlertNotificationTarget', metadata: { name: 'chat' }, spec: { target: 'chat' } }],
    ...more,
  },
});

describe('how budgeting and indicator become a question', () => {
  const slices = (share: number) => ({ objectives: [{ target: 0.9, timeSliceTarget: share, timeSliceWindow: '1m' }] });
  const threshold = { thresholdMetric: metric('lag') };
  it.each<[string, Json, Json]>([
    ['events of good ones', {}, { kind: 'prometheus', counts: 'good', weigh: 'events', metric: 'counter' }],
    [
      'bad ones of a gauge',
      indicator({ ratioMetric: { counter: false, bad: metric('bad'), total: metric('all') } }),
      { kind: 'prometheus', counts: 'bad', weigh: 'events', metric: 'gauge', query: 'bad', total: 'all' },
    ],
    [
      'slices of a ratio',
      { budgetingMethod: 'Timeslices', ...slices(0.95) },
      { kind: 'prometheusCheck', op: 'gte', bound: 0.95, query: 'good_total', total: 'all_total' },
    ],
    [
      'slices of bad ones',
      {
        budgetingMethod: 'Timeslices',
        ...slices(0.93),
        ...indicator({ ratioMetric: { counter: true, bad: metric('bad_total'), total: metric('all_total') } }),
      },
      { kind: 'prometheusCheck', op: 'lte', bound: 0.07 },
    ],
    [
      'ratios of slices',
      { budgetingMethod: 'RatioTimeslices', objectives: [{ target: 0.9, timeSliceWindow: '1m' }] },
      { kind: 'prometheus', weigh: 'minutes', total: 'all_total' },
    ],
    [
      'a share by slices',
      { budgetingMethod: 'Timeslices', ...slices(0.9), ...indicator({ ratioMetric: { ...RAW, rawType: 'failure' } }) },
      { kind: 'prometheusCheck', op: 'lte', bound: 0.1, query: 'share', total: '' },
    ],
    [
      'a threshold by slices',
      {
        budgetingMethod: 'Timeslices',
        ...indicator(threshold),
        objectives: [{ target: 0.9, op: 'lt', value: 5, timeSliceTarget: 1, timeSliceWindow: '1m' }],
      },
      { kind: 'prometheusCheck', op: 'lt', bound: 5, query: 'lag', total: '' },
    ],
  ])('%s', (_name, spec, expected) => {
    const { made, errors, notes } = one(slo({ alertPolicies: [policy('p', condition())], ...spec }));
    expect(errors).toEqual([]);
    expect(notes.filter((note) => !note.includes('condition p'))).toEqual([]);
    expect(made[0]?.spec).toMatchObject(expected);
  });

  it.each<[string, Json, string]>([
    ['occurrences of a share', indicator({ ratioMetric: RAW }), 'every minute weighs the same'],
    [
      'occurrences of a threshold',
      { ...indicator(threshold), objectives: [{ target: 0.9, op: 'lt', value: 5 }] },
      'minutes are',
    ],
  ])('%s are minutes, which is said', (_name, spec, words) => {
    expect(one(slo(spec)).notes.some((note) => note.startsWith('spec.budgetingMethod') && note.includes(words))).toBe(
      true,
    );
  });

  it.each<[string, Json, string]>([
    [
      'longer slices',
      { budgetingMethod: 'RatioTimeslices', objectives: [{ target: 0.9, timeSliceWindow: '5m' }] },
      'spec.objectives[0].timeSliceWindow: slices of 1m are counted',
    ],
    [
      'another source',
      indicator({ ratioMetric: { ...RATIO, good: { metricSource: { type: 'Datadog', spec: { query: 'x' } } } } }),
      `spec.indicator.spec.ratioMetric.good.metricSource.type: "Datadog" can't be measured here: Prometheus is`,
    ],
    [
      'a window of an hour and a half',
      { timeWindow: [{ duration: '90m', isRolling: true }] },
      'spec.timeWindow[0].duration: 90m: Whole days, or whole hours.',
    ],
    ['a target below half', { objectives: [{ target: 0.3 }] }, 'spec.objectives[0].target: At least 50 %.'],
    [
      'a service that is no model',
      { service: 'elsewhere' },
      'spec.service: no model is called "elsewhere": choose the model that it is about',
    ],
  ])('%s is refused', (_name, spec, error) => {
    expect(one(slo(spec))).toMatchObject({ made: [], errors: [error] });
  });
});

describe('data sources', () => {
  const from = (name: string) =>
    slo(indicator({ ratioMetric: { ...RAW, raw: metric('x', { metricSourceRef: name }) } }));
  it('are found by name, and never guessed among several', () => {
    expect(one(from('main')).made[0]?.spec).toMatchObject({ source: 'main' });
    expect(one(slo()).made[0]?.spec).toMatchObject({ source: '' });
    const renamed = one(from('theirs'));
    expect(renamed.made[0]?.spec).toMatchObject({ source: 'main' });
    expect(renamed.notes.join('\n')).toContain('"theirs" is not set up here: main is asked');
    expect(one(from('theirs'), ['a', 'b']).errors[0]).toContain('no data source is called "theirs": a, b');
    expect(one(slo(), ['a', 'b']).errors[0]).toContain('which data source is not said: a, b');
    expect(one(slo(), []).errors[0]).toContain('no Prometheus is set up here');
  });

  it('credentials of a document are neither kept nor repeated', () => {
    const source = v1('DataSource', 'main', {
      type: 'Prometheus',
      connectionDetails: { url: 'https://user:s3cr3t@prometheus', token: 's3cr3t' },
    });
    const reports = run([source, from('main')]);
    expect(reports[0]).toMatchObject({ ok: true, becomes: 'nothing: data sources are settings of Leeway' });
    expect(reports[0]?.problems[0]?.message).toContain('never imported');
    expect(JSON.stringify(reports)).not.toContain('s3cr3t');
  });
});

describe('alerts of others', () => {
  it('become rows with a short window, and what is different is said', () => {
    const { made, notes } = one(
      slo({
        alertPolicies: [
          policy('fast', condition()),
          policy('slow', condition({ lookbackWindow: '3d', threshold: 1, op: 'gte', alertAfter: '0m' }, 'warning')),
          policy('never', condition({ threshold: 500 }, 'critical')),
          policy('under', condition({ op: 'lt' })),
          policy('off', condition(), { alertWhenBreaching: false }),
          policy('silence', condition({ lookbackWindow: '2h' }), { alertWhenNoData: true }),
        ],
      }),
    );
    expect(made[0]?.spec.alerting).toEqual({
      rows: [
        { severity: 'page', longMinutes: 60, shortMinutes: 5, burnAbove: 2, forMinutes: 5 },
        { severity: 'ticket', longMinutes: 4_320, shortMinutes: 360, burnAbove: 1 },
        { severity: 'page', longMinutes: 120, shortMinutes: 10, burnAbove: 2, forMinutes: 5 },
      ],
      minimumBad: 10,
      noDataMinutes: 15,
    });
    for (const words of [
      'condition slow: severity "warning" is taken as ticket',
      'condition slow: alerts at the threshold too (gte)',
      'condition never: burn above 500× could never be reached',
      'condition never: has the windows of another row, left out',
      'condition under: alerts below a burn rate (lt)',
      'alertPolicies[4]: alertWhenBreaching is false',
      'after how long is not said: 15 minutes are taken',
      'condition fast: is over one window; a short one of 5m is added',
    ])
      expect(notes.join('\n')).toContain(words);
  });

  it('none at all are the usual rows, and at most six are taken', () => {
    expect(one(slo()).notes).toContain('spec.alertPolicies: none: the usual alert rows for this window are taken');
    expect(one(slo()).made[0]?.spec.alerting.rows).toHaveLength(4);
    const many = Array.from({ length: 8 }, (_, index) =>
      policy(`p${index}`, condition({ lookbackWindow: `${index + 1}h` })),
    );
    const { made, notes } = one(slo({ alertPolicies: many }));
    expect(made[0]?.spec.alerting.rows).toHaveLength(6);
    expect(notes.filter((note) => note.includes('at most 6 rows'))).toHaveLength(2);
  });
});

it('several objectives are several SLOs, and what is left out is said', () => {
  const { made, notes } = one(
    slo(
      {
        objectives: [
          { target: 0.99, displayName: 'good', compositeWeight: 2 },
          { targetPercent: 99.9, compositeWeight: 1 },
        ],
      },
      { displayName: 'x'.repeat(85), labels: { team: 'a' }, annotations: { 'example.com/a': 'b' } },
    ),
  );
  expect(made.map(({ target, name }) => [target, name.length])).toEqual([
    [0.99, 80],
    [0.999, 80],
  ]);
  for (const words of [
    'metadata.labels: labels are not kept',
    'metadata.annotations: annotations of others are not kept',
    'metadata.displayName: cut to 80 characters',
    'spec.objectives: 2 objectives become as many SLOs',
    'spec.objectives: their weights are not kept',
  ])
    expect(notes.join('\n')).toContain(words);
});

it('documents of every kind are taken together', () => {
  const reports = run([
    [
      v1('Service', 'shop', { description: 'The shop' }),
      v1('DataSource', 'main', { type: 'Prometheus', connectionDetails: {} }),
      v1('SLI', 'good-answers', {
        ratioMetric: {
          ...RATIO,
          good: metric('good_total', { metricSourceRef: 'main' }),
          total: metric('all_total', { metricSourceRef: 'main' }),
        },
      }),
      v1('AlertCondition', 'fast', condition()),
      v1('AlertNotificationTarget', 'chat', { target: 'chat' }),
      v1('AlertPolicy', 'fast-burn', {
        alertWhenBreaching: true,
        conditions: [{ conditionRef: 'fast' }],
        notificationTargets: [{ targetRef: 'chat' }],
      }),
    ],
    slo({ indicator: undefined, indicatorRef: 'good-answers', alertPolicies: [{ alertPolicyRef: 'fast-burn' }] }),
  ]);
  expect(reports.map(({ kind, ok, slos }) => [kind, ok, slos.length])).toEqual([
    ['Service', true, 0],
    ['DataSource', true, 0],
    ['SLI', true, 0],
    ['AlertCondition', true, 0],
    ['AlertNotificationTarget', true, 0],
    ['AlertPolicy', true, 0],
    ['SLO', true, 1],
  ]);
  expect(reports.at(-1)?.slos[0]?.document.spec).toMatchObject({
    source: 'main',
    alerting: { rows: [{ longMinutes: 60, shortMinutes: 5, burnAbove: 2, forMinutes: 5 }] },
  });
});
