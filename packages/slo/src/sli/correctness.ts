import { z } from 'zod';
import { defineSli, sentenceOf } from './sli-definition.ts';

/**
 * Share of labelled predictions that were right, by the minute of the prediction. The model's own answer counts; where
 * predictions carried only a score, a score of at least 0.5 is a yes. Predictions without a label are unknown until it
 * comes; a label that comes late restates its minute. Models that answer a number have no right answers: use a metric.
 */
export const correctness = defineSli({
  kind: 'correctness',
  title: 'Correct predictions',
  group: 'Quality',
  noun: { one: 'prediction', many: 'predictions' },
  outage: 'only wrong answers',
  unit: 'event',
  source: 'answers',
  tasks: ['binary', 'multiclass'],
  spec: z.object({ kind: z.literal('correctness') }),
  defaults: { target: 0.9, minimumBad: 10, parameters: { kind: 'correctness' } },
  parameters: [],
  thresholdMs: () => null,
  count: ({ events, answers: { right, wrong } }) => ({
    good: right,
    bad: wrong,
    unknown: Math.max(0, events - right - wrong),
  }),
  short: () => 'correct',
  sentence: (_spec, modelName) =>
    sentenceOf(['labelled predictions', 'kind'], ' by ', [modelName, 'model'], ' are ', ['correct', 'kind']),
});
