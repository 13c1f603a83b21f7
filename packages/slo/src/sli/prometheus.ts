import { PrometheusSli, prometheusIssues, PROMQL_PARAMETERS } from '../prometheus/prometheus-sli.ts';
import { defineSli, sentenceOf } from './sli-definition.ts';

/**
 * Share of good ones as a Prometheus counts them. Minutes are asked for there and counted as they are answered; nothing in
 * total is no minute, NaN is unknown.
 */
export const prometheus = defineSli({
  kind: 'prometheus',
  title: 'PromQL: good of all',
  group: 'Prometheus',
  noun: { one: 'event', many: 'events' },
  outage: 'total outage',
  unit: 'event',
  source: 'prometheus',
  spec: PrometheusSli,
  defaults: {
    target: 0.99,
    minimumBad: 10,
    parameters: {
      kind: 'prometheus',
      source: '',
      query: 'sum(rate(http_requests_total{code!~"5.."}[{{.window}}]))',
      total: 'sum(rate(http_requests_total[{{.window}}]))',
      metric: 'counter',
      rangeMinutes: 5,
      counts: 'good',
      weigh: 'events',
    },
  },
  parameters: [
    ...PROMQL_PARAMETERS,
    {
      name: 'counts',
      label: 'Query counts',
      control: 'choice',
      choices: () => [
        { value: 'good', label: 'good ones' },
        { value: 'bad', label: 'bad ones' },
      ],
    },
    {
      name: 'weigh',
      label: 'Weighs',
      hint: 'A share without a total has no events: every minute weighs the same.',
      control: 'choice',
      choices: () => [
        { value: 'events', label: 'every event the same' },
        { value: 'minutes', label: 'every minute the same' },
      ],
    },
  ],
  thresholdMs: () => null,
  issues: prometheusIssues,
  count: ({ outside }) => outside,
  short: ({ weigh }) => (weigh === 'events' ? 'good by PromQL' : 'good by PromQL, minute by minute'),
  sentence: ({ weigh }, modelName) =>
    sentenceOf(
      [weigh === 'events' ? 'events' : 'each minute’s events', 'kind'],
      ' of ',
      [modelName, 'model'],
      ' are ',
      ['good by PromQL', 'parameter'],
    ),
});
