import { z } from 'zod';
import { formatCount } from '../words/format-number.ts';
import { defineSli, sentenceOf, sliceOf } from './sli-definition.ts';
import { SliceMinutes, sliceParameter, sliceWords } from './slice-minutes.ts';

/**
 * Minutes whose slice brought at least so many predictions, failed ones included. A slice that was read to its end and
 * brought none is bad; one that is still running, or not read to its end, is unknown.
 */
export const throughput = defineSli({
  kind: 'throughput',
  title: 'Throughput floor',
  group: 'Service',
  noun: { one: 'minute', many: 'minutes' },
  outage: 'too few predictions',
  unit: 'slice',
  source: 'throughput',
  spec: z.object({
    kind: z.literal('throughput'),
    minimumEvents: z.int('A whole number of predictions.').min(1, 'At least 1.').max(1e9, 'At most a billion.'),
    sliceMinutes: SliceMinutes,
  }),
  defaults: { target: 0.99, minimumBad: 1, parameters: { kind: 'throughput', minimumEvents: 100, sliceMinutes: 1 } },
  parameters: [
    { name: 'minimumEvents', label: 'At least', hint: 'Predictions in each slice.', control: 'number' },
    sliceParameter('Slices begin at midnight UTC; all minutes of a slice are good or bad together.'),
  ],
  thresholdMs: () => null,
  sliceMinutes: (spec) => spec.sliceMinutes,
  count: ({ reading }, { minimumEvents }) => sliceOf(reading === null ? null : reading >= minimumEvents),
  short: (spec) => `with ${formatCount(spec.minimumEvents)} or more`,
  sentence: (spec, modelName) =>
    sentenceOf(
      [sliceWords(spec.sliceMinutes), 'kind'],
      ' bring ',
      [`at least ${formatCount(spec.minimumEvents)}`, 'parameter'],
      ' predictions by ',
      [modelName, 'model'],
    ),
});
