import { z } from 'zod';
import { defineSli } from './sli-definition.ts';

/** Share of predictions that were answered without an error. A minute without predictions is unknown. */
export const availability = defineSli({
  kind: 'availability',
  title: 'Availability',
  group: 'Service',
  noun: { one: 'prediction', many: 'predictions' },
  outage: 'total outage',
  unit: 'event',
  source: 'service',
  spec: z.object({ kind: z.literal('availability') }),
  defaults: { target: 0.99, minimumBad: 10, parameters: { kind: 'availability' } },
  parameters: [],
  thresholdMs: () => null,
  count: ({ events, errors }) => {
    const bad = Math.min(errors, events);
    return { good: events - bad, bad, unknown: 0 };
  },
  short: () => 'without an error',
  sentence: (_spec, modelName) => [
    { text: 'predictions', field: 'kind' },
    { text: ' by ', field: null },
    { text: modelName, field: 'model' },
    { text: ' are ', field: null },
    { text: 'answered without an error', field: 'kind' },
  ],
});
