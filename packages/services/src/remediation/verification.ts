import type { IncidentEvidence, RemediationEvent, RemediationOutcome, RemediationPlan } from '@leeway/response';
import type { ModelModel, RemediationModel } from '@leeway/store';

/** A carried-out remediation and what its verification needs to know. */
export type VerifyingRemediation = {
  row: RemediationModel;
  model: ModelModel;
  plan: RemediationPlan;
  evidence: IncidentEvidence;
  beganMs: number;
  executedAtMs: number;
  deadlineMs: number;
  outcome: RemediationOutcome;
};

/** `event` null = not known yet. */
export type Verification =
  | { event: Extract<RemediationEvent, 'verified-ok' | 'verified-bad' | 'inconclusive'>; message: string }
  | { event: null };
