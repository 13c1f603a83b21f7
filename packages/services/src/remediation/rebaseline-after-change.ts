import { ServiceError } from '../errors.ts';
import { rebaselineModel } from '../models/rebaseline-model.ts';
import type { Rebaseline } from './verify-retraining.ts';

/** Re-baselining as a step of a remediation: a stretch that is refused is something to wait for, not a failure. */
export const rebaselineAfterChange: Rebaseline = async ({ ctx, modelId, fromMs, toMs, detail }) => {
  try {
    const { referenceId } = await rebaselineModel({ ctx, input: { modelId, fromMs, toMs, reason: detail } });
    return { ok: true, referenceId };
  } catch (error) {
    if (error instanceof ServiceError && !error.retryable) return { ok: false, reason: error.message };
    throw error;
  }
};
