import { LATENCY_EDGES_MS } from '@leeway/drift';
import { z } from 'zod';
import { defineSli } from './sli-definition.ts';

const EDGES: readonly number[] = LATENCY_EDGES_MS;

/**
 * Share of timed predictions that were answered within a threshold. The threshold is an edge of the grid that panes
 * count latency on, so that the share is exact. A prediction that did not say how long it took is unknown.
 */
export const latency = defineSli({
  kind: 'latency',
  title: 'Latency',
  group: 'Service',
  noun: { one: 'prediction', many: 'predictions' },
  outage: 'only slow answers',
  unit: 'event',
  source: 'service',
  spec: z.object({
    kind: z.literal('latency'),
    thresholdMs: z
      .number()
      .refine((value) => EDGES.includes(value), `Choose one of the measured edges: ${EDGES.join(', ')} ms.`),
  }),
  defaults: { target: 0.95, minimumBad: 10, parameters: { kind: 'latency', thresholdMs: 100 } },
  parameters: [
    {
      name: 'thresholdMs',
      label: 'Within, ms',
      hint: 'Edges that are counted exactly.',
      control: 'choice',
      choices: () => LATENCY_EDGES_MS.map((edge) => ({ value: edge, label: String(edge) })),
    },
  ],
  thresholdMs: (spec) => spec.thresholdMs,
  count: ({ events, timed, withinThreshold }) => {
    const good = Math.min(withinThreshold, timed);
    return { good, bad: timed - good, unknown: Math.max(0, events - timed) };
  },
  short: (spec) => `within ${spec.thresholdMs}\u00a0ms`,
  sentence: (spec, modelName) => [
    { text: 'predictions', field: 'kind' },
    { text: ' by ', field: null },
    { text: modelName, field: 'model' },
    { text: ' are ', field: null },
    { text: 'answered within', field: 'kind' },
    { text: ' ', field: null },
    { text: `${spec.thresholdMs}\u00a0ms`, field: 'parameter' },
  ],
});
