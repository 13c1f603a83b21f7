import { METRIC_IDS, METRICS, RULE_METRIC_IDS, type MetricDefinition } from '@leeway/drift';
import type { Command } from '../command.ts';

function described(metric: MetricDefinition): string {
  const { conventional } = metric;
  const rows = [
    ['formula', metric.formula],
    ['source', metric.source],
    ['domain', `${metric.kinds.join(', ')}: ${metric.domain}`],
    ['meaning', metric.meaning],
    ['error', `from counts: ${metric.errorBound}`],
    ['threshold', conventional === null ? 'none by convention' : `${conventional.warn} / ${conventional.critical}`],
  ];
  return [
    `${metric.id}: ${metric.label} (${metric.unit})`,
    ...rows.map(([name = '', text = '']) => `  ${name.padEnd(9)}  ${text}`),
  ].join('\n');
}

export const driftMetrics: Command = {
  name: 'drift metrics',
  summary: 'every metric: formula, source, domain, what it means, how exact it is',
  options: {},
  run: async () => ({
    text: METRIC_IDS.map((id) => described(METRICS[id])).join('\n\n'),
    json: METRIC_IDS.map((id) => {
      const metric: MetricDefinition = METRICS[id];
      const { label, unit, formula, source, domain, meaning, errorBound, kinds, conventional } = metric;
      return {
        id,
        label,
        unit,
        formula,
        source,
        domain,
        meaning,
        errorBound,
        kinds,
        thresholds: conventional,
        judgesLiveWindows: RULE_METRIC_IDS.some((rule) => rule === id),
      };
    }),
  }),
};
