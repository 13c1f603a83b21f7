import { z } from 'zod';
import { defineSli, sentenceOf } from './sli-definition.ts';

/**
 * Readings of features, one a feature and minute: bad when a window that speaks for the minute found the feature's drift
 * critical, unknown when there were too few events. One drifting feature of twenty is 5 % bad, not all of it.
 */
export const driftingFeatures = defineSli({
  kind: 'driftingFeatures',
  title: 'Features within threshold',
  group: 'Drift',
  noun: { one: 'feature reading', many: 'feature readings' },
  outage: 'all features drifting',
  unit: 'event',
  source: 'windows',
  spec: z.object({ kind: z.literal('driftingFeatures') }),
  defaults: { target: 0.99, minimumBad: 10, parameters: { kind: 'driftingFeatures' } },
  parameters: [],
  thresholdMs: () => null,
  count: ({ features }) => ({ good: features.ok, bad: features.critical, unknown: features.unjudged }),
  short: () => 'of feature readings not critical',
  sentence: (_spec, modelName) =>
    sentenceOf(['feature readings', 'kind'], ', one a feature and minute, of ', [modelName, 'model'], ' are ', [
      'free of critical drift',
      'kind',
    ]),
});
