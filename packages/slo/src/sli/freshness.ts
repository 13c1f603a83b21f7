import { z } from 'zod';
import { formatWindow } from '../words/format-minutes.ts';
import { defineSli, sentenceOf, sliceOf } from './sli-definition.ts';

/** Longest age that may be asked for: how far a reader looks back from each minute. */
const MAX_MINUTES = 1_440;

/**
 * Time slices of one minute: good when, at its end, the newest prediction is at most so old, by the times that events
 * carry. Unknown before the first event and while the topic is not read to the end of the minute.
 */
export const freshness = defineSli({
  kind: 'freshness',
  title: 'Freshness',
  group: 'Service',
  noun: { one: 'minute', many: 'minutes' },
  outage: 'stale predictions',
  unit: 'slice',
  source: 'freshness',
  spec: z.object({
    kind: z.literal('freshness'),
    withinMinutes: z
      .int('A whole number of minutes.')
      .min(1, 'At least 1 minute.')
      .max(MAX_MINUTES, 'At most a day: 1440 minutes.'),
  }),
  defaults: { target: 0.95, minimumBad: 1, parameters: { kind: 'freshness', withinMinutes: 5 } },
  parameters: [
    {
      name: 'withinMinutes',
      label: 'At most, min',
      hint: 'Age of the newest prediction at the end of each minute, by the times that events carry.',
      control: 'number',
    },
  ],
  thresholdMs: () => null,
  reachMinutes: (spec) => spec.withinMinutes,
  count: ({ reading }, { withinMinutes }) => sliceOf(reading === null ? null : reading <= withinMinutes),
  short: (spec) => `no older than ${formatWindow(spec.withinMinutes)}`,
  sentence: (spec, modelName) =>
    sentenceOf(
      ['minutes', 'kind'],
      ' end with a prediction by ',
      [modelName, 'model'],
      ' that is ',
      ['at most', 'kind'],
      ' ',
      [formatWindow(spec.withinMinutes), 'parameter'],
      ' old',
    ),
});
