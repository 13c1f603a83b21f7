import { z } from 'zod';
import { defineSli } from './sli-definition.ts';

/**
 * Time slices of one minute: bad when any judged window that speaks for it was critical, good when at least one
 * was judged and none was critical, unknown when there were too few events to judge.
 */
export const drift = defineSli({
  kind: 'drift',
  title: 'Drift',
  group: 'Drift',
  noun: { one: 'minute', many: 'minutes' },
  outage: 'critical drift',
  unit: 'slice',
  source: 'windows',
  spec: z.object({ kind: z.literal('drift') }),
  defaults: { target: 0.99, minimumBad: 1, parameters: { kind: 'drift' } },
  parameters: [],
  thresholdMs: () => null,
  count: ({ windows }) => {
    if (windows.critical > 0) return { good: 0, bad: 1, unknown: 0 };
    if (windows.ok > 0) return { good: 1, bad: 0, unknown: 0 };
    return { good: 0, bad: 0, unknown: 1 };
  },
  short: () => 'free of critical drift',
  sentence: (_spec, modelName) => [
    { text: 'minutes', field: 'kind' },
    { text: ' of ', field: null },
    { text: modelName, field: 'model' },
    { text: ' are ', field: null },
    { text: 'free of critical drift', field: 'kind' },
  ],
});
