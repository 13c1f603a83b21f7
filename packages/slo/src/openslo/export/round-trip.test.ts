import { LATENCY_EDGES_MS } from '@leeway/drift';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertPolicy, AlertRow } from '../../burn/alert-row.ts';
import { prometheusIssues } from '../../prometheus/prometheus-sli.ts';
import { SLI_DEFINITIONS, SLI_KINDS, type SliSpec } from '../../sli/registry.ts';
import { SloDocument } from '../../spec/slo-document.ts';
import { CALENDAR_UNITS } from '../../window/calendar-window.ts';
import { CALENDAR_DAYS } from '../../window/slo-window.ts';
import { BUDGET_SLICE_MINUTES, type Budgeting, type CountedSpec } from '../../spec/budgeting.ts';
import { importOpenSlo } from '../import/import-open-slo.ts';
import { lintOpenSlo } from '../lint-open-slo.ts';
import { toOpenSlo, type ExportedSlo } from './to-open-slo.ts';

const slices: fc.Arbitrary<Budgeting> = fc.oneof(
  fc.record({
    method: fc.constant('timeslices' as const),
    sliceMinutes: fc.constantFrom(...BUDGET_SLICE_MINUTES),
    sliceTarget: fc.integer({ min: 1, max: 1_000 }).map((value) => value / 1_000),
  }),
  fc.record({
    method: fc.constant('ratioTimeslices' as const),
    sliceMinutes: fc.constantFrom(...BUDGET_SLICE_MINUTES),
  }),
);

const promql = {
  source: fc.constantFrom('', 'main'),
  query: fc.constantFrom('good_total{a="b"}', 'sum(rate(x[{{.window}}]))', 'a[{{.window}}] - b'),
  total: fc.constantFrom('', 'all_total', 'sum(rate(y[{{.window}}]))'),
  metric: fc.constantFrom('counter' as const, 'gauge' as const),
  rangeMinutes: fc.integer({ min: 1, max: 60 }),
};
const share = fc.integer({ min: 1, max: 999_999 }).map((value) => value / 1_000_000);
const byPrometheus: fc.Arbitrary<SliSpec> = fc
  .oneof(
    fc.record({
      kind: fc.constant('prometheus' as const),
      ...promql,
      counts: fc.constantFrom('good' as const, 'bad' as const),
      weigh: fc.constantFrom('events' as const, 'minutes' as const),
    }),
    fc.record({
      kind: fc.constant('prometheusCheck' as const),
      ...promql,
      op: fc.constantFrom('lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
      // JSON has no -0.
      bound: fc.oneof(
        share,
        fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((value) => value + 0),
      ),
    }),
  )
  .filter((spec) => prometheusIssues(spec).length === 0)
  // A share of a total is kept to twelve digits.
  .filter((spec) => spec.kind === 'prometheus' || spec.total === '' || Number(spec.bound.toFixed(6)) === spec.bound);

const measured: fc.Arbitrary<CountedSpec> = fc.oneof(
  slices.map((budgeting): CountedSpec => ({ kind: 'availability', budgeting })),
  fc.constantFrom(...SLI_KINDS).map((kind): SliSpec => SLI_DEFINITIONS[kind].defaults.parameters),
  byPrometheus,
  fc.constantFrom(...LATENCY_EDGES_MS).map((thresholdMs): SliSpec => ({ kind: 'latency', thresholdMs })),
);

const row = fc
  .record(
    {
      severity: fc.constantFrom('page' as const, 'ticket' as const),
      longMinutes: fc.integer({ min: 2, max: 1_440 }),
      shortMinutes: fc.integer({ min: 1, max: 1_440 }),
      burnAbove: fc.double({ min: 0.001, max: 1.9, noNaN: true }),
      forMinutes: fc.integer({ min: 1, max: 1_440 }),
    },
    { requiredKeys: ['severity', 'longMinutes', 'shortMinutes', 'burnAbove'] },
  )
  .filter((value) => AlertRow.safeParse(value).success);

const policy = fc
  .record({
    rows: fc.array(row, { maxLength: 6 }),
    minimumBad: fc.integer({ min: 1, max: 1_000_000 }),
    noDataMinutes: fc.option(fc.integer({ min: 5, max: 1_440 })),
  })
  .filter((value) => AlertPolicy.safeParse(value).success);

const document = fc
  .record({
    modelId: fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/u),
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    description: fc.string({ unit: 'grapheme', maxLength: 200 }),
    target: fc.integer({ min: 50_000, max: 99_999 }).map((value) => value / 100_000),
    window: fc.oneof(
      fc.integer({ min: 1, max: 366 }).map((windowDays) => ({ windowDays })),
      fc.integer({ min: 1, max: 8_784 }).map((hours) => ({ windowDays: hours / 24 })),
      fc
        .record({ unit: fc.constantFrom(...CALENDAR_UNITS), zone: fc.constantFrom('UTC', 'Europe/Berlin') })
        .map((calendar) => ({ windowDays: CALENDAR_DAYS[calendar.unit], calendar })),
    ),
    spec: fc.tuple(measured, policy).map(([sli, alerting]) => ({ ...sli, alerting })),
  })
  .map(({ window, ...value }) => ({ ...value, ...window }))
  .map((value) => SloDocument.safeParse(value))
  .filter((parsed) => parsed.success)
  .map((parsed): SloDocument => {
    if (parsed.data === undefined) throw new Error('filtered');
    return parsed.data;
  });

