import { z } from 'zod';

/** When a runbook applies. An empty list matches anything. */
export const RunbookMatch = z.object({
  signals: z
    .array(z.enum(['drift', 'latency', 'errors', 'slo', 'quality', 'data']))
    .max(10)
    .default([]),
  causes: z
    .array(z.enum(['broken-feed', 'slow-release', 'population-shift', 'unclear']))
    .max(10)
    .default([]),
  modelIds: z.array(z.string().max(63)).max(200).default([]),
  /** The action that the runbook's remediation proposes, if any. */
  proposes: z
    .enum(['set-version', 'set-pipeline', 'shift-traffic', 'fall-back', 'adjust-threshold', 'retrain', 'pause'])
    .nullable()
    .default(null),
});
export type RunbookMatch = z.infer<typeof RunbookMatch>;
