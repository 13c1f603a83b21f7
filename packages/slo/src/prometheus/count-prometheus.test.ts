import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../budget/rolling-window.ts';
import { countPrometheus } from './count-prometheus.ts';
import type { MinuteSamples } from './minute-amounts.ts';
import { prometheusIssues, readingsOf, type PrometheusCheckSli, type PrometheusSli } from './prometheus-sli.ts';
import { countReading } from './promql-reading.ts';

const START = Date.UTC(2026, 10, 25, 12);
/** Values at the ends of minutes from the one before the first on; null = no sample. */
const series = (...values: (number | null)[]): MinuteSamples => ({
  samples: values.flatMap((value, index) => (value === null ? [] : [{ atMs: START + index * MINUTE_MS, value }])),
});
const ratio = (changes: Partial<PrometheusSli> = {}): PrometheusSli => ({
  kind: 'prometheus',
  source: 'main',
  query: 'good_total',
  total: 'all_total',
  metric: 'counter',
  rangeMinutes: 5,
  counts: 'good',
  weigh: 'events',
  ...changes,
});
const check = (changes: Partial<PrometheusCheckSli> = {}): PrometheusCheckSli => ({
  kind: 'prometheusCheck',
  source: 'main',
  query: 'lag',
  total: '',
  metric: 'gauge',
  rangeMinutes: 5,
  op: 'lt',
  bound: 100,
  ...changes,
});
const count = (
  spec: PrometheusSli | PrometheusCheckSli,
  query: MinuteSamples[],
  total: MinuteSamples[] | null = null,
) =>
  countPrometheus(spec, { query, total }, START).minutes.map(({ minuteMs, good, bad, unknown }) => [
    (minuteMs - START) / MINUTE_MS,
    good,
    bad,
    unknown,
  ]);

describe('how a query is read', () => {
  it.each([
    ['requests_total{code!~"5.."}', true, 'requests_total{code!~"5.."}', 'growth', 1],
    ['sum(rate(requests_total{a="b"}[{{.window}}]))', false, 'requests_total{a="b"}', 'growth', 1],
    ['sum( increase( requests_total [ {{ .window }} ] ) )', true, 'requests_total', 'growth', 1],
    [
      'sum(rate(a[{{.window}}])) - sum(rate(b[{{.window}}]))',
      true,
      'sum(rate(a[5m])) - sum(rate(b[5m]))',
      'amount',
      60,
    ],
    ['sum by (x) (increase(a[{{.window}}]))', true, 'sum by (x) (increase(a[5m]))', 'amount', 0.2],
    ['sum(requests_total)', true, 'sum(requests_total)', 'growth', 1],
    ['requests_last_minute', false, 'requests_last_minute', 'amount', 1],
  ] as const)('%s', (query, isCounter, expression, reads, scale) => {
    expect(countReading(query, { isCounter, rangeMinutes: 5 })).toEqual({ expression, reads, scale });
  });

  it('without a total its value is the number', () => {
    expect(readingsOf(check({ query: 'max_over_time(lag[{{.window}}])' }))).toEqual({
      query: { expression: 'max_over_time(lag[5m])', reads: 'amount', scale: 1 },
      total: null,
    });
  });
});

