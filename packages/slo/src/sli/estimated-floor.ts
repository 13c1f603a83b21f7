import { CELL_ESTIMATED_IDS } from '@leeway/drift';
import { z } from 'zod';
import { boundedMetric, boundIssues, boundWords, keepsBound } from './bounded-metric.ts';
import { defineSli, sentenceOf, sliceOf } from './sli-definition.ts';
import { SliceMinutes, sliceParameter, sliceWords } from './slice-minutes.ts';

/** What can be estimated from score cells and has a floor. */
const METRIC_IDS = CELL_ESTIMATED_IDS.filter((id) => boundedMetric(id) !== undefined);

/**
 * Minutes whose slice keeps a metric above a floor as CBPE estimates it, without labels. Unknown where the reference
 * has no labelled scores or too few scores came. Blind to concept drift: an objective on labels belongs beside it.
 */
export const estimatedFloor = defineSli({
  kind: 'estimatedFloor',
  title: 'Estimated quality',
  group: 'Quality',
  noun: { one: 'minute', many: 'minutes' },
  outage: 'estimated quality below the floor',
  unit: 'slice',
  source: 'estimate',
  tasks: ['binary'],
  spec: z.object({
    kind: z.literal('estimatedFloor'),
    metric: z.enum(METRIC_IDS as [string, ...string[]], 'Choose a metric.'),
    bound: z.number('A number.'),
    sliceMinutes: SliceMinutes,
    minimumScores: z.int('A whole number.').min(1, 'At least 1.').max(1_000_000, 'At most a million.'),
  }),
  defaults: {
    target: 0.95,
    minimumBad: 1,
    parameters: { kind: 'estimatedFloor', metric: 'accuracy', bound: 0.8, sliceMinutes: 60, minimumScores: 100 },
  },
  parameters: [
    {
      name: 'metric',
      label: 'Metric',
      hint: 'Estimated from scores alone (CBPE); blind to concept drift.',
      control: 'choice',
      choices: () => METRIC_IDS.map((id) => ({ value: id, label: boundedMetric(id)?.label ?? id })),
    },
    { name: 'bound', label: 'Floor', control: 'number' },
    sliceParameter('All minutes of a slice are good or bad together.'),
    { name: 'minimumScores', label: 'Scores', hint: 'A slice with fewer is unknown.', control: 'number' },
  ],
  thresholdMs: () => null,
  sliceMinutes: (spec) => spec.sliceMinutes,
  issues: boundIssues,
  count: ({ reading }, { metric, bound }) => sliceOf(reading === null ? null : keepsBound(metric, reading, bound)),
  short: (spec) => `estimated ${boundWords(spec).name} ${boundWords(spec).limit}`,
  sentence: (spec, modelName) =>
    sentenceOf(
      [sliceWords(spec.sliceMinutes), 'kind'],
      ' of ',
      [modelName, 'model'],
      ' have ',
      [`an estimated ${boundWords(spec).name}`, 'kind'],
      ' of ',
      [boundWords(spec).limit, 'parameter'],
    ),
});