const exported: fc.Arbitrary<ExportedSlo[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,55}[a-z0-9])?$/u),
      version: fc.integer({ min: 1, max: 999 }),
      modelName: fc.string({ maxLength: 300 }),
      document,
    }),
    { maxLength: 5, selector: ({ id }) => id },
  )
  .filter((slos) => slos.length > 0);

/** As a file carries it. */
function written(slos: readonly ExportedSlo[]): unknown[] {
  return JSON.parse(JSON.stringify(toOpenSlo(slos))) as unknown[];
}

describe('export and import', () => {
  it('give the same SLOs, whatever they are', () => {
    fc.assert(
      fc.property(exported, (slos) => {
        const modelIds = new Set(slos.map(({ document: { modelId } }) => modelId));
        const reports = importOpenSlo(written(slos), { modelIds, modelId: null, prometheusSources: ['main'] });
        expect(reports.flatMap(({ ok, problems }) => (ok ? [] : problems))).toEqual([]);
        expect(reports.flatMap((report) => report.slos)).toEqual(
          slos.map(({ id, document: of }) => ({ name: id, document: of })),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('say nothing of a document of their own that would be left out', () => {
    fc.assert(
      fc.property(exported, (slos) => {
        const of = importOpenSlo(written(slos), { modelIds: new Set(), modelId: 'other', prometheusSources: ['main'] });
        for (const { kind, problems } of of) if (kind === 'SLO') expect(problems).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('write documents that the specification allows', () => {
    fc.assert(
      fc.property(exported, (slos) => {
        for (const report of lintOpenSlo(written(slos))) expect(report).toMatchObject({ ok: true, problems: [] });
      }),
      { numRuns: 100 },
    );
  });
});

describe('exported documents that somebody changed', () => {
  const slo = (): Record<string, never>[] =>
    written([
      {
        id: 'answers-1f0c9a2e',
        version: 3,
        modelName: 'Fraud',
        document: SloDocument.parse({
          modelId: 'fraud',
          name: 'Answers',
          target: 0.99,
          windowDays: 28,
          spec: {
            kind: 'availability',
            alerting: {
              rows: [{ severity: 'page', longMinutes: 60, shortMinutes: 5, burnAbove: 13.44 }],
              minimumBad: 10,
              noDataMinutes: 30,
            },
          },
        }),
      },
    ]) as Record<string, never>[];
  const result = (change: (documents: string) => string) =>
    importOpenSlo(JSON.parse(change(JSON.stringify(slo()))) as unknown[], {
      modelIds: new Set(['fraud']),
      modelId: null,
      prometheusSources: [],
    });
  const errors = (reports: ReturnType<typeof result>) =>
    reports.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));

  it('are a Service, a target, two policies a row, and the SLO', () => {
    expect(slo().map(({ kind }) => kind)).toEqual([
      'Service',
      'AlertNotificationTarget',
      'AlertPolicy',
      'AlertPolicy',
      'SLO',
    ]);
  });

  it('a change of target, window and least number is taken', () => {
    const reports = result((text) =>
      text
        .replace('"target":0.99', '"target":0.995')
        .replace('"28d"', '"4w"')
        .replace('minimum-bad":"10"', 'minimum-bad":"25"'),
    );
    expect(reports.at(-1)?.slos[0]?.document).toMatchObject({
      target: 0.995,
      windowDays: 28,
      spec: { alerting: { minimumBad: 25, noDataMinutes: 30 } },
    });
  });

  it('two policies of a row that differ are refused, and so is half a row', () => {
    const once = (text: string) => text.replace('13.44,"lookbackWindow":"5m"', '9,"lookbackWindow":"5m"');
    expect(errors(result(once))).toMatchObject([
      { path: 'spec.alertPolicies[0]', message: 'alert row 1: its two policies differ in threshold' },
    ]);
    const half = (text: string) => text.replace(/,\{"alertPolicyRef":"[^"]*short"\}/u, '');
    expect(errors(result(half))).toMatchObject([
      {
        path: 'spec.alertPolicies[0]',
        message: 'alert row 1: needs exactly two policies, one of the long and one of the short window',
      },
    ]);
  });

  it('what was made unreachable is refused at its place', () => {
    const text = (value: string) => value.replace('"target":0.99', '"target":0.9');
    expect(errors(result(text))).toMatchObject([
      { path: 'spec.alertPolicies', message: expect.stringContaining("can't fire") },
    ]);
  });

  it('a model that is not there is refused, unless another is named', () => {
    const [, , , , report] = importOpenSlo(slo(), {
      modelIds: new Set(['other']),
      modelId: null,
      prometheusSources: [],
    });
    expect(report?.problems).toMatchObject([{ path: 'spec.service', severity: 'error' }]);
    const [, , , , other] = importOpenSlo(slo(), {
      modelIds: new Set(),
      modelId: 'other',
      prometheusSources: ['main'],
    });
    expect(other?.slos[0]?.document.modelId).toBe('other');
  });
});
