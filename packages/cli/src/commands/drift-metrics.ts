import {
  METRIC_IDS,
  METRICS,
  MULTIVARIATE,
  RULE_METRIC_IDS,
  type MetricDefinition,
  type MultivariateDefinition,
} from '@leeway/drift';
import type { Command } from '../command.ts';

/** Readings over several numbers at once are told of like the metrics of one feature. */
function readings() {
  return Object.values(MULTIVARIATE).map((reading: MultivariateDefinition) => {
    const { id, label, unit, formula, source, domain, meaning, errorBound, kinds, floor } = reading;
    return { id, label, unit, formula, source, domain, meaning, errorBound, kinds, conventional: floor };
  });
}

function described(metric: Omit<MetricDefinition, 'id' | 'fromSamples' | 'read'> & { id: string }): string {
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
    text: [...METRIC_IDS.map((id) => METRICS[id]), ...readings()].map((one) => described(one)).join('\n\n'),
    json: [
      ...METRIC_IDS.map((id) => {
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
      ...readings().map(({ conventional, ...reading }) => ({
        ...reading,
        thresholds: conventional,
        judgesLiveWindows: true,
      })),
    ],
  }),
};
