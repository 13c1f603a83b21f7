import {
  holds,
  OPERATORS,
  OPERATOR_SIGNS,
  PrometheusCheckSli,
  prometheusIssues,
  PROMQL_PARAMETERS,
} from '../prometheus/prometheus-sli.ts';
import { defineSli, sentenceOf, sliceOf } from './sli-definition.ts';

const MOST_SHOWN = 40;

function inShort({ query, total, op, bound }: PrometheusCheckSli): string {
  const text = `${query}${total === '' ? '' : ' of the total'}`.replaceAll(/\s+/gu, ' ');
  const cut = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
  return `${cut} ${OPERATOR_SIGNS[op]} ${bound}`;
}

/** Minutes in which a number of a Prometheus holds against a bound; without a sample, or with NaN, a minute is unknown. */
export const prometheusCheck = defineSli({
  kind: 'prometheusCheck',
  title: 'PromQL: minutes within a bound',
  group: 'Prometheus',
  noun: { one: 'minute', many: 'minutes' },
  outage: 'a bound that is missed',
  unit: 'slice',
  source: 'prometheus',
  spec: PrometheusCheckSli,
  defaults: {
    target: 0.99,
    minimumBad: 1,
    parameters: {
      kind: 'prometheusCheck',
      source: '',
      query: 'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[{{.window}}])))',
      total: '',
      metric: 'gauge',
      rangeMinutes: 5,
      op: 'lt',
      bound: 0.5,
    },
  },
  parameters: [
    ...PROMQL_PARAMETERS,
    {
      name: 'op',
      label: 'Good while it is',
      control: 'choice',
      choices: () => OPERATORS.map((value) => ({ value, label: `${OPERATOR_SIGNS[value]} the bound` })),
    },
    { name: 'bound', label: 'Bound', control: 'number' },
  ],
  thresholdMs: () => null,
  issues: prometheusIssues,
  count: ({ reading }, { op, bound }) => sliceOf(reading === null ? null : holds(reading, op, bound)),
  short: (spec) => `with ${inShort(spec)}`,
  sentence: (spec, modelName) =>
    sentenceOf(['minutes', 'kind'], ' of ', [modelName, 'model'], ' have ', [inShort(spec), 'parameter']),
});
