import { z } from 'zod';

export const RemediationId = z.uuid();
/** The hash of what the decider saw. A decision on anything else is void. */
export const SeenContentHash = z.string().regex(/^[0-9a-f]{64}$/u, 'the hash of the content that you saw');

export const ApproveRemediationInput = z.object({ id: RemediationId, contentHash: SeenContentHash });
export type ApproveRemediationInput = z.infer<typeof ApproveRemediationInput>;

export const RejectRemediationInput = z.object({
  id: RemediationId,
  contentHash: SeenContentHash,
  reason: z.string().trim().min(3, 'say why, in three letters or more').max(2_000),
});
export type RejectRemediationInput = z.infer<typeof RejectRemediationInput>;
