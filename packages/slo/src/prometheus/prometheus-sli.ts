import { z } from 'zod';
import type { SliParameter } from '../sli/sli-parameter.ts';
import { countReading, overRange, type PromqlReading } from './promql-reading.ts';

/** As a data source is called in the settings. */
export const SourceName = z
  .string()
  .trim()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/u, 'The name of a data source: lower-case letters, digits and "-".');

const Query = z.string().trim().max(10_000, 'At most 10,000 characters.');

/** What both kinds that ask Prometheus have in common. */
export const PROMQL_SHAPE = {
  /** Data source of the settings; '' = the only one there is. */
  source: SourceName,
  query: Query.min(1, 'A PromQL query.'),
  /** What the query is a part of; '' = the query is the number itself. */
  total: Query,
  /** `counter`: ever-growing counts; `gauge`: what the last minute brought. Of queries that say `{{.window}}` neither matters. */
  metric: z.enum(['counter', 'gauge']),
  /** Minutes that `{{.window}}` stands for. At least two scrapes must lie in it. */
  rangeMinutes: z.int('A whole number of minutes.').min(1, 'At least 1.').max(60, 'At most 60.'),
};

export const OPERATORS = ['lt', 'lte', 'gt', 'gte'] as const;
export type Operator = (typeof OPERATORS)[number];

export const OPERATOR_SIGNS = { lt: '<', lte: '≤', gt: '>', gte: '≥' } as const satisfies Record<Operator, string>;

export function holds(value: number, op: Operator, bound: number): boolean {
  switch (op) {
    case 'lt':
      return value < bound;
    case 'lte':
      return value <= bound;
    case 'gt':
      return value > bound;
    case 'gte':
      return value >= bound;
  }
}

/** Fields of both kinds, in the order of a form. */
export const PROMQL_PARAMETERS: readonly SliParameter[] = [
  { name: 'source', label: 'Data source', control: 'source' },
  {
    name: 'query',
    label: 'Query',
    hint: '{{.window}} stands for the range below. Counters are read series by series, so that restarts are seen.',
    control: 'query',
    placeholder: 'sum(rate(http_requests_total{code!~"5.."}[{{.window}}]))',
  },
  {
    name: 'total',
    label: 'Total',
    hint: 'What the query is a part of; empty when the query is the number itself.',
    control: 'query',
    placeholder: 'sum(rate(http_requests_total[{{.window}}]))',
  },
  {
    name: 'metric',
    label: 'Metrics are',
    hint: 'Of queries that say {{.window}} it does not matter.',
    control: 'choice',
    choices: () => [
      { value: 'counter', label: 'counters: they only grow' },
      { value: 'gauge', label: 'gauges: what the last minute brought' },
    ],
  },
  { name: 'rangeMinutes', label: 'Range, min', hint: 'At least two scrapes must lie in it.', control: 'number' },
];

/** A share of good ones, counted from events or, minute by minute, from a share. */
export const PrometheusSli = z.object({
  kind: z.literal('prometheus'),
  ...PROMQL_SHAPE,
  /** What the query counts. */
  counts: z.enum(['good', 'bad']),
  /** `events`: every event weighs the same; `minutes`: every minute does. */
  weigh: z.enum(['events', 'minutes']),
});
export type PrometheusSli = z.infer<typeof PrometheusSli>;

/** Minutes in which a number holds against a bound. */
export const PrometheusCheckSli = z.object({
  kind: z.literal('prometheusCheck'),
  ...PROMQL_SHAPE,
  op: z.enum(OPERATORS),
  bound: z.number('A number.').min(-1e15).max(1e15),
});
export type PrometheusCheckSli = z.infer<typeof PrometheusCheckSli>;

export type AnyPrometheusSli = PrometheusSli | PrometheusCheckSli;

export function isPrometheusSli(spec: { kind: string }): spec is AnyPrometheusSli {
  return spec.kind === 'prometheus' || spec.kind === 'prometheusCheck';
}

/** How the query and the total are asked for; without a total the query's value is the number itself. */
export function readingsOf(spec: AnyPrometheusSli): { query: PromqlReading; total: PromqlReading | null } {
  const input = { isCounter: spec.metric === 'counter', rangeMinutes: spec.rangeMinutes };
  if (spec.total === '')
    return { query: { expression: overRange(spec.query, spec.rangeMinutes), reads: 'amount', scale: 1 }, total: null };
  return { query: countReading(spec.query, input), total: countReading(spec.total, input) };
}

/** What parameters of the right shape still get wrong. */
export function prometheusIssues(spec: AnyPrometheusSli): { parameter: string; message: string }[] {
  const issues: { parameter: string; message: string }[] = [];
  const say = (parameter: string, message: string) => issues.push({ parameter, message });
  if (spec.total === '' && spec.metric === 'counter')
    say('metric', 'A query without a total is a number by itself: choose gauge.');
  if (spec.total !== '' && spec.total === spec.query) say('total', 'The total is the same as the query.');
  if (spec.kind === 'prometheus') {
    if (spec.total === '' && spec.weigh === 'events')
      say('weigh', 'A share has no events: without a total every minute weighs the same.');
    return issues;
  }
  if (spec.total === '') return issues;
  if (spec.op !== 'gte' && spec.op !== 'lte') say('op', 'A share of a total is held to at least or at most a bound.');
  if (spec.bound < 0 || spec.bound > 1 || spec.bound === (spec.op === 'lte' ? 1 : 0))
    say('bound', 'A share: above 0 up to 1 for at least, from 0 below 1 for at most.');
  return issues;
}
