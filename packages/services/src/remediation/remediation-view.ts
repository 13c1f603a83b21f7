import type { Actor, RemediationPlan, RemediationState } from '@leeway/response';

export type RemediationView = {
  id: string;
  number: number;
  incidentNumber: number;
  incidentTitle: string;
  modelId: string;
  action: string;
  parameters: Record<string, unknown>;
  title: string;
  risk: 'low' | 'medium' | 'high';
  plan: RemediationPlan;
  contentHash: string;
  state: RemediationState;
  proposer: Actor;
  runbook: { id: string; title: string } | null;
  proposedAtMs: number;
  expiresAtMs: number;
  decidedAtMs: number | null;
  decidedBy: Actor | null;
  reason: string | null;
  sentAtMs: number | null;
  runningAtMs: number | null;
  executedAtMs: number | null;
  verifyUntilMs: number | null;
  finishedAtMs: number | null;
  /** What the executor answered and what verification measured, in words; null until there is something. */
  executorMessage: string | null;
  verificationMessage: string | null;
  /** What became of earlier remediations with this action on this model. */
  record: { proposed: number; approved: number; succeeded: number; failed: number };
  /** Whether the one who looks may decide, and if not, why. */
  canDecide: boolean;
  cannotDecideReason: string | null;
};
