import { z } from 'zod';

/** What came of a remediation: the executor's answer and what was measured afterwards. */
export const RemediationOutcome = z.object({
  executor: z.object({ status: z.string(), message: z.string(), atMs: z.int() }).nullable().default(null),
  verification: z.object({ message: z.string(), atMs: z.int() }).nullable().default(null),
  /** When the warning before expiry was given. */
  expiryWarnedAtMs: z.int().nullable().default(null),
  /** The reference that was frozen from traffic after the change, where re-baselining belongs to the plan. */
  rebaselinedTo: z.string().nullable().default(null),
  rebaselinedAtMs: z.int().nullable().default(null),
});
export type RemediationOutcome = z.infer<typeof RemediationOutcome>;
