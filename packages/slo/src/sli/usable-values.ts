import { z } from 'zod';
import { defineSli, sentenceOf } from './sli-definition.ts';

/**
 * Share of feature values that can be used: absent, null, NaN, infinite and of the wrong type are bad. Of one feature
 * or, without a name, of all that the reference knows.
 */
export const usableValues = defineSli({
  kind: 'usableValues',
  title: 'Usable values',
  group: 'Data',
  noun: { one: 'feature value', many: 'feature values' },
  outage: 'no usable value',
  unit: 'event',
  source: 'values',
  spec: z.object({
    kind: z.literal('usableValues'),
    feature: z.string().trim().max(200, 'At most 200 characters.'),
  }),
  defaults: { target: 0.99, minimumBad: 10, parameters: { kind: 'usableValues', feature: '' } },
  parameters: [
    {
      name: 'feature',
      label: 'Feature',
      hint: 'As the reference calls it; empty for all of them.',
      control: 'text',
      placeholder: 'all features',
    },
  ],
  thresholdMs: () => null,
  count: ({ values }) => ({ good: values.usable, bad: values.unusable, unknown: 0 }),
  short: (spec) => (spec.feature === '' ? 'usable values' : `usable ${spec.feature}`),
  sentence: (spec, modelName) =>
    sentenceOf(
      ['values', 'kind'],
      ' of ',
      [spec.feature === '' ? 'all features' : spec.feature, 'parameter'],
      ' of ',
      [modelName, 'model'],
      ' are ',
      ['usable', 'kind'],
    ),
});
