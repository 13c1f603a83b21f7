import { z } from 'zod';
import { BOUNDED_METRIC_IDS, boundIssues, boundWords, keepsBound, metricChoices } from './bounded-metric.ts';
import { defineSli, sentenceOf, sliceOf } from './sli-definition.ts';
import { SliceMinutes, sliceParameter, sliceWords } from './slice-minutes.ts';

/**
 * Minutes whose slice keeps a metric of realised performance above a floor, or below a ceiling where less is better.
 * By the time of the predictions; a slice with fewer labels than `minimumLabels`, or where the metric is undefined, is
 * unknown. Labels that come late restate their slice.
 */
export const performanceFloor = defineSli({
  kind: 'performanceFloor',
  title: 'Quality metric',
  group: 'Quality',
  noun: { one: 'minute', many: 'minutes' },
  outage: 'quality out of bounds',
  unit: 'slice',
  source: 'performance',
  spec: z.object({
    kind: z.literal('performanceFloor'),
    metric: z.enum(BOUNDED_METRIC_IDS, 'Choose a metric.'),
    bound: z.number('A number.'),
    sliceMinutes: SliceMinutes,
    minimumLabels: z.int('A whole number.').min(1, 'At least 1.').max(1_000_000, 'At most a million.'),
  }),
  defaults: {
    target: 0.9,
    minimumBad: 1,
    parameters: { kind: 'performanceFloor', metric: 'accuracy', bound: 0.8, sliceMinutes: 60, minimumLabels: 100 },
  },
  parameters: [
    { name: 'metric', label: 'Metric', control: 'choice', choices: metricChoices },
    { name: 'bound', label: 'Bound', hint: 'A floor; a ceiling for losses and errors.', control: 'number' },
    sliceParameter('By the time of the prediction; all minutes of a slice are good or bad together.'),
    { name: 'minimumLabels', label: 'Labels', hint: 'A slice with fewer is unknown.', control: 'number' },
  ],
  thresholdMs: () => null,
  sliceMinutes: (spec) => spec.sliceMinutes,
  issues: boundIssues,
  count: ({ reading }, { metric, bound }) => sliceOf(reading === null ? null : keepsBound(metric, reading, bound)),
  short: (spec) => `${boundWords(spec).name} ${boundWords(spec).limit}`,
  sentence: (spec, modelName) =>
    sentenceOf(
      [sliceWords(spec.sliceMinutes), 'kind'],
      ' of ',
      [modelName, 'model'],
      ' have ',
      [boundWords(spec).name, 'kind'],
      ' of ',
      [boundWords(spec).limit, 'parameter'],
    ),
});