describe('events', () => {
  it('are the growth of counters over all series, whatever restarts', () => {
    const good = [series(10, 15, 3, 8), series(0, 1, 1, 1)];
    const all = [series(100, 110, 5, 12), series(0, 2, 2, 3)];
    expect(count(ratio(), good, all)).toEqual([
      [0, 6, 6, 0],
      [1, 3, 2, 0],
      [2, 5, 3, 0],
    ]);
    expect(count(ratio({ counts: 'bad' }), good, all)).toEqual([
      [0, 6, 6, 0],
      [1, 2, 3, 0],
      [2, 3, 5, 0],
    ]);
  });

  it('a gap is no minute, and what came in it is counted when the series is there again', () => {
    expect(count(ratio(), [series(0, 1, null, null, 7)], [series(0, 1, null, null, 9)])).toEqual([
      [0, 1, 0, 0],
      [3, 6, 2, 0],
    ]);
  });

  it('nothing in total is no minute; a part that does not exist yet is none', () => {
    expect(count(ratio({ counts: 'bad' }), [], [series(5, 5, 9)])).toEqual([[1, 4, 0, 0]]);
    expect(count(ratio(), [], [series(5, 9)])).toEqual([[0, 0, 4, 0]]);
    expect(count(ratio(), [series(1, 2)], [])).toEqual([]);
  });

  it('a counter that is first seen has not grown', () => {
    expect(count(ratio(), [series(null, 50, 60)], [series(null, 100, 110)])).toEqual([[1, 10, 0, 0]]);
  });

  it('more good than all is all good; NaN is unknown', () => {
    const amounts = ratio({ metric: 'gauge', query: 'good', total: 'all' });
    expect(count(amounts, [series(0, 7, Number.NaN, 1)], [series(0, 5, 5, Infinity)])).toEqual([
      [0, 5, 0, 0],
      [1, 0, 0, 1],
      [2, 0, 0, 1],
    ]);
  });

  it('fractions are carried, over any cuts, so that no event is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.nat(59),
        (rates, cut) => {
          const spec = ratio({ metric: 'gauge', query: 'good', total: 'all' });
          const [good, all] = [[series(0, ...rates.map((rate) => rate / 2))], [series(0, ...rates)]];
          const at = START + Math.min(cut, rates.length) * MINUTE_MS;
          const part = (of: MinuteSamples[], from: number, to: number) =>
            of.map(({ samples }) => ({ samples: samples.filter(({ atMs }) => atMs > from && atMs <= to) }));
          const first = countPrometheus(spec, { query: part(good, START, at), total: part(all, START, at) }, START);
          const end = START + rates.length * MINUTE_MS;
          const second = countPrometheus(
            spec,
            { query: part(good, at, end), total: part(all, at, end) },
            at,
            first.carry,
          );
          const sum = [...first.minutes, ...second.minutes].reduce((total, minute) => total + minute.good, 0);
          const due = rates.reduce((total, rate) => total + rate / 2, 0);
          return Math.abs(sum - due) < 1.001;
        },
      ),
    );
  });
});

describe('minutes', () => {
  it('a share weighs every minute the same', () => {
    const share = ratio({ total: '', metric: 'gauge', weigh: 'minutes', counts: 'bad' });
    expect(count(share, [series(0, 0.25, 1.2, Number.NaN, 1)])).toEqual([
      [0, 750, 250, 0],
      [1, 0, 0, 1],
      [2, 0, 0, 1],
      [3, 0, 1_000, 0],
    ]);
    expect(count(ratio({ weigh: 'minutes' }), [series(0, 1, 1)], [series(0, 4, 4)])).toEqual([[0, 250, 750, 0]]);
  });

  it('a check holds when all of its series do', () => {
    expect(count(check(), [series(0, 99, 100, null, 5), series(0, 1, 1, 1, 500)])).toEqual([
      [0, 1, 0, 0],
      [1, 0, 1, 0],
      [2, 1, 0, 0],
      [3, 0, 1, 0],
    ]);
    expect(count(check({ op: 'gte' }), [series(0, 100, Infinity, Number.NaN)])).toEqual([
      [0, 1, 0, 0],
      [1, 1, 0, 0],
      [2, 0, 0, 1],
    ]);
  });

  it('a share of a total is checked minute by minute', () => {
    const spec = check({ query: 'good_total', total: 'all_total', metric: 'counter', op: 'gte', bound: 0.95 });
    expect(count(spec, [series(0, 95, 189)], [series(0, 100, 200)])).toEqual([
      [0, 1, 0, 0],
      [1, 0, 1, 0],
    ]);
  });
});

it.each([
  ['a counter without a total', check({ metric: 'counter' }), ['metric']],
  ['events of a share', ratio({ total: '', metric: 'gauge' }), ['weigh']],
  ['the same query twice', ratio({ total: 'good_total' }), ['total']],
  ['a share above a total', check({ total: 'all', op: 'gt' }), ['op', 'bound']],
  ['a share that always holds', check({ total: 'all', op: 'gte', bound: 0 }), ['bound']],
  ['a share of 1', check({ total: 'all', op: 'gte', bound: 1 }), []],
])('%s', (_name, spec, parameters) => {
  expect(prometheusIssues(spec).map(({ parameter }) => parameter)).toEqual(parameters);
});
